package dev.portcullis.session;

import dev.portcullis.api.DeviceType;
import org.jspecify.annotations.Nullable;

/**
 * What a session is used with, as its user agent says; nobody can check it.
 *
 * @param text for people, with the browser's version: "Firefox 148 · Windows"
 * @param browser the browser, app or program, without a version; null if unknown
 * @param os the operating system, without a version; null if unknown
 */
public record Device(
        String text, @Nullable String browser, @Nullable String os, DeviceType type) {
    /** It does not say. */
    public static final Device UNKNOWN = new Device("Unknown", null, null, DeviceType.OTHER);
}
