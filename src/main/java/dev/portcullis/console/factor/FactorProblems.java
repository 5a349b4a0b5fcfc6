package dev.portcullis.console.factor;

import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.ProblemWords;
import java.util.Locale;

/** Puts into words what went wrong with one's own account. */
public final class FactorProblems {
    private FactorProblems() {}

    /** In one sentence, or two. */
    public static String sentence(Throwable failure) {
        return switch (failure) {
            case ClientException.Refused refused -> ProblemWords.titled(refused.problem());
            case ClientException.Declined declined -> declined.wanted().title() + ".";
            case ClientException.Unreachable unreachable ->
                Text.get("failure.unreachable." + unreachable.kind().name().toLowerCase(Locale.ROOT));
            default -> Text.get("factor.unexpected", failure.getClass().getSimpleName());
        };
    }

    /** Whether the server says that. */
    public static boolean is(Throwable failure, ProblemType type) {
        return failure instanceof ClientException.Refused refused
                && refused.type().filter(type::equals).isPresent();
    }
}
