package dev.portcullis.server;

import dev.portcullis.session.Credential;
import java.util.Optional;

/**
 * The cookie that carries the session id: {@code __Host-session; Secure; HttpOnly; SameSite=Lax; Path=/} (ASVS 3.3.1–4, RFC 6265bis §4.1.3.2). Over plain HTTP,
 * which is for loopback only, it is named {@code session} and lacks {@code Secure}. It is a session cookie: the server, not the browser, decides when it ends.
 */
final class SessionCookie {
    private final String name;
    private final String attributes;

    SessionCookie(boolean secure) {
        this.name = secure ? "__Host-session" : "session";
        this.attributes = "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** The {@code Set-Cookie} that hands a session over. */
    String set(Credential credential) {
        return name + "=" + credential.text() + attributes;
    }

    /** The {@code Set-Cookie} that takes it back. */
    String clear() {
        return name + "=" + attributes + "; Max-Age=0";
    }

    /** Whether the request has a cookie of this name at all. */
    boolean present(Request request) {
        return value(request).isPresent();
    }

    /** What the request presents; empty if there is no such cookie, or its value is none of ours. */
    Optional<Credential> read(Request request) {
        return value(request).flatMap(Credential::parse);
    }

    private Optional<String> value(Request request) {
        for (String header : request.headers().getAll("Cookie")) {
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return Optional.of(pair.substring(equals + 1).strip());
                }
            }
        }
        return Optional.empty();
    }
}
