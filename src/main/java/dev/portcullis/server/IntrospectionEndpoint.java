package dev.portcullis.server;

import dev.portcullis.lifecycle.TokenInspection;
import java.util.Map;

/** {@code POST /oauth2/introspect} (RFC 7662): what a token is worth now, for registered clients that may ask. */
final class IntrospectionEndpoint implements Endpoint {
    private final ClientAuthentication authentication;
    private final TokenInspection inspection;

    IntrospectionEndpoint(ClientAuthentication authentication, TokenInspection inspection) {
        this.authentication = authentication;
        this.inspection = inspection;
    }

    @Override
    public Response answer(Request request) {
        Map<String, String> form = OAuthException.form(request);
        if (!authentication.require(request, form).mayIntrospect()) {
            throw OAuthException.invalidClient("this client may not ask about tokens");
        }
        String token = form.get("token");
        if (token == null || token.isEmpty()) {
            throw new OAuthException("invalid_request", "token is missing");
        }
        return Response.json(200, inspection.inspect(token));
    }
}
