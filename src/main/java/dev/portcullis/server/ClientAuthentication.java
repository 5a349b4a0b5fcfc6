package dev.portcullis.server;

import dev.portcullis.account.OAuthClients;
import dev.portcullis.session.Secret;
import dev.portcullis.store.OAuthClientStore.OAuthClient;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which OAuth client asks: {@code client_secret_basic} or {@code client_secret_post} (RFC 6749 §2.3.1), never both. */
final class ClientAuthentication {
    private static final String BASIC = "Basic ";

    private final OAuthClients clients;

    ClientAuthentication(OAuthClients clients) {
        this.clients = clients;
    }

    /**
     * The client that has shown who it is; empty if the request does not try to.
     *
     * @throws OAuthException if it tries and fails
     */
    Optional<OAuthClient> authenticated(Request request, Map<String, String> form) {
        Optional<String> basic = request.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .map(value -> value.substring(BASIC.length()).strip());
        String inBody = form.get("client_secret");
        if (basic.isEmpty()) {
            return inBody == null ? Optional.empty() : Optional.of(authenticate(form.get("client_id"), inBody));
        }
        if (inBody != null) {
            throw new OAuthException("invalid_request", "send the client's secret once, in the header or in the body");
        }
        String[] parts = basic(basic.get());
        if (form.containsKey("client_id") && !parts[0].equals(form.get("client_id"))) {
            throw new OAuthException("invalid_request", "client_id is not the one in the header");
        }
        return Optional.of(authenticate(parts[0], parts[1]));
    }

    /** The client that has shown who it is. */
    OAuthClient require(Request request, Map<String, String> form) {
        return authenticated(request, form)
                .orElseThrow(() -> OAuthException.invalidClient("authenticate with the client's id and secret"));
    }

    private OAuthClient authenticate(@Nullable String id, String secret) {
        Optional<UUID> named = uuid(id);
        Optional<Secret> shown = Secret.parse(secret);
        return named.isEmpty() || shown.isEmpty()
                ? refuse()
                : clients.authenticate(named.get(), shown.get()).orElseGet(ClientAuthentication::refuse);
    }

    /** An unknown client, a wrong secret and a disabled client are not told apart. */
    private static OAuthClient refuse() {
        throw OAuthException.invalidClient("no client has this id and secret");
    }

    /** The id and the secret, each of which is encoded as in a form before they are joined. */
    private static String[] basic(String encoded) {
        try {
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon >= 0) {
                return new String[] {
                    URLDecoder.decode(text.substring(0, colon), StandardCharsets.UTF_8),
                    URLDecoder.decode(text.substring(colon + 1), StandardCharsets.UTF_8)
                };
            }
        } catch (IllegalArgumentException notEncoded) {
            // said below
        }
        throw OAuthException.invalidClient("the Authorization header is not Basic as it should be");
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .map(UUID::fromString)
                    .filter(uuid -> uuid.toString().equals(text));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }
}
