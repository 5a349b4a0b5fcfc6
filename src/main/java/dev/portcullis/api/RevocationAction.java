package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a revocation does to its sessions. */
public enum RevocationAction {
    /** Ends them, for good. */
    @JsonProperty("end")
    END,
    /** Denies them for a while, and keeps them: see {@link Suspension}. */
    @JsonProperty("suspend")
    SUSPEND,
    /** Lets those be used again that are suspended. */
    @JsonProperty("release")
    RELEASE;

    /** The name on the wire and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The reverse of {@link #wire()}.
     *
     * @throws IllegalArgumentException if there is no such action
     */
    public static RevocationAction ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
