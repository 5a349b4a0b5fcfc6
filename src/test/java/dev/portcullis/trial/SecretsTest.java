package dev.portcullis.trial;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.support.Authenticator;
import dev.portcullis.support.Contract;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Every password, cookie, token and key that a full run has issued or been given is searched for in all logs (at their most talkative), all tables and all answers
 * to operators: none is found (ASVS 16.2.5; product.md's pain 14).
 */
class SecretsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WRONG = "what somebody typed by mistake";
    private static final String NEW = "the password that came after it";

    /** Each by what it is. */
    private final Map<String, String> secrets = new LinkedHashMap<>();

    private final List<String> answers = new ArrayList<>();

    @Test
    void noneIsFoundInAnyLogTableOrAnswer() throws Exception {
        try (TestServer server = TestServer.start();
                Log log = new Log()) {
            Http http = new Http(server.uri());
            run(server, http);
            String tables = server.dump();
            String logs = log.text();
            String told = String.join("\n", answers);
            assertThat(logs).as("something was logged").contains("dev.portcullis");
            assertThat(secrets).hasSizeGreaterThan(15);
            secrets.forEach((what, secret) -> forms(secret).forEach(form -> {
                assertThat(logs.contains(form)).as("%s in the logs", what).isFalse();
                assertThat(tables.contains(form)).as("%s in the tables", what).isFalse();
                assertThat(told.contains(form))
                        .as("%s in an answer to operators", what)
                        .isFalse();
            }));
        }
    }

    private void run(TestServer server, Http http) throws Exception {
        secrets.put("the administrator's password", TestServer.ADMIN_PASSWORD);
        secrets.put("a user's password", TestServer.PASSWORD);
        secrets.put("a wrong password", WRONG);
        secrets.put("a new password", NEW);
        server.account("alice@example.com", "orders:read");

        http.logIn("alice@example.com", WRONG);
        http.logIn("nobody@example.com", WRONG);
        String cookie = cookie("alice's cookie", http.logIn("alice@example.com", TestServer.PASSWORD));
        HttpResponse<String> verified = http.get("/v1/verify", "Cookie", cookie);
        secrets.put("a gateway's token", bearer(verified));
        http.get("/v1/verify", "Cookie", cookie + "x");
        http.get("/v1/verify", "Authorization", "Bearer " + bearer(verified) + "x");
        refreshes(http);
        server.account("bob@example.com");
        factors(http, cookie("bob's cookie", http.logIn("bob@example.com", TestServer.PASSWORD)));

        String operator = cookie("the operator's cookie", http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        services(http, operator);
        String alice = JSON.readTree(http.get("/admin/v1/accounts?email=alice@example.com", "Cookie", operator)
                        .body())
                .path("items")
                .path(0)
                .path("id")
                .asText();
        http.send(
                "PUT",
                "/admin/v1/accounts/" + alice + "/password",
                "{\"password\":\"" + NEW + "\"}",
                "Content-Type",
                "application/json",
                "Cookie",
                operator,
                "X-Requested-By",
                "secrets");
        cookie("alice's next cookie", http.logIn("alice@example.com", NEW));
        everyAnswer(http, operator, alice);
        http.send("DELETE", "/v1/sessions/current", "", "Cookie", operator, "X-Requested-By", "secrets");
    }

    private void refreshes(Http http) throws Exception {
        JsonNode tokens = JSON.readTree(
                http.logInForTokens("alice@example.com", TestServer.PASSWORD).body());
        secrets.put("an access token", tokens.path("accessToken").asText());
        String refresh = tokens.path("refreshToken").asText();
        for (int i = 0; i < 3; i++) {
            secret("refresh token " + i, refresh);
            JsonNode next =
                    JSON.readTree(http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + refresh)
                            .body());
            secrets.put("access token " + i, next.path("access_token").asText());
            refresh = next.path("refresh_token").asText();
        }
        secret("the last refresh token", refresh);
        http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + refresh + "x");
    }

    private void factors(Http http, String cookie) throws Exception {
        String[] as = {"Cookie", cookie, "X-Requested-By", "secrets"};
        JsonNode begun =
                JSON.readTree(http.postJson("/v1/account/totp", "{}", as).body());
        String key = begun.path("secret").asText();
        assertThat(key).isNotEmpty();
        secrets.put("a TOTP key", key);
        HttpResponse<String> confirmed = http.postJson(
                "/v1/account/totp/confirmation",
                "{\"code\":\"" + Authenticator.of(key).code() + "\"}",
                as);
        assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
        JSON.readTree(confirmed.body())
                .path("recoveryCodes")
                .forEach(code -> secrets.put("recovery code " + secrets.size(), code.asText()));
        http.get("/v1/account", as);
    }

    private void services(Http http, String operator) throws Exception {
        String[] as = {"Cookie", operator, "X-Requested-By", "secrets"};
        JsonNode client = JSON.readTree(http.postJson(
                        "/admin/v1/clients",
                        "{\"name\":\"billing\",\"scopes\":[\"orders:read\"],\"mayIntrospect\":true}",
                        as)
                .body());
        String id = client.path("client").path("id").asText(client.path("id").asText());
        String secret = client.path("secret").asText(client.path("clientSecret").asText());
        assertThat(secret).isNotEmpty();
        secrets.put("a client's secret", secret);
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((id + ":" + secret).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        secrets.put("a client's secret as it is sent", basic.substring(6));
        JsonNode token =
                JSON.readTree(http.postForm("/oauth2/token", "grant_type=client_credentials", "Authorization", basic)
                        .body());
        assertThat(token.path("access_token").asText()).isNotEmpty();
        secrets.put("a client's token", token.path("access_token").asText());
        http.postForm("/oauth2/introspect", "token=" + secrets.get("an access token"), "Authorization", basic);
        http.postForm("/oauth2/revoke", "token=" + token.path("access_token").asText(), "Authorization", basic);
    }

    /** All that an operator can read. */
    private void everyAnswer(Http http, String operator, String account) throws IOException, InterruptedException {
        String session = JSON.readTree(http.get("/admin/v1/sessions?state=all", "Cookie", operator)
                        .body())
                .path("items")
                .path(0)
                .path("handle")
                .asText();
        for (Contract.Operation operation : Contract.get().operations()) {
            if (operation.method().equals("GET")
                    && operation.path().startsWith("/admin/")
                    && !operation.path().equals("/admin/v1/events")) {
                String path = operation
                        .path()
                        .replace("{handle}", session)
                        .replace("{id}", account)
                        .replace("{name}", "operator")
                        .replace("{seq}", "1");
                answers.add(http.get(path, "Cookie", operator).body());
            }
        }
        for (String state : List.of("active", "ended", "all")) {
            answers.add(http.get("/admin/v1/sessions?limit=1000&state=" + state, "Cookie", operator)
                    .body());
        }
    }

    private String cookie(String what, HttpResponse<String> login) {
        assertThat(login.statusCode()).as(login.body()).isEqualTo(201);
        String cookie = Http.cookie(login);
        secret(what, cookie.substring(cookie.indexOf('=') + 1));
        return cookie;
    }

    /** A credential, and the half of it that is secret. */
    private void secret(String what, String credential) {
        secrets.put(what, credential);
        secrets.put("the secret of " + what, credential.substring(credential.indexOf('.') + 1));
    }

    private static String bearer(HttpResponse<String> verified) {
        return verified.headers().firstValue("Authorization").orElseThrow().substring("Bearer ".length());
    }

    /** As it is, and as the bytes that it stands for may be written. */
    private static List<String> forms(String secret) {
        List<String> forms = new ArrayList<>(List.of(secret));
        try {
            byte[] bits = Base64.getUrlDecoder().decode(secret);
            forms.add(HexFormat.of().formatHex(bits));
            forms.add(Base64.getEncoder().encodeToString(bits));
        } catch (IllegalArgumentException notBase64) {
            // it stands for nothing else
        }
        return forms;
    }

    /** Everything that is logged, by everybody, at every level. */
    private static final class Log extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final Logger ours = (Logger) LoggerFactory.getLogger("dev.portcullis");
        private final Level rootBefore = root.getLevel();
        private final Level oursBefore = ours.getLevel();

        Log() {
            setContext(root.getLoggerContext());
            start();
            root.addAppender(this);
            root.setLevel(Level.TRACE);
            ours.setLevel(Level.TRACE);
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }

        String text() {
            return String.join("\n", lines);
        }

        @Override
        public void close() {
            root.detachAppender(this);
            root.setLevel(rootBefore);
            ours.setLevel(oursBefore);
            stop();
        }
    }
}
