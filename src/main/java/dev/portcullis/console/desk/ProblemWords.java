package dev.portcullis.console.desk;

import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.console.common.Text;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Puts into words why a server refuses something. Servers say it in English: in another language the console says what it knows of it by itself. */
public final class ProblemWords {
    /** Of these there are so many that what the server says of this one is said too, in its language. */
    private static final Set<ProblemType> OF_MANY_KINDS = EnumSet.of(
            ProblemType.INVALID_REQUEST,
            ProblemType.INVALID_QUERY,
            ProblemType.CONFLICT,
            ProblemType.FORBIDDEN,
            ProblemType.OWN_LOCK,
            ProblemType.ROLE_IN_USE,
            ProblemType.BUSY);

    private ProblemWords() {}

    /** In one sentence, or two. */
    public static String of(Problem problem) {
        return FaultWords.of(problem).orElseGet(() -> said(problem));
    }

    /** The same, after what kind of problem it is. */
    public static String titled(Problem problem) {
        return isUnderstood() && (FaultWords.of(problem).isPresent() || hasDetail(problem))
                ? Text.get("failure.titled", problem.title(), of(problem))
                : of(problem);
    }

    private static String said(Problem problem) {
        if (isUnderstood() && hasDetail(problem)) {
            return String.valueOf(problem.detail());
        }
        Optional<ProblemType> type = ProblemType.ofUrn(problem.type());
        if (type.isEmpty()) {
            return hasDetail(problem) ? String.valueOf(problem.detail()) : Text.get("failure.said", problem.title());
        }
        String known = Text.get(
                "failure.problem." + type.get().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return hasDetail(problem) && OF_MANY_KINDS.contains(type.get())
                ? Text.get("failure.problem-said", known, String.valueOf(problem.detail()))
                : known;
    }

    private static boolean hasDetail(Problem problem) {
        return problem.detail() != null && !problem.detail().isBlank();
    }

    /** Whether who sits here reads what servers say. */
    private static boolean isUnderstood() {
        return Text.locale().getLanguage().equals(Locale.ENGLISH.getLanguage());
    }
}
