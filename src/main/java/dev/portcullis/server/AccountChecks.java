package dev.portcullis.server;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** What the values of an account or a role must be; otherwise 400, with the name of the value. */
final class AccountChecks {
    static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_PERMISSIONS = 100;
    private static final int MOST_ROLES = 50;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;:<>\"()\\[\\]\\\\]+@[^\\s@,;:<>\"()\\[\\]\\\\]+");

    /** A scope token (RFC 6749 §3.3): printable, without space, quotation mark or backslash. */
    private static final Pattern PERMISSION = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,100}");

    /** What stands in an address without being encoded. */
    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private AccountChecks() {}

    static String email(String value) {
        String email = Checks.text(value, "email", 3, LONGEST_EMAIL).strip();
        if (!EMAIL.matcher(email).matches()) {
            throw ProblemException.invalid("\"email\" is not an e-mail address.");
        }
        return email;
    }

    static String name(String value) {
        return Checks.text(value, "name", 1, LONGEST_NAME);
    }

    /** Each once, sorted. */
    static List<String> permissions(List<String> permissions) {
        if (permissions.size() > MOST_PERMISSIONS) {
            throw ProblemException.invalid("\"permissions\" has more than " + MOST_PERMISSIONS + " entries.");
        }
        if (permissions.stream()
                .anyMatch(permission -> Objects.isNull(permission)
                        || !PERMISSION.matcher(permission).matches())) {
            throw ProblemException.invalid(
                    "A permission is 1 to 100 printable characters without space, \" and \\ (RFC 6749 §3.3).");
        }
        return permissions.stream().distinct().sorted().toList();
    }

    /** Each once, sorted. */
    static List<String> roles(List<String> roles) {
        if (roles.size() > MOST_ROLES) {
            throw ProblemException.invalid("\"roles\" has more than " + MOST_ROLES + " entries.");
        }
        return roles.stream().map(AccountChecks::role).distinct().sorted().toList();
    }

    /** The name of a role. */
    static String role(String name) {
        if (Objects.isNull(name) || !ROLE.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "The name of a role has 1 to 64 letters, digits, dots, hyphens and underscores, and begins with a letter or a digit.");
        }
        return name;
    }
}
