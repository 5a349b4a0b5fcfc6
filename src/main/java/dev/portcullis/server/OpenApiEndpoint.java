package dev.portcullis.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * {@code GET /openapi.json}: what this server offers, as OpenAPI 3.1. Written by hand in {@code openapi.yaml}; a test holds it to the routes, and every answer in
 * the tests to it.
 */
final class OpenApiEndpoint implements Endpoint {
    private static final String SOURCE = "/openapi.yaml";

    private static final byte[] JSON = json();

    private final Response description = new Response(200, Map.of("Content-Type", "application/json"), JSON)
            .with("Cache-Control", "public, max-age=300");
    private final String etag = ETags.of(JSON);

    private static byte[] json() {
        try (InputStream yaml = OpenApiEndpoint.class.getResourceAsStream(SOURCE)) {
            if (yaml == null) {
                throw new IllegalStateException(SOURCE + " is not on the class path");
            }
            return new ObjectMapper().writeValueAsBytes(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Response answer(Request request) {
        return description.conditional(request, etag);
    }
}
