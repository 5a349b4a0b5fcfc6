package dev.portcullis.server;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cross-origin requests (WHATWG Fetch §3.3): pages of these origins, exactly, may use the server with the user's cookie; those of all others may not (ASVS 3.4.2).
 * The cookie is {@code SameSite=Lax}, so only pages of the server's own site have one to send.
 */
final class Cors {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, If-Match, If-None-Match, Last-Event-ID, X-Requested-By";
    private static final String ANSWER_HEADERS = "ETag, Link, Retry-After, X-Request-Id";
    private static final String TEN_MINUTES = "600";

    private final Set<String> origins;

    /** @param origins as {@link Origins#parse} writes them; none for off */
    Cors(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    boolean isOn() {
        return !origins.isEmpty();
    }

    boolean allows(@Nullable String origin) {
        return origin != null && origins.contains(origin);
    }

    /** Tells the browser whether the page may read the answer; tells caches that this depends on the page. */
    void mark(HttpServerRequest request) {
        if (!isOn()) {
            return;
        }
        HttpServerResponse response = request.response();
        response.putHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin != null && origins.contains(origin)) {
            response.putHeader("Access-Control-Allow-Origin", origin);
            response.putHeader("Access-Control-Allow-Credentials", "true");
            response.putHeader("Access-Control-Expose-Headers", ANSWER_HEADERS);
        }
    }

    /** Whether a browser asks if a page of an allowed origin may send a request. */
    boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains("Access-Control-Request-Method")
                && allows(request.getHeader("Origin"));
    }

    /** The answer to that. */
    static Response preflight() {
        return Response.empty(204)
                .with("Access-Control-Allow-Methods", METHODS)
                .with("Access-Control-Allow-Headers", REQUEST_HEADERS)
                .with("Access-Control-Max-Age", TEN_MINUTES);
    }
}
