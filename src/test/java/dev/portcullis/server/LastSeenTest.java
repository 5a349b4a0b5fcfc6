package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EndReason;
import dev.portcullis.cluster.Feed;
import dev.portcullis.lifecycle.Lapses;
import dev.portcullis.lifecycle.LastSeen;
import dev.portcullis.lifecycle.Verification;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.token.AccessTokens;
import dev.portcullis.token.SigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Being used is noted without a write for each use. */
class LastSeenTest {
    private static final int SESSIONS = 20;
    private static final int VERIFIES = 2000;

    @Test
    void twoThousandVerifiesOfTwentySessionsAreAFewWrites() throws Exception {
        try (TestServer server = TestServer.start()) {
            server.account("alice@example.com");
            Http http = new Http(server.uri());
            List<String> cookies = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                cookies.add(Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD)));
            }
            server.sql("update session set last_seen_at = now() - interval '1 min'"); // so that each is to be written
            server.sql("""
                    create table written (handle uuid);
                    create function note() returns trigger language plpgsql as
                        'begin insert into written values (new.handle); return null; end';
                    create trigger note after update on session for each row execute function note()
                    """);
            Instant begun = Instant.now();
            List<Callable<Integer>> verifies = new ArrayList<>();
            for (int i = 0; i < VERIFIES; i++) {
                String cookie = cookies.get(i % SESSIONS);
                verifies.add(() -> http.get("/v1/verify", "Cookie", cookie).statusCode());
            }
            try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
                assertThat(threads.invokeAll(verifies))
                        .allSatisfy(verify -> assertThat(verify.get()).isEqualTo(200));
            }
            Duration took = Duration.between(begun, Instant.now());
            await().until(() -> server.isTrue("select count(distinct handle) = " + SESSIONS + " from written"));
            // Each session at once, since its last use was long ago; then again when that is 5 s old.
            long most = SESSIONS * (2 + took.toSeconds() / 5);
            assertThat(server.isTrue("select count(*) <= " + most + " from written"))
                    .isTrue();
            for (long writes = SESSIONS; writes <= most; writes++) {
                if (server.isTrue("select count(*) = " + writes + " from written")) {
                    System.out.printf(
                            "%d verifies in %d ms: %d row writes, %.3f for each%n",
                            VERIFIES, took.toMillis(), writes, (double) writes / VERIFIES);
                }
            }
        }
    }

    /** The session's limit passes while a use of before waits, as it does when the database is away. */
    @Test
    void aUseThatCouldNotBeWrittenBeforeTheLimitCountsFromWhenItWas() throws Exception {
        try (TestServer server = TestServer.start()) {
            server.account("alice@example.com");
            String cookie = Http.cookie(new Http(server.uri()).logIn("alice@example.com", TestServer.PASSWORD));
            Credential credential =
                    Credential.parse(cookie.substring(cookie.indexOf('=') + 1)).orElseThrow();
            server.stop(); // else it would write down uses and ends by itself
            try (Database database = Database.open(server.databaseAddress())) {
                Feed feed = new Feed(database);
                LastSeen lastSeen = new LastSeen(database, feed);
                SigningKeys keys = SigningKeys.load(database, TestServer.masterKey(), SigningKeys.PERIOD);
                Verification verification = new Verification(
                        database,
                        new AccessTokens(keys, "https://sso.example.com", "test"),
                        lastSeen,
                        new Lapses(database, lastSeen, feed),
                        feed);

                useAndLetTheLimitPass(server, verification, credential);
                lastSeen.flush();
                assertThat(server.isTrue("select last_seen_at < now() and idle_expires_at > now() + interval '25 min'"
                                + " and idle_expires_at < now() + interval '30 min' from session"))
                        .isTrue();

                useAndLetTheLimitPass(server, verification, credential);
                assertThat(verification.byCookie(credential))
                        .as("whoever comes before it is written finds the session")
                        .isInstanceOf(Verification.Result.Active.class);

                useAndLetTheLimitPass(server, verification, credential);
                server.sql("update session set ended_at = idle_expires_at, end_reason = 'idle'");
                lastSeen.flush();
                assertThat(verification.byCookie(credential))
                        .as("what has ended stays ended")
                        .isEqualTo(new Verification.Result.Ended(EndReason.IDLE));
            }
        }
    }

    private static void useAndLetTheLimitPass(TestServer server, Verification verification, Credential credential) {
        server.sql("update session set last_seen_at = now() - interval '1 min'"); // so that it is to be written
        Session session = ((Verification.Result.Active) verification.byCookie(credential)).session();
        assertThat(verification.used(session)).isTrue();
        server.sql("update session set idle_expires_at = now()");
    }
}
