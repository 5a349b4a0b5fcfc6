package dev.portcullis.server;

import dev.portcullis.api.TokenResponse;
import dev.portcullis.lifecycle.Refresh;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Session;
import dev.portcullis.token.AccessTokens;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code POST /oauth2/token} (RFC 6749 §3.2): rotates a refresh token, or gives a service its token. Its errors are OAuth's, its 503 is everybody's. */
final class TokenEndpoint implements Endpoint {
    private final Refresh refresh;
    private final AccessTokens accessTokens;
    private final ClientAuthentication authentication;
    private final ClientCredentialsGrant clientCredentials;

    TokenEndpoint(
            Refresh refresh,
            AccessTokens accessTokens,
            ClientAuthentication authentication,
            ClientCredentialsGrant clientCredentials) {
        this.refresh = refresh;
        this.accessTokens = accessTokens;
        this.authentication = authentication;
        this.clientCredentials = clientCredentials;
    }

    @Override
    public Response answer(Request request) {
        Map<String, String> form = OAuthException.form(request);
        String grant = form.get("grant_type");
        return switch (grant) {
            case null -> throw new OAuthException("invalid_request", "grant_type is missing");
            case "refresh_token" -> refresh(request, form);
            case "client_credentials" -> clientCredentials.answer(request, form);
            default -> throw new OAuthException("unsupported_grant_type", "offered: refresh_token, client_credentials");
        };
    }

    private Response refresh(Request request, Map<String, String> form) {
        String token = form.get("refresh_token");
        if (token == null) {
            throw new OAuthException("invalid_request", "refresh_token is missing");
        }
        // A registered client was issued none; whoever claims to be one must be, all the same (RFC 6749 §6).
        Optional<Credential> presented =
                authentication.authenticated(request, form).isPresent() ? Optional.empty() : Credential.parse(token);
        Refresh.Outcome outcome =
                presented.isEmpty() ? new Refresh.Outcome.Refused() : refresh.refresh(presented.get());
        return switch (outcome) {
            case Refresh.Outcome.Refreshed(Session session, Credential next) -> success(session, next);
            case Refresh.Outcome.Suspended() -> throw OAuthException.suspended();
            case Refresh.Outcome.Refused() ->
                throw new OAuthException("invalid_grant", "not the current refresh token of an active session");
        };
    }

    private Response success(Session session, Credential next) {
        return Response.json(
                        200,
                        new TokenResponse(
                                accessTokens.of(session),
                                "Bearer",
                                Duration.between(
                                                session.readAt(),
                                                session.access().expiresAt())
                                        .toSeconds(),
                                next.text(),
                                String.join(" ", session.permissions())))
                .with("Pragma", "no-cache");
    }
}
