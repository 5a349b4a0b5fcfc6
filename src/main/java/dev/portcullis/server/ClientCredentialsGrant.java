package dev.portcullis.server;

import dev.portcullis.api.TokenResponse;
import dev.portcullis.lifecycle.ClientTokens;
import dev.portcullis.store.OAuthClientStore.OAuthClient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code grant_type=client_credentials} (RFC 6749 §4.4): a service asks for a token of its own. There is no refresh token: it has its secret. */
final class ClientCredentialsGrant {
    private final ClientAuthentication authentication;
    private final ClientTokens clientTokens;

    ClientCredentialsGrant(ClientAuthentication authentication, ClientTokens clientTokens) {
        this.authentication = authentication;
        this.clientTokens = clientTokens;
    }

    Response answer(Request request, Map<String, String> form) {
        OAuthClient client = authentication.require(request, form);
        if (client.permissions().isEmpty()) {
            throw new OAuthException("unauthorized_client", "this client has no scopes, so it gets no tokens");
        }
        ClientTokens.Grant grant = clientTokens.grant(client, scope(form.get("scope"), client));
        return Response.json(
                        200,
                        new TokenResponse(
                                grant.token(),
                                "Bearer",
                                grant.validity().toSeconds(),
                                null,
                                String.join(" ", grant.scope())))
                .with("Pragma", "no-cache");
    }

    /** What is asked for, which must be within what the client has; all of that if nothing is asked for (RFC 6749 §3.3). */
    private static List<String> scope(@Nullable String asked, OAuthClient client) {
        if (asked == null || asked.isBlank()) {
            return client.permissions();
        }
        List<String> wanted =
                Arrays.stream(asked.strip().split(" +")).distinct().sorted().toList();
        if (!client.permissions().containsAll(wanted)) {
            throw new OAuthException("invalid_scope", "this client has not all of these scopes");
        }
        return wanted;
    }
}
