package dev.portcullis.server;

import dev.portcullis.session.Credential;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

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
        return values(request).findAny().isPresent();
    }

    /** What the request presents; empty if there is no such cookie, or its value is none of ours. On localhost, cookies of other ports come along. */
    Optional<Credential> read(Request request) {
        return values(request)
                .flatMap(value -> Credential.parse(value).stream())
                .findFirst();
    }

    private Stream<String> values(Request request) {
        return request.headers().getAll("Cookie").stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .filter(pair -> pair.indexOf('=') > 0)
                .filter(pair -> pair.substring(0, pair.indexOf('=')).strip().equals(name))
                .map(pair -> pair.substring(pair.indexOf('=') + 1).strip());
    }
}
