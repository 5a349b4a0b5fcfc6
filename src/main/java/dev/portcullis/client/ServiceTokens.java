package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.api.Introspection;
import dev.portcullis.api.Paths;
import dev.portcullis.api.TokenResponse;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.Collection;
import java.util.UUID;

/** What a service does in its own name at the token endpoints, with its id and its secret (RFC 6749 §2.3.1). */
public final class ServiceTokens {
    private final Transport transport;
    private final String authorization;

    ServiceTokens(Transport transport, UUID id, String secret) {
        this.transport = transport;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((id + ":" + encoded(secret)).getBytes(UTF_8));
    }

    /** A token of its own (RFC 6749 §4.4); with these scopes, or with none named all that it may have. */
    public TokenResponse token(Collection<String> scopes) {
        String scope = scopes.isEmpty() ? "" : "&scope=" + encoded(String.join(" ", scopes));
        return post(Paths.TOKEN, "grant_type=client_credentials" + scope).as(TokenResponse.class);
    }

    /** What is so of a token, whoever's it is (RFC 7662). */
    public Introspection introspect(String token) {
        return post(Paths.INTROSPECT, "token=" + encoded(token)).as(Introspection.class);
    }

    /** Ends a token, and with a session's the session (RFC 7009). What is no token is no error. */
    public void revoke(String token) {
        post(Paths.REVOKE, "token=" + encoded(token));
    }

    private Answer post(String path, String form) {
        Answer answer = transport.sendAsIs(transport
                .request(path, "application/json")
                .setHeader("Authorization", authorization)
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
        if (answer.status() != 200) {
            throw answer.tokenRefusal();
        }
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
