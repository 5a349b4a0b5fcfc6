package dev.portcullis.server;

import dev.portcullis.api.AuthenticationContext;
import dev.portcullis.api.Json;
import dev.portcullis.api.Paths;
import dev.portcullis.api.ServerMetadata;
import java.util.List;
import java.util.Map;

/** {@code GET /.well-known/oauth-authorization-server} (RFC 8414): what is offered, and where. */
final class MetadataEndpoint implements Endpoint {
    private static final List<String> SECRET = List.of("client_secret_basic", "client_secret_post");
    private static final List<String> SECRET_OR_NONE = List.of("client_secret_basic", "client_secret_post", "none");

    private final Response answer;

    MetadataEndpoint(String issuer) {
        String root = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        byte[] body = Json.write(new ServerMetadata(
                issuer,
                root + Paths.TOKEN,
                root + Paths.JWKS,
                List.of(),
                List.of("refresh_token", "client_credentials"),
                SECRET_OR_NONE,
                root + Paths.REVOKE,
                SECRET_OR_NONE,
                root + Paths.INTROSPECT,
                SECRET,
                List.of("ES256"),
                AuthenticationContext.all(),
                ServerMetadata.API_VERSION));
        this.answer = new Response(200, Map.of("Content-Type", "application/json"), body)
                .with("Cache-Control", "public, max-age=3600");
    }

    @Override
    public Response answer(Request request) {
        return answer.conditional(request, ETags.of(answer.body()));
    }
}
