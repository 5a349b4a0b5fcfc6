package dev.portcullis.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A service that is registered as an OAuth client, through the admin API. */
public final class TestService {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Http http;
    private final String id;
    private final String secret;

    private TestService(Http http, String id, String secret) {
        this.http = http;
        this.id = id;
        this.secret = secret;
    }

    /** The {@code name=value} of an administrator's session. */
    public static String adminCookie(TestServer server) throws IOException, InterruptedException {
        return Http.cookie(new Http(server.uri()).logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
    }

    /** Registers one that may ask about tokens. */
    public static TestService inspector(TestServer server, String name) throws IOException, InterruptedException {
        return register(server, name, true);
    }

    public static TestService register(TestServer server, String name, boolean mayIntrospect, String... scopes)
            throws IOException, InterruptedException {
        Http http = new Http(server.uri());
        List<String> quoted =
                Arrays.stream(scopes).map(scope -> '"' + scope + '"').toList();
        HttpResponse<String> answer = http.postJson(
                "/admin/v1/clients",
                "{\"name\":\"%s\",\"scopes\":%s,\"mayIntrospect\":%s}".formatted(name, quoted, mayIntrospect),
                "Cookie",
                adminCookie(server),
                "X-Requested-By",
                "test");
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.body());
        }
        JsonNode body = JSON.readTree(answer.body());
        return new TestService(
                http, body.at("/client/id").asText(), body.get("clientSecret").asText());
    }

    public String id() {
        return id;
    }

    public String secret() {
        return secret;
    }

    /** The same client with another secret. */
    public TestService withSecret(String other) {
        return new TestService(http, id, other);
    }

    /** The value of the header {@code Authorization}. */
    public String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** Asks for a token; {@code more} is appended to the form. */
    public HttpResponse<String> askForToken(String more) throws IOException, InterruptedException {
        return http.postForm("/oauth2/token", "grant_type=client_credentials" + more, "Authorization", basic());
    }

    /** A token with everything that it may hold. */
    public String token() throws IOException, InterruptedException {
        return JSON.readTree(askForToken("").body()).get("access_token").asText();
    }

    /** What the server says of a token. */
    public JsonNode introspect(String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.postForm("/oauth2/introspect", "token=" + token, "Authorization", basic());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
