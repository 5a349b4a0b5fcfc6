package dev.portcullis.console.revoke;

import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.ProblemWords;
import java.util.Locale;

/** What is said when a revocation goes wrong. */
final class RevocationProblems {
    private RevocationProblems() {}

    /** Nothing was to be done yet. */
    static String ofPlan(Throwable failure) {
        return switch (failure) {
            case ClientException.Declined _ -> Text.get("revoke.plan.declined");
            case ClientException.Refused refused ->
                Text.get("revoke.plan.failed", ProblemWords.titled(refused.problem()));
            case ClientException.Unreachable unreachable -> Text.get("revoke.plan.failed", unreachable(unreachable));
            default -> Text.get("revoke.plan.broken", failure.toString());
        };
    }

    /**
     * What a server refuses it has not done; after its own failure, or without its answer, nobody knows.
     *
     * @param isBegun whether it was under way, so that what was refused is only to say how far it is
     */
    static RevocationModel.State.Failed ofExecution(Throwable failure, boolean isBegun) {
        return switch (failure) {
            case ClientException.Refused refused
            when refused.problem().status() < 500 && !isBegun ->
                new RevocationModel.State.Failed(
                        Text.get("revoke.refused", ProblemWords.titled(refused.problem())), false);
            case ClientException.Refused refused -> uncertain(ProblemWords.titled(refused.problem()));
            case ClientException.Unreachable unreachable -> uncertain(unreachable(unreachable));
            default -> new RevocationModel.State.Failed(Text.get("revoke.failed", failure.toString()), true);
        };
    }

    /** Why the sessions of a receipt cannot be shown. */
    static String ofResults(Throwable failure) {
        return failure instanceof ClientException.Refused refused
                ? Text.get("revoke.results.failed", ProblemWords.titled(refused.problem()))
                : failure instanceof ClientException.Unreachable unreachable
                        ? Text.get("revoke.results.failed", unreachable(unreachable))
                        : Text.get("revoke.results.failed", failure.toString());
    }

    private static RevocationModel.State.Failed uncertain(String why) {
        return new RevocationModel.State.Failed(Text.get("revoke.uncertain", why), true);
    }

    private static String unreachable(ClientException.Unreachable unreachable) {
        return Text.get("revoke.unreachable." + unreachable.kind().name().toLowerCase(Locale.ROOT));
    }
}
