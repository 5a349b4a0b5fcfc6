package dev.portcullis.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is unwise in a policy that is allowed: what a client can say in its reader's language. Each is the same sentence wherever it is laid. */
public enum PolicyAdvice {
    /** Longer without use than NIST SP 800-63B-4 §2.2.3 asks for at AAL2, 1 h; so beyond AAL3, too. */
    IDLE_BEYOND_AAL2,
    /** Longer without use than §2.3.3 asks for at AAL3, 15 min. */
    IDLE_BEYOND_AAL3,
    /** Longer in all than at AAL2, 24 h. */
    ABSOLUTE_BEYOND_AAL2,
    /** Longer in all than at AAL3, 12 h. */
    ABSOLUTE_BEYOND_AAL3,
    /** A spent refresh token that was stolen goes unnoticed for longer than clients need. */
    LONG_GRACE;

    /** The name in JSON: {@code idle-beyond-aal2}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reverse of {@link #wire()}; empty too for what a newer server says. */
    public static Optional<PolicyAdvice> ofWire(@Nullable String wire) {
        return Arrays.stream(values())
                .filter(advice -> advice.wire().equals(wire))
                .findFirst();
    }
}
