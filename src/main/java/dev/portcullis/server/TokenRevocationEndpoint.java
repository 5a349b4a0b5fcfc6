package dev.portcullis.server;

import dev.portcullis.lifecycle.TokenRevocation;
import java.util.Map;

/** {@code POST /oauth2/revoke} (RFC 7009): a token is given back. 200 also for what is no token. */
final class TokenRevocationEndpoint implements Endpoint {
    private final ClientAuthentication authentication;
    private final TokenRevocation revocation;

    TokenRevocationEndpoint(ClientAuthentication authentication, TokenRevocation revocation) {
        this.authentication = authentication;
        this.revocation = revocation;
    }

    @Override
    public Response answer(Request request) {
        Map<String, String> form = OAuthException.form(request);
        String token = form.get("token");
        if (token == null || token.isEmpty()) {
            throw new OAuthException("invalid_request", "token is missing");
        }
        return switch (revocation.revoke(token, authentication.authenticated(request, form))) {
            case REVOKED -> Response.empty(200);
            case CLIENT_REQUIRED ->
                throw OAuthException.invalidClient("this is a client's own token: authenticate as that client");
            case OF_ANOTHER ->
                throw new OAuthException("unauthorized_client", "this token was not issued to you: log out instead");
        };
    }
}
