package dev.portcullis.console.desk;

import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Text;
import java.util.Locale;

/** Puts into words what went wrong between us and the server. */
public final class Failures {
    private Failures() {}

    /** In one sentence, or two. */
    public static String sentence(Throwable failure) {
        return switch (failure) {
            case ClientException.Refused refused -> ProblemWords.of(refused.problem());
            case ClientException.Declined declined ->
                Text.get("failure.said", declined.wanted().title());
            case ClientException.Unreachable unreachable ->
                Text.get("failure.unreachable." + unreachable.kind().name().toLowerCase(Locale.ROOT));
            default -> Text.get("failure.unexpected", failure.getClass().getSimpleName());
        };
    }

    /** What to tell whoever looks for the cause: the kind of failure and, if the server answered, the request's id in its log. */
    public static String code(Throwable failure) {
        return switch (failure) {
            case ClientException.Refused refused -> {
                String kind = refused.problem().type().replaceFirst(".*:", "");
                String instance = refused.problem().instance();
                yield instance == null
                        ? Text.get("failure.code", kind)
                        : Text.get("failure.code.request", kind, instance.replaceFirst(".*:", ""));
            }
            case ClientException.Declined declined ->
                Text.get("failure.code", declined.wanted().urn().replaceFirst(".*:", ""));
            case ClientException.Unreachable unreachable ->
                Text.get("failure.code", unreachable.kind().name().toLowerCase(Locale.ROOT));
            default -> Text.get("failure.code", failure.getClass().getSimpleName());
        };
    }

    /** Whether the same question may be answered a little later: nobody answered it, or somebody who could not at that time. */
    public static boolean mayPass(Throwable failure) {
        return switch (failure) {
            case ClientException.Unreachable _ -> true;
            case ClientException.Refused refused -> refused.problem().status() >= 500;
            default -> false;
        };
    }

    /** Whether the server says that. */
    public static boolean is(Throwable failure, ProblemType type) {
        return failure instanceof ClientException.Refused refused
                && refused.type().filter(type::equals).isPresent();
    }
}
