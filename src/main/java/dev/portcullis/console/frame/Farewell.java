package dev.portcullis.console.frame;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Text;
import org.jspecify.annotations.Nullable;

/** Why an operator who was logged in no longer is, in one sentence. */
final class Farewell {
    private Farewell() {}

    /** Whether the server's refusal means that this session is over, rather than that something failed. */
    static boolean isFinal(Throwable failure) {
        return failure instanceof ClientException.Refused refused
                && refused.type()
                        .filter(type -> type == ProblemType.SESSION_ENDED || type == ProblemType.SESSION_MISSING)
                        .isPresent();
    }

    /**
     * What the server answered when it was asked about the session, after it had closed the event stream for good.
     *
     * @param byOneself whether this operator has just ended it from here
     */
    static String of(Throwable failure, boolean byOneself) {
        if (isFinal(failure) && failure instanceof ClientException.Refused refused) {
            Problem problem = refused.problem();
            return byOneself && problem.endReason() == EndReason.REVOKED
                    ? Text.get("frame.ended.self")
                    : of(problem.endReason());
        }
        return Text.get("frame.ended.unknown");
    }

    /**
     * The session itself goes on, so what was refused is to read sessions.
     *
     * @param why as the server said
     */
    static String notPermitted(@Nullable ClientException why) {
        boolean wantsProof = why instanceof ClientException.Declined
                || (why instanceof ClientException.Refused refused
                        && refused.type()
                                .filter(type -> type == ProblemType.SECOND_FACTOR_ENROLMENT_REQUIRED
                                        || type == ProblemType.STEP_UP_REQUIRED)
                                .isPresent());
        return Text.get(wantsProof ? "frame.ended.proof" : "frame.ended.not-permitted");
    }

    private static String of(@Nullable EndReason reason) {
        return Text.get(
                switch (reason) {
                    case LOGOUT -> "frame.ended.logout";
                    case IDLE -> "frame.ended.idle";
                    case EXPIRED -> "frame.ended.expired";
                    case REVOKED -> "frame.ended.revoked";
                    case REPLACED -> "frame.ended.replaced";
                    case REUSE -> "frame.ended.reuse";
                    case ACCOUNT -> "frame.ended.account";
                    case QUOTA -> "frame.ended.quota";
                    case null -> "frame.ended.unknown";
                });
    }
}
