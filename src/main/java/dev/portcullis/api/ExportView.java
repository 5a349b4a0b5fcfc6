package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export of sessions that was begun: how far it has come, and its manifest once it is whole.
 *
 * @param by who asked for it
 * @param begunAt when
 * @param count how many sessions it had written when that was last noted, some seconds ago if it is running
 * @param manifest null unless it is complete
 */
public record ExportView(
        UUID id,
        State state,
        String by,
        Instant begunAt,
        long count,
        @Nullable ExportManifest manifest) {

    /** How far it has come. */
    public enum State {
        /** A server is writing it. */
        @JsonProperty("running")
        RUNNING,
        /** The server has written all of it. Whether all of it has arrived, the manifest shows. */
        @JsonProperty("complete")
        COMPLETE,
        /** It broke off; what was written of it is not whole. */
        @JsonProperty("broken")
        BROKEN;

        /** The name in the database. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The reverse of {@link #wire()}.
         *
         * @throws IllegalArgumentException if there is no such state
         */
        public static State ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
