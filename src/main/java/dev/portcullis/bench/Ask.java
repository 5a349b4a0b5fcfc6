package dev.portcullis.bench;

import dev.portcullis.api.Json;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.Paths;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;

/** A request. */
record Ask(HttpMethod method, String path, Map<String, String> headers, Buffer body) {
    private static final Buffer NOTHING = Buffer.buffer();

    static Ask get(String path, Map<String, String> headers) {
        return new Ask(HttpMethod.GET, path, headers, NOTHING);
    }

    static Ask json(String path, Object body, Map<String, String> headers) {
        return new Ask(HttpMethod.POST, path, headers, Buffer.buffer(Json.write(body)))
                .with("Content-Type", "application/json");
    }

    static Ask form(String path, String body) {
        return new Ask(HttpMethod.POST, path, Map.of(), Buffer.buffer(body))
                .with("Content-Type", "application/x-www-form-urlencoded");
    }

    static Ask logIn(LoginRequest login) {
        return json(Paths.SESSIONS, login, Map.of());
    }

    static Ask logOut(Map<String, String> headers) {
        return new Ask(HttpMethod.DELETE, Paths.CURRENT_SESSION, headers, NOTHING);
    }

    private Ask with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Ask(method, path, more, body);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
