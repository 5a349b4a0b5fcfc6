package dev.portcullis.server;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Permissions as they are sent: scope tokens (RFC 6749 §3.3), each printable, without space, quotation mark or backslash. */
final class Scopes {
    private static final int MOST = 100;
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,100}");

    private Scopes() {}

    /** Each once, sorted. */
    static List<String> of(List<String> scopes) {
        if (scopes.size() > MOST) {
            throw ProblemException.invalid("\"scopes\" has more than " + MOST + " entries.");
        }
        if (scopes.stream()
                .anyMatch(
                        scope -> Objects.isNull(scope) || !SCOPE.matcher(scope).matches())) {
            throw ProblemException.invalid(
                    "A scope is 1 to 100 printable characters without space, \" and \\ (RFC 6749 §3.3).");
        }
        return scopes.stream().distinct().sorted().toList();
    }
}
