package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Why a session ended. */
public enum EndReason {
    /** The user logged out. */
    @JsonProperty("logout")
    LOGOUT,
    /** Nothing was heard of it for its idle time to live. */
    @JsonProperty("idle")
    IDLE,
    /** It reached its absolute limit. */
    @JsonProperty("expired")
    EXPIRED,
    /** An operator ended it. */
    @JsonProperty("revoked")
    REVOKED,
    /** Its cookie was presented at a new login. */
    @JsonProperty("replaced")
    REPLACED,
    /** A refresh token of it was used twice, outside the grace window. */
    @JsonProperty("reuse")
    REUSE,
    /** Its account was disabled or deleted, or its password changed. */
    @JsonProperty("account")
    ACCOUNT,
    /** A newer session took its place in the account's quota. */
    @JsonProperty("quota")
    QUOTA;

    /** The name on the wire and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The reverse of {@link #wire()}.
     *
     * @throws IllegalArgumentException if there is no such reason
     */
    public static EndReason ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
