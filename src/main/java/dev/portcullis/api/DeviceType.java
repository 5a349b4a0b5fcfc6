package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What kind of thing a session is used from, as far as its user agent tells. */
public enum DeviceType {
    /** A browser on a desktop or laptop computer. */
    @JsonProperty("desktop")
    DESKTOP,
    /** A browser on a telephone. */
    @JsonProperty("mobile")
    MOBILE,
    @JsonProperty("tablet")
    TABLET,
    /** A television, or a box at one. */
    @JsonProperty("tv")
    TV,
    /** A crawler, a probe, or a browser that nobody sits at. */
    @JsonProperty("robot")
    ROBOT,
    /** A program that is no browser: an app, an HTTP library, a command. */
    @JsonProperty("app")
    APP,
    /** It does not tell. */
    @JsonProperty("other")
    OTHER;

    /** The name on the wire and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reverse of {@link #wire()}. */
    public static DeviceType ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
