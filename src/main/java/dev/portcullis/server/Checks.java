package dev.portcullis.server;

import org.jspecify.annotations.Nullable;

/** What a value in a request must be; otherwise 400, with the name of the value. */
final class Checks {
    private Checks() {}

    /** Text of this many characters, without control characters. */
    static String text(@Nullable String value, String name, int shortest, int longest) {
        if (value == null) {
            throw ProblemException.invalid("\"" + name + "\" is missing.");
        }
        if (value.length() < shortest || value.length() > longest || (shortest > 0 && value.isBlank())) {
            throw ProblemException.invalid(
                    "\"" + name + "\" must have " + shortest + " to " + longest + " characters.");
        }
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw ProblemException.invalid("\"" + name + "\" has a control character.");
        }
        return value;
    }

    /** A whole number within these bounds. */
    static int number(String value, String name, int smallest, int largest) {
        try {
            int number = Integer.parseInt(value);
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw ProblemException.invalid(
                "\"" + name + "\" must be a whole number from " + smallest + " to " + largest + ".");
    }
}
