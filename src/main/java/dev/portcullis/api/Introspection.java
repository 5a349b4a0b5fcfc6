package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a token introspection (RFC 7662 §2.2), which is why its names are in snake case. Times are seconds since 1970. Of a token that is not active it
 * says nothing else.
 *
 * @param tokenType {@code Bearer} for an access token, {@code refresh_token} for one that opens nothing but the token endpoint
 * @param scope without what the policy keeps from the session until its user has shown a second factor
 * @param authTime when the session's user has last shown who they are, {@code acr} how well ({@link AuthenticationContext}), {@code amr} by what (RFC 8176): a
 *     resource server that asks for more than Portcullis does judges by these (RFC 9470 §6.2)
 * @param sid the session's handle; absent for a client's own token
 */
public record Introspection(
        @JsonProperty("active") boolean active,
        @Nullable @JsonProperty("scope") String scope,
        @Nullable @JsonProperty("client_id") String clientId,
        @Nullable @JsonProperty("username") String username,
        @Nullable @JsonProperty("token_type") String tokenType,
        @Nullable @JsonProperty("exp") Long exp,
        @Nullable @JsonProperty("iat") Long iat,
        @Nullable @JsonProperty("sub") String sub,
        @Nullable @JsonProperty("aud") List<String> aud,
        @Nullable @JsonProperty("iss") String iss,
        @Nullable @JsonProperty("jti") String jti,
        @Nullable @JsonProperty("sid") String sid,
        @Nullable @JsonProperty("auth_time") Long authTime,
        @Nullable @JsonProperty("acr") String acr,
        @Nullable @JsonProperty("amr") List<String> amr) {

    /** Of a token that is not active. */
    public static final Introspection INACTIVE = new Introspection(
            false, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
}
