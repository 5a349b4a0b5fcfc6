package dev.portcullis.server;

import dev.portcullis.api.TokenError;
import dev.portcullis.api.TokenResponse;
import dev.portcullis.lifecycle.Refresh;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Session;
import dev.portcullis.token.AccessTokens;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code POST /oauth2/token} (RFC 6749 §3.2): rotates a refresh token. Its errors are OAuth's, its 503 is everybody's. */
final class TokenEndpoint implements Endpoint {
    private final Refresh refresh;
    private final AccessTokens accessTokens;

    TokenEndpoint(Refresh refresh, AccessTokens accessTokens) {
        this.refresh = refresh;
        this.accessTokens = accessTokens;
    }

    @Override
    public Response answer(Request request) {
        Map<String, String> form;
        try {
            form = request.form();
        } catch (ProblemException e) {
            return error("invalid_request", String.valueOf(e.getMessage()));
        }
        String grant = form.get("grant_type");
        String token = form.get("refresh_token");
        if (grant == null) {
            return error("invalid_request", "grant_type is missing");
        }
        if (!grant.equals("refresh_token")) {
            return error("unsupported_grant_type", "offered: refresh_token");
        }
        if (token == null) {
            return error("invalid_request", "refresh_token is missing");
        }
        Optional<Credential> presented = Credential.parse(token);
        Refresh.Outcome outcome =
                presented.isEmpty() ? new Refresh.Outcome.Refused() : refresh.refresh(presented.get());
        return switch (outcome) {
            case Refresh.Outcome.Refreshed(Session session, Credential next) -> success(session, next);
            case Refresh.Outcome.Refused() ->
                error("invalid_grant", "not the current refresh token of an active session");
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

    private static Response error(String code, String description) {
        return Response.json(400, new TokenError(code, description));
    }
}
