package dev.portcullis.client;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The session cookie (RFC 6265), in memory and nowhere else. Every other cookie is passed over. */
final class SessionCookie {
    private static final Set<String> NAMES = Set.of("__Host-session", "session");

    private volatile @Nullable String pair;

    /** What to send as {@code Cookie}, if there is a session. */
    Optional<String> header() {
        return Optional.ofNullable(pair);
    }

    /** Takes over what an answer sets or deletes. */
    void update(HttpHeaders answer) {
        answer.allValues("Set-Cookie").forEach(this::update);
    }

    void forget() {
        pair = null;
    }

    private void update(String setCookie) {
        String[] parts = setCookie.split(";", -1);
        int equals = parts[0].indexOf('=');
        if (equals < 0 || !NAMES.contains(parts[0].substring(0, equals).strip())) {
            return;
        }
        boolean deleted = parts[0].substring(equals + 1).isBlank();
        for (int i = 1; i < parts.length; i++) {
            deleted |= parts[i].strip().equalsIgnoreCase("Max-Age=0");
        }
        pair = deleted ? null : parts[0].strip();
    }
}
