package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Authorization server metadata (RFC 8414): what it says, holds. */
class MetadataTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/.well-known/oauth-authorization-server";
    private static TestServer server;
    private static Http http;
    private static JsonNode metadata;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        http = new Http(server.uri());
        metadata = JSON.readTree(http.get(PATH).body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** RFC 8414 §2: the required members. */
    @Test
    void itNamesTheIssuerAndWhereItsEndpointsAre() throws Exception {
        assertThat(metadata.get("issuer").asText()).isEqualTo(server.uri().toString());
        assertThat(metadata.get("response_types_supported")).isEmpty();
        assertThat(post("token_endpoint")).isNotEqualTo(404);
        assertThat(post("revocation_endpoint")).isNotEqualTo(404);
        assertThat(post("introspection_endpoint")).isNotEqualTo(404);
        String jwks = URI.create(metadata.get("jwks_uri").asText()).getPath();
        assertThat(JSON.readTree(http.get(jwks).body()).get("keys"))
                .isNotEmpty()
                .allSatisfy(key -> {
                    assertThat(key.get("alg")).isEqualTo(metadata.at("/access_token_signing_alg_values_supported/0"));
                    assertThat(key.has("d")).isFalse();
                });
    }

    @Test
    void eachGrantTypeThatItNamesIsOfferedAndNoOther() throws Exception {
        List<String> named = strings("grant_types_supported");
        assertThat(named).containsExactly("refresh_token", "client_credentials");
        for (String grant : List.of(
                "refresh_token",
                "client_credentials",
                "password",
                "authorization_code",
                "urn:ietf:params:oauth:grant-type:jwt-bearer")) {
            String error = JSON.readTree(http.postForm("/oauth2/token", "grant_type=" + grant)
                            .body())
                    .get("error")
                    .asText();
            assertThat(error.equals("unsupported_grant_type")).as(grant).isEqualTo(!named.contains(grant));
        }
    }

    @Test
    void eachWayToAuthenticateThatItNamesIsTaken() throws Exception {
        assertThat(strings("token_endpoint_auth_methods_supported"))
                .containsExactly("client_secret_basic", "client_secret_post", "none");
        assertThat(strings("introspection_endpoint_auth_methods_supported"))
                .containsExactly("client_secret_basic", "client_secret_post");
        assertThat(strings("revocation_endpoint_auth_methods_supported"))
                .containsExactly("client_secret_basic", "client_secret_post", "none");
        TestService service = TestService.inspector(server, "any");
        String post = "&client_id=" + service.id() + "&client_secret=" + service.secret();
        for (String path : List.of("/oauth2/introspect", "/oauth2/revoke")) {
            assertThat(http.postForm(path, "token=x", "Authorization", service.basic())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(http.postForm(path, "token=x" + post).statusCode()).isEqualTo(200);
        }
        assertThat(http.postForm("/oauth2/revoke", "token=x").statusCode()).isEqualTo(200);
        assertThat(http.postForm("/oauth2/introspect", "token=x").statusCode()).isEqualTo(401);
    }

    /** RFC 9110 §13.1.2, §15.4.5. */
    @Test
    void itMayBeKeptAndIsAnswered304() throws Exception {
        HttpResponse<String> first = http.get(PATH);
        assertThat(first.headers().firstValue("Cache-Control")).contains("public, max-age=3600");
        HttpResponse<String> again = http.get(
                PATH, "If-None-Match", first.headers().firstValue("ETag").orElseThrow());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.headers().firstValue("Cache-Control")).contains("public, max-age=3600");
        assertThat(again.body()).isEmpty();
    }

    private static int post(String endpoint) throws Exception {
        URI uri = URI.create(metadata.get(endpoint).asText());
        assertThat(uri.toString()).startsWith(server.uri() + "/");
        return http.postForm(uri.getPath(), "x=y").statusCode();
    }

    private static List<String> strings(String name) {
        return StreamSupport.stream(metadata.get(name).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
