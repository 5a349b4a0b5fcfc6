package dev.portcullis.console.notice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What one can be told of, each of which can be turned off. */
public enum NoticeKind {
    /** A spent refresh token came back: somebody has stolen it. */
    REUSE,
    /** Passwords are being guessed. */
    GUESSING,
    /** One's own sessions were ended, and not by oneself. */
    OWN,
    /** Somebody else ended sessions. */
    ENDED,
    /** The server was lost, or is heard again. */
    CONNECTION,
    /** A file is there that was asked for. */
    EXPORT;

    /** Its name in the settings, in ids and in the stylesheets. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reverse of {@link #word()}; empty for one of a newer console. */
    public static Optional<NoticeKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
