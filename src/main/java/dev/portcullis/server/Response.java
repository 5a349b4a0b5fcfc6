package dev.portcullis.server;

import dev.portcullis.api.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, whole. Never kept by a cache unless it says otherwise. */
public record Response(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] NOTHING = new byte[0];

    public static Response json(int status, Object value) {
        return new Response(status, Map.of("Content-Type", "application/json"), Json.write(value));
    }

    public static Response empty(int status) {
        return new Response(status, Map.of(), NOTHING);
    }

    /** The same with one more header. */
    public Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }

    /**
     * The same with its ETag; or, if the request has it already, 304 without a body (RFC 9110 §13.1.2: weak comparison, only for GET and HEAD), but with the same
     * leave to keep it (§15.4.5).
     */
    public Response conditional(Request request, String etag) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        boolean held = reads
                && request.header("If-None-Match")
                        .filter(list -> ETags.matches(list, etag))
                        .isPresent();
        if (!held) {
            return with("ETag", etag);
        }
        String keep = headers.get("Cache-Control");
        Response unchanged = empty(304).with("ETag", etag);
        return keep == null ? unchanged : unchanged.with("Cache-Control", keep);
    }
}
