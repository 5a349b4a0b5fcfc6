package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;

/**
 * That a session is denied for a while. It opens nothing meanwhile; its client is told 403 and keeps what it has. Its idle time stands still, its absolute limit does
 * not.
 *
 * @param at since when
 * @param until until when, unless somebody releases it before
 * @param then what becomes of it
 * @param by who suspended it
 * @param note why, in their words
 */
public record Suspension(Instant at, Instant until, Then then, String by, String note) {

    /** What becomes of a suspended session when its time has passed. */
    public enum Then {
        /** It ends, as {@code revoked}. */
        @JsonProperty("end")
        END,
        /** It goes on, as if nothing had been. */
        @JsonProperty("release")
        RELEASE;

        /** The name on the wire and in the database. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The reverse of {@link #wire()}.
         *
         * @throws IllegalArgumentException if there is no such word
         */
        public static Then ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
