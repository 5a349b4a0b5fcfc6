package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the log says: who did what, from where, under which request's id; and no secret (ASVS 16.2.1, 16.2.5, 16.3.1–16.3.3). */
class LogTest {
    private static final class Kept extends AppenderBase<ILoggingEvent> {
        final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }
    }

    private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.portcullis");
    private static final Logger SECURITY = (Logger) LoggerFactory.getLogger("dev.portcullis.security");

    private static TestServer server;
    private static TestServer untrusting;
    private static Http http;
    private final Kept kept = new Kept();

    @BeforeAll
    static void start() {
        server = TestServer.start(config -> config.withAccessLog(true));
        untrusting = TestServer.start(config -> config.withAccessLog(true).withTrustedProxies(List.of()));
        http = new Http(server.uri());
        server.account("nobody@example.com");
    }

    @AfterAll
    static void stop() {
        server.close();
        untrusting.close();
    }

    @BeforeEach
    void listen() {
        kept.start();
        OURS.addAppender(kept);
        SECURITY.setLevel(Level.INFO);
    }

    @AfterEach
    void forget() {
        OURS.detachAppender(kept);
        SECURITY.setLevel(Level.OFF);
    }

    /** What a line says: its key-value pairs, its context and its message. */
    private static Map<String, String> facts(ILoggingEvent event) {
        Map<String, String> facts = new HashMap<>(event.getMDCPropertyMap());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> facts.put(pair.key, String.valueOf(pair.value)));
        }
        facts.put("message", event.getFormattedMessage());
        return facts;
    }

    /** The only line of that request with this message. */
    private Map<String, String> line(HttpResponse<?> answer, String message) {
        String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
        return await().until(
                        () -> kept.events.stream()
                                .map(LogTest::facts)
                                .filter(facts ->
                                        id.equals(facts.get("request")) && message.equals(facts.get("message")))
                                .toList(),
                        lines -> lines.size() == 1)
                .getFirst();
    }

    @Test
    void aRequestIsOneLineWithItsRouteAndNotItsPath() throws Exception {
        String cookie = Http.cookie(http.logIn("nobody@example.com", TestServer.PASSWORD));
        Map<String, String> line = line(
                http.get("/v1/sessions/current?token=secret", "Cookie", cookie, "X-Forwarded-For", "192.0.2.7"),
                "answered");
        assertThat(line)
                .containsEntry("method", "GET")
                .containsEntry("route", "/v1/sessions/current")
                .containsEntry("status", "200")
                .containsEntry("client", "192.0.2.7")
                .containsKeys("milliseconds", "caller");
        assertThat(line(http.get("/admin/v1/sessions/0198c0de-0000-7000-8000-000000000000"), "answered"))
                .containsEntry("route", "/admin/v1/sessions/{handle}")
                .containsEntry("status", "401");
        assertThat(line(http.get("/secret/in/a/path"), "answered")).containsEntry("route", "none");
        assertThat(line(http.get("/livez"), "answered")).containsEntry("status", "204");
    }

    @Test
    void loginsAreSaid() throws Exception {
        HttpResponse<String> in = http.logIn("nobody@example.com", TestServer.PASSWORD, "X-Forwarded-For", "192.0.2.8");
        assertThat(line(in, "session.started"))
                .containsEntry("client", "192.0.2.8")
                .containsEntry("address", "192.0.2.8")
                .containsKeys("session", "account");
        HttpResponse<String> out =
                http.logIn("nobody@example.com", "wrong wrong wrong", "X-Forwarded-For", "192.0.2.9");
        assertThat(line(out, "login.failed"))
                .containsEntry("client", "192.0.2.9")
                .containsKey("account");
        HttpResponse<String> unknown = http.logIn("stranger@example.com", "wrong wrong wrong");
        assertThat(line(unknown, "login.failed")).doesNotContainKey("account");
    }

    @Test
    void aRightPasswordWithoutTheSecondFactorIsSaid() throws Exception {
        server.account("careful@example.com");
        server.sql("insert into totp (account_id, secret) select id, '\\x00' from account"
                + " where email = 'careful@example.com'");
        HttpResponse<String> half =
                http.logIn("careful@example.com", TestServer.PASSWORD, "X-Forwarded-For", "192.0.2.10");
        assertThat(line(half, "factor.missing"))
                .containsEntry("address", "192.0.2.10")
                .containsKey("account");
    }

    @Test
    void endsAreSaidWithWhoAndWhy() throws Exception {
        String cookie = Http.cookie(http.logIn("nobody@example.com", TestServer.PASSWORD));
        HttpResponse<String> out =
                http.send("DELETE", "/v1/sessions/current", "", "Cookie", cookie, "X-Requested-By", "test");
        assertThat(line(out, "session.ended"))
                .containsEntry("reason", "logout")
                .containsEntry("by", "nobody@example.com")
                .containsKeys("session", "caller");

        HttpResponse<String> victim = http.logIn("nobody@example.com", TestServer.PASSWORD);
        String handle = line(victim, "session.started").get("session");
        String admin = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        HttpResponse<String> revoked = http.postJson(
                "/admin/v1/revocations",
                "{\"handles\":[\"" + handle + "\"],\"reason\":\"test\"}",
                "Cookie",
                admin,
                "X-Requested-By",
                "test");
        assertThat(line(revoked, "session.ended"))
                .containsEntry("session", handle)
                .containsEntry("reason", "revoked")
                .containsEntry("by", TestServer.ADMIN);
    }

    @Test
    void aRefreshTokenThatComesBackIsSaid() throws Exception {
        String login =
                http.logInForTokens("nobody@example.com", TestServer.PASSWORD).body();
        String token = login.replaceFirst("(?s).*\"refreshToken\":\"([^\"]+)\".*", "$1");
        http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token);
        server.sql("update refresh_token set spent_at = spent_at - interval '1 minute' where spent_at is not null");
        HttpResponse<String> reuse = http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token);
        assertThat(line(reuse, "token.reused")).containsKey("session");
        assertThat(line(reuse, "session.ended")).containsEntry("reason", "reuse");
    }

    @Test
    void refusalsAreSaid() throws Exception {
        String cookie = Http.cookie(http.logIn("nobody@example.com", TestServer.PASSWORD));
        assertThat(line(http.get("/admin/v1/sessions", "Cookie", cookie), "request.refused"))
                .containsEntry("problem", "forbidden")
                .containsEntry("route", "/admin/v1/sessions")
                .containsKey("caller");
        assertThat(line(http.send("DELETE", "/v1/sessions/current", "", "Cookie", cookie), "request.refused"))
                .containsEntry("problem", "cross-site");
    }

    @Test
    void aProxysIdIsKeptAndIsTheProblemsInstance() throws Exception {
        HttpResponse<String> answer = http.get("/v1/verify", "X-Request-Id", "edge-42.abc_DEF");
        assertThat(answer.headers().firstValue("X-Request-Id")).hasValue("edge-42.abc_DEF");
        assertThat(answer.body()).contains("urn:portcullis:request:edge-42.abc_DEF");
        line(answer, "answered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "with a space",
                "semi;colon",
                "quote\"quote",
                "0123456789012345678901234567890123456789012345678901234567890123456"
            })
    void whatIsNoIdIsReplaced(String id) throws Exception {
        assertThat(http.get("/livez", "X-Request-Id", id).headers().firstValue("X-Request-Id"))
                .hasValueSatisfying(given -> assertThat(given).isNotEqualTo(id).matches("[0-9a-f-]{13}"));
    }

    /** A client that chose its request's id could hide among somebody else's lines. */
    @Test
    void nobodyButAProxyChoosesAnId() throws Exception {
        assertThat(new Http(untrusting.uri())
                        .get("/livez", "X-Request-Id", "edge-42.abc_DEF")
                        .headers()
                        .firstValue("X-Request-Id"))
                .hasValueSatisfying(given -> assertThat(given).isNotEqualTo("edge-42.abc_DEF"));
    }

    @Test
    void noLineHasASecret() throws Exception {
        HttpResponse<String> login = http.logIn("nobody@example.com", TestServer.PASSWORD);
        String cookie = Http.cookie(login);
        String secret = cookie.substring(cookie.indexOf('.') + 1);
        HttpResponse<String> verified = http.get("/v1/verify", "Cookie", cookie);
        String token =
                verified.headers().firstValue("Authorization").orElseThrow().substring("Bearer ".length());
        http.get("/v1/verify?cookie=" + secret, "Authorization", "Bearer " + token);
        http.get("/" + secret, "User-Agent", secret, "Referer", "https://example.com/" + token);
        line(http.get("/livez"), "answered");
        assertThat(kept.events)
                .allSatisfy(event -> assertThat(facts(event).toString())
                        .doesNotContain(secret, token, TestServer.PASSWORD, "wrong wrong"));
    }
}
