package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.cluster.Feed;
import dev.portcullis.lifecycle.Lapses;
import dev.portcullis.lifecycle.LastSeen;
import dev.portcullis.lifecycle.Refresh;
import dev.portcullis.lifecycle.Verification;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.store.SessionStore;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.token.AccessTokens;
import dev.portcullis.token.RefreshTokens;
import dev.portcullis.token.SigningKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a request is told that was under way while its session changed. */
class UnderWayTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestServer server = TestServer.start();

    /** Opened when the server has stopped, which would do by itself what is left undone here. */
    private Database database = Database.open(server.databaseAddress());

    private Feed feed = new Feed(database);
    private LastSeen lastSeen = new LastSeen(database, feed);

    @BeforeEach
    void account() {
        server.account("alice@example.com");
    }

    @AfterEach
    void close() {
        database.close();
        server.close();
    }

    private Lapses alone() {
        server.stop();
        return new Lapses(database, lastSeen, feed);
    }

    /** ASVS 7.2.4: the cookie of before opens nothing, not even for who had shown it a moment before. */
    @Test
    void aCookieOfBeforeGetsNoTokenOfARenewedSession() throws Exception {
        String cookie = Http.cookie(new Http(server.uri()).logIn("alice@example.com", TestServer.PASSWORD));
        Credential credential =
                Credential.parse(cookie.substring(cookie.indexOf('=') + 1)).orElseThrow();
        Lapses lapses = alone();
        SigningKeys keys = SigningKeys.load(database, TestServer.masterKey(), SigningKeys.PERIOD);
        Verification verification = new Verification(
                database, new AccessTokens(keys, "https://sso.example.com", "test"), lastSeen, lapses, feed);
        server.sql("update session set access_expires_at = access_issued_at + interval '1 s'");
        Session shown = ((Verification.Result.Active) verification.byCookie(credential)).session();
        assertThat(verification.withFreshToken(shown)).isInstanceOf(Verification.Result.Active.class);

        server.sql("update session set access_expires_at = access_issued_at + interval '1 s'");
        Session before = ((Verification.Result.Active) verification.byCookie(credential)).session();
        server.sql("update session set secret_hash = sha256('another'), version = version + 1");
        assertThat(verification.withFreshToken(before)).isEqualTo(new Verification.Result.Unknown());
    }

    @Test
    void aUseThatWaitsToBeWrittenKeepsARefreshTokenAlive() throws Exception {
        JsonNode login = JSON.readTree(new Http(server.uri())
                .logInForTokens("alice@example.com", TestServer.PASSWORD)
                .body());
        Credential presented =
                Credential.parse(login.get("refreshToken").asText()).orElseThrow();
        Lapses lapses = alone();
        Refresh refresh = new Refresh(database, new RefreshTokens(TestServer.masterKey()), lapses, feed);
        server.sql("update session set last_seen_at = now() - interval '1 min'");
        Session used = database.read(transaction -> SessionStore.find(transaction, presented.handle()))
                .orElseThrow();
        assertThat(lastSeen.used(used)).isTrue();
        server.sql("update session set idle_expires_at = now()");
        assertThat(refresh.refresh(presented)).isInstanceOfSatisfying(Refresh.Outcome.Refreshed.class, refreshed -> {
            server.sql("update session set idle_expires_at = now()"); // and nobody has used it
            assertThat(refresh.refresh(refreshed.next())).isInstanceOf(Refresh.Outcome.Refused.class);
            assertThat(server.isTrue("select end_reason = 'idle' from session where ended_at is not null"))
                    .as("and that is written down")
                    .isTrue();
        });
    }
}
