package dev.portcullis.server;

import dev.portcullis.token.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code GET /.well-known/jwks.json}, the keys whose tokens may be valid, and {@code GET /.well-known/receipt-keys.json}, all that ever signed a receipt (RFC 7517).
 * From memory: also when the database is away. A key is published long before it signs, so whoever verifies may keep the set for a while.
 */
final class JwksEndpoint implements Endpoint {
    private final Supplier<String> set;

    JwksEndpoint(Supplier<String> set) {
        this.set = set;
    }

    @Override
    public Response answer(Request request) {
        byte[] body = set.get().getBytes(StandardCharsets.UTF_8);
        return new Response(200, Map.of("Content-Type", "application/jwk-set+json"), body)
                .with("Cache-Control", "public, max-age=" + SigningKeys.MAX_AGE.toSeconds())
                .conditional(request, ETags.of(body));
    }
}
