package dev.portcullis.server;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a value in a request must be; otherwise 400, with the name of the value. */
final class Checks {
    /** A scope token (RFC 6749 §3.3): printable, without space, quotation mark or backslash. */
    private static final Pattern PERMISSION = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,100}");

    private Checks() {}

    /** Whether this can be a permission's name. */
    static boolean isPermission(@Nullable String text) {
        return text != null && PERMISSION.matcher(text).matches();
    }

    /** Text of this many characters, without control characters. */
    static String text(@Nullable String value, String name, int shortest, int longest) {
        if (value == null) {
            throw ProblemException.invalid("\"" + name + "\" is missing.");
        }
        if (misfits(value, shortest, longest)) {
            throw ProblemException.invalid(
                    "\"" + name + "\" must have " + shortest + " to " + longest + " characters.");
        }
        if (misleads(value)) {
            throw ProblemException.invalid("\"" + name + "\" has a character that cannot be shown.");
        }
        return value;
    }

    /** Whether text is too short, too long or blank for {@link #text}. */
    static boolean misfits(String value, int shortest, int longest) {
        return value.length() < shortest || value.length() > longest || (shortest > 0 && value.isBlank());
    }

    /** A secret of this many characters: any, but well-formed. */
    static String secret(@Nullable String value, String name, int longest) {
        if (value == null) {
            throw ProblemException.invalid("\"" + name + "\" is missing.");
        }
        if (value.isEmpty() || value.length() > longest) {
            throw ProblemException.invalid("\"" + name + "\" must have 1 to " + longest + " characters.");
        }
        if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw ProblemException.invalid("\"" + name + "\" is not well-formed Unicode.");
        }
        return value;
    }

    /** Whether text has a character that cannot be shown, or that misleads whoever sees it. */
    static boolean misleads(String value) {
        return value.codePoints().anyMatch(Checks::misleads);
    }

    /** Control characters, line ends, halves of a character, and what turns the direction of writing. */
    private static boolean misleads(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
        };
    }

    /** {@code true} or {@code false}. */
    static boolean yesOrNo(String value, String name) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid("\"" + name + "\" must be true or false.");
        };
    }

    /** The {@code next} of a page before, where that is a UUID. */
    static UUID next(String value, String name) {
        return uuid(value)
                .orElseThrow(() -> ProblemException.invalid("\"" + name + "\" must be the \"next\" of a page."));
    }

    /** UUIDs with commas between them; at least one, and so many at most. */
    static Set<UUID> uuids(String value, String name, int most) {
        Set<UUID> all = new LinkedHashSet<>();
        List<String> given = List.of(value.split(",", -1));
        if (given.size() > most) {
            throw ProblemException.invalid("\"" + name + "\" has at most " + most + " ids.");
        }
        for (String each : given) {
            all.add(uuid(each)
                    .orElseThrow(() -> ProblemException.invalid(
                            "\"" + name + "\" must be the ids of accounts, with commas between them.")));
        }
        return all;
    }

    private static Optional<UUID> uuid(String value) {
        try {
            UUID uuid = UUID.fromString(value);
            return uuid.toString().equalsIgnoreCase(value) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
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
