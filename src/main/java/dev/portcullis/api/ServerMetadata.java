package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * {@code /.well-known/oauth-authorization-server} (RFC 8414 §2).
 *
 * @param responseTypes required to be there; none, since there is no authorization endpoint
 * @param signingAlgorithms of access tokens; no name of the RFC's
 * @param acrValues RFC 9470 §7
 * @param apiVersion of Portcullis's own API; no name of the RFC's, which allows others (§2)
 */
public record ServerMetadata(
        @JsonProperty("issuer") String issuer,
        @JsonProperty("token_endpoint") String tokenEndpoint,
        @JsonProperty("jwks_uri") String jwksUri,
        @JsonProperty("response_types_supported") List<String> responseTypes,
        @JsonProperty("grant_types_supported") List<String> grantTypes,

        @JsonProperty("token_endpoint_auth_methods_supported")
        List<String> tokenAuthMethods,

        @JsonProperty("revocation_endpoint") String revocationEndpoint,

        @JsonProperty("revocation_endpoint_auth_methods_supported")
        List<String> revocationAuthMethods,

        @JsonProperty("introspection_endpoint") String introspectionEndpoint,

        @JsonProperty("introspection_endpoint_auth_methods_supported")
        List<String> introspectionAuthMethods,

        @JsonProperty("access_token_signing_alg_values_supported")
        List<String> signingAlgorithms,

        @JsonProperty("acr_values_supported") List<String> acrValues,

        @JsonProperty("portcullis_api_version") int apiVersion) {
    /** It grows when a client that knows the former would no longer be understood, or would misunderstand. */
    public static final int API_VERSION = 1;
}
