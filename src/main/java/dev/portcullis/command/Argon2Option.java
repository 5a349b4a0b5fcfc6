package dev.portcullis.command;

import dev.portcullis.account.Argon2;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code m=19456,t=2,p=1}, {@code default} (the same) or {@code minimal} (the least that Argon2id knows: 8 KiB, one pass). */
final class Argon2Option implements ITypeConverter<Argon2> {
    static final Argon2 MINIMAL = new Argon2(8, 1, 1);

    private static final Pattern PARAMETERS = Pattern.compile("m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})");

    @Override
    public Argon2 convert(String text) {
        return switch (text) {
            case "minimal" -> MINIMAL;
            case "default" -> Argon2.DEFAULT;
            default -> parse(text);
        };
    }

    private static Argon2 parse(String text) {
        Matcher parts = PARAMETERS.matcher(text);
        if (parts.matches()) {
            int memory = Integer.parseInt(parts.group(1));
            int iterations = Integer.parseInt(parts.group(2));
            int lanes = Integer.parseInt(parts.group(3));
            // RFC 9106 §3.1; above it, more memory than a hash is worth.
            if (iterations >= 1 && lanes >= 1 && memory >= 8 * lanes && memory <= 1024 * 1024) {
                return new Argon2(memory, iterations, lanes);
            }
        }
        throw new TypeConversionException(
                "'" + text
                        + "' is not default, minimal or such as m=7168,t=5,p=1 (m in KiB, at least 8 for each lane, at most 1048576)");
    }

    static String text(Argon2 argon2) {
        return "m=" + argon2.memory() + " KiB t=" + argon2.iterations() + " p=" + argon2.parallelism();
    }
}
