package dev.portcullis.console.mishap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mistake of the console that nobody caught.
 *
 * @param at by this computer's clock
 */
public record Mishap(Throwable failure, String thread, Instant at) {
    private static final int CODE_BYTES = 4;
    private static final int FRAMES = 24;

    /** The same for the same mistake at the same place, whatever it was about: "3F9A-01C7". */
    public String code() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(where().getBytes(StandardCharsets.UTF_8));
            String hex = HexFormat.of().formatHex(hash, 0, CODE_BYTES).toUpperCase(Locale.ROOT);
            return hex.substring(0, CODE_BYTES) + "-" + hex.substring(CODE_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** All that a developer needs, and nothing of what the operator looked at: an exception's message may quote that, so it stays in the log. */
    public String details() {
        return "Portcullis console, " + code() + ", " + at + ", " + thread + "\n" + where() + "\n";
    }

    private String where() {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(8)
                .map(each -> each.getClass().getName()
                        + Arrays.stream(each.getStackTrace())
                                .limit(FRAMES)
                                .map(frame -> "\n  " + frame)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\nby "));
    }
}
