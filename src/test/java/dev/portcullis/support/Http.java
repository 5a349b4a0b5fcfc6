package dev.portcullis.support;

import dev.portcullis.api.Json;
import dev.portcullis.api.LoginRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** HTTP as it is, for tests of what crosses the wire. Each answer is held to the {@link Contract}. */
public final class Http {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI server;
    private final HttpClient client;
    private final boolean direct;

    public Http(URI server) {
        this(server, CLIENT, true);
    }

    /** With a client of one's own, as for TLS. */
    public Http(URI server, HttpClient client) {
        this(server, client, true);
    }

    private Http(URI server, HttpClient client, boolean direct) {
        this.server = server;
        this.client = client;
        this.direct = direct;
    }

    /** To a gateway before the server, with a client of the test's own. What it answers is not held to our contract: it may be the gateway's. */
    public static Http through(URI gateway, HttpClient client) {
        return new Http(gateway, client, false);
    }

    /** A GET with these headers: name, value, name, value. */
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    /** A POST of JSON. */
    public HttpResponse<String> postJson(String path, String json, String... headers)
            throws IOException, InterruptedException {
        return send("POST", path, json, with(headers, "Content-Type", "application/json"));
    }

    /** A POST of a form. */
    public HttpResponse<String> postForm(String path, String form, String... headers)
            throws IOException, InterruptedException {
        return send("POST", path, form, with(headers, "Content-Type", "application/x-www-form-urlencoded"));
    }

    /** A login; with a cookie if one is given. */
    public HttpResponse<String> logIn(String email, String password, String... headers)
            throws IOException, InterruptedException {
        byte[] json = Json.write(new LoginRequest(email, password, null));
        return postJson("/v1/sessions", new String(json, java.nio.charset.StandardCharsets.UTF_8), headers);
    }

    /** A login with tokens instead of the cookie. */
    public HttpResponse<String> logInForTokens(String email, String password) throws IOException, InterruptedException {
        return postJson(
                "/v1/sessions",
                "{\"email\":\"%s\",\"password\":\"%s\",\"deliver\":\"tokens\"}".formatted(email, password));
    }

    /** Any request. */
    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (direct) {
            Contract.get().fault(method, path, response).ifPresent(fault -> {
                throw new AssertionError(fault);
            });
        }
        return response;
    }

    /** The {@code name=value} that a login has set. */
    public static String cookie(HttpResponse<?> login) {
        String set = login.headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] more = java.util.Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }
}
