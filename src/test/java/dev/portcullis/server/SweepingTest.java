package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.cluster.Feed;
import dev.portcullis.lifecycle.Sweeper;
import dev.portcullis.store.Database;
import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.support.Cable;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several servers write down the ends of lapsed sessions at once, and remove what is old, without standing in anybody's way. */
class SweepingTest {
    private static final int LAPSED = 10_000;

    @Test
    void threeSweepersEndEachSessionOnceWhileLoginsGoOn() throws Exception {
        try (TestServer server = TestServer.start();
                Database second = Database.open(server.databaseAddress());
                Database third = Database.open(server.databaseAddress())) {
            server.account("alice@example.com");
            Http http = new Http(server.uri());
            lapsed(server);
            Duration longest = Duration.ZERO;
            List<Future<?>> sweepers = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
                for (Database database : List.of(server.database(), second, third)) {
                    sweepers.add(threads.submit(() -> {
                        Sweeper sweeper = new Sweeper(database, Duration.ofDays(30), new Feed(database));
                        while (server.isTrue(
                                "select exists (select from session where ended_at is null and device = 'Old')")) {
                            sweeper.sweep();
                        }
                    }));
                }
                while (server.isTrue("select exists (select from session where ended_at is null and device = 'Old')")) {
                    Instant before = Instant.now();
                    assertThat(http.logIn("alice@example.com", TestServer.PASSWORD)
                                    .statusCode())
                            .isEqualTo(201);
                    Duration took = Duration.between(before, Instant.now());
                    longest = took.compareTo(longest) > 0 ? took : longest;
                }
            }
            for (Future<?> sweeper : sweepers) {
                sweeper.get();
            }
            System.out.println("Longest login while sweeping: " + longest.toMillis() + " ms");
            assertThat(longest)
                    .isLessThan(Duration.ofSeconds(5)); // nobody waits for a lock: those are given up after 5 s
            assertThat(server.isTrue("""
                    select count(*) = %d and count(distinct session_handle) = %d
                    from event join session on handle = session_handle where type = 'session.ended' and device = 'Old'
                    """.formatted(LAPSED, LAPSED)))
                    .as("one event for each")
                    .isTrue();
            assertThat(server.isTrue("""
                    select bool_and(version = 2 and end_reason = 'idle' and ended_at = idle_expires_at)
                    from session where device = 'Old'
                    """)).isTrue();
            assertThat(noDeadlock(server)).isTrue();
        }
    }

    @Test
    void threeServersRemoveWhatIsOldWithItsTokens() throws Exception {
        try (TestServer server = TestServer.start();
                Database second = Database.open(server.databaseAddress());
                Database third = Database.open(server.databaseAddress())) {
            server.account("alice@example.com");
            lapsed(server);
            server.sql("""
                    update session set ended_at = now() - interval '2 days', end_reason = 'idle' where device = 'Old';
                    insert into session_cap (session_handle, idle_ttl) select handle, 60 from session limit 100
                    """);
            server.loggedIn("alice@example.com");
            List<Callable<Void>> removers = new ArrayList<>();
            for (Database database : List.of(server.database(), second, third)) {
                removers.add(() -> {
                    new Sweeper(database, Duration.ofDays(1), new Feed(database)).remove();
                    return null;
                });
            }
            try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
                for (var done : threads.invokeAll(removers)) {
                    done.get();
                }
            }
            // What one held, the others passed over: the next round, ten minutes later, finds it.
            await().until(() -> {
                new Sweeper(server.database(), Duration.ofDays(1), new Feed(server.database())).remove();
                return server.isTrue("select count(*) = 1 from session");
            });
            assertThat(server.isTrue("select count(*) = 1 from refresh_token")).isTrue();
            assertThat(server.isTrue("select count(*) = 0 from session_cap")).isTrue();
            assertThat(noDeadlock(server)).isTrue();
        }
    }

    /** However often it was refreshed: a statement has its time, and one that is cut short each time would keep everything for ever. */
    @Test
    void aSessionIsRemovedAfterItsTokensAndNoStatementRemovesVeryMany() {
        try (TestServer server = TestServer.start()) {
            server.account("alice@example.com");
            UUID busy = server.sessions("alice@example.com", 3).getFirst();
            server.sql("""
                    update session set ended_at = now() - interval '2 days', end_reason = 'idle',
                        refresh_generation = case handle when '%s' then 25000 else 1 end;
                    insert into refresh_token (session_handle, generation, token_hash, issued_at)
                    select handle, i, int4send(i), now() from session cross join lateral generate_series(1, refresh_generation) i;
                    create table at_once (rows bigint);
                    create function note() returns trigger language plpgsql as
                        'begin insert into at_once select count(*) from gone; return null; end';
                    create trigger note after delete on refresh_token referencing old table as gone
                        for each statement execute function note()
                    """.formatted(busy));
            new Sweeper(server.database(), Duration.ofDays(1), new Feed(server.database())).remove();
            assertThat(server.isTrue("select count(*) = 0 from session")).isTrue();
            assertThat(server.isTrue("select count(*) = 0 from refresh_token")).isTrue();
            assertThat(server.isTrue("select sum(rows) = 25002 and max(rows) = 10000 from at_once"))
                    .isTrue();
            assertThat(server.isTrue("select sum(n) = 3 from session_removed")).isTrue();
        }
    }

    @Test
    void whatCannotBeRemovedStandsInTheWayOfNothingElse() {
        try (TestServer server = TestServer.start()) {
            server.account("alice@example.com");
            server.sessions("alice@example.com", 1);
            server.sql("""
                    update session set ended_at = now() - interval '2 days', end_reason = 'idle';
                    insert into event (type, at) values ('login.failed', now() - interval '2 days');
                    create function refuse() returns trigger language plpgsql as
                        'begin raise exception using message = ''no''; end';
                    create trigger refuse before delete on session for each row execute function refuse()
                    """);
            new Sweeper(server.database(), Duration.ofDays(1), new Feed(server.database())).remove();
            assertThat(server.isTrue("select count(*) = 1 from session")).isTrue();
            assertThat(server.isTrue("select count(*) = 0 from event where at < now() - interval '1 day'"))
                    .isTrue();
        }
    }

    /** Uses of before that waited for the database are written first. */
    @Test
    void afterAnOutageEndsAreWrittenDownARoundLater() throws Exception {
        try (TestServer server = TestServer.start()) {
            server.account("alice@example.com");
            server.sessions("alice@example.com", 1);
            server.stop();
            server.sql("update session set idle_expires_at = now()");
            Database.Address direct = server.databaseAddress();
            int port = URI.create(direct.url().substring("jdbc:".length())).getPort();
            try (Cable cable = new Cable(port);
                    Database database = Database.open(new Database.Address(
                            direct.url().replace(":" + port + "/", ":" + cable.port() + "/"),
                            direct.user(),
                            direct.password(),
                            2))) {
                Sweeper sweeper = new Sweeper(database, Duration.ofDays(1), new Feed(database));
                cable.pull();
                assertThatThrownBy(sweeper::sweep).isInstanceOf(StoreUnavailableException.class);
                cable.plug();
                await().until(database::reachable);
                sweeper.sweep();
                assertThat(server.isTrue("select ended_at is null from session"))
                        .isTrue();
                await().until(() -> {
                    sweeper.sweep();
                    return server.isTrue("select ended_at is not null from session");
                });
            }
        }
    }

    @Test
    void aSessionThatIsUsedIsLookedAtAgainWhenItsNewLimitComesAndWhoseLimitIsShortenedThen() throws Exception {
        try (TestServer server = TestServer.start()) {
            server.account("alice@example.com");
            assertThat(new Http(server.uri())
                            .logIn("alice@example.com", TestServer.PASSWORD)
                            .statusCode())
                    .isEqualTo(201);
            assertThat(server.isTrue("select bool_and(lapse_check_at = idle_expires_at) from session"))
                    .isTrue();
            server.sql("""
                    update session set last_seen_at = now() + interval '1 min', idle_expires_at = now() + interval '31 min';
                    update session set lapse_check_at = now()
                    """);
            await().until(() -> server.isTrue("select bool_and(lapse_check_at = idle_expires_at) from session"));
            assertThat(server.isTrue("select bool_and(ended_at is null and version = 1) from session"))
                    .isTrue();
            server.sql("update session set idle_expires_at = now()");
            assertThat(server.isTrue("select bool_and(lapse_check_at = idle_expires_at) from session"))
                    .isTrue();
            await().until(() -> server.isTrue("select bool_and(end_reason = 'idle') from session"));
        }
    }

    /** Otherwise each use would write all the table's indexes: PostgreSQL's heap-only tuples. */
    @Test
    void noIndexIsOnWhatAUseOrARefreshWrites() {
        try (TestServer server = TestServer.start()) {
            assertThat(server.isTrue("""
                    select bool_or(attname = 'access_jti') and not bool_or(attname in ('spent_at', 'verdict', 'reuses', 'reused_at'))
                    from pg_depend d
                    join pg_index i on i.indexrelid = d.objid and i.indrelid = 'refresh_token'::regclass
                    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                    where d.classid = 'pg_class'::regclass and d.refobjid = i.indrelid
                    """)).isTrue();
            assertThat(server.isTrue("""
                    select bool_or(attname = 'lapse_check_at')
                        and not bool_or(attname in ('last_seen_at', 'idle_expires_at', 'version', 'access_jti', 'access_issued_at',
                            'access_expires_at', 'refresh_generation', 'refresh_expires_at'))
                    from pg_depend d
                    join pg_index i on i.indexrelid = d.objid and i.indrelid = 'session'::regclass
                    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                    where d.classid = 'pg_class'::regclass and d.refobjid = i.indrelid
                    """)).isTrue();
        }
    }

    private static boolean noDeadlock(TestServer server) {
        return server.isTrue("select deadlocks = 0 from pg_stat_database where datname = current_database()");
    }

    private static void lapsed(TestServer server) {
        server.sql("""
                insert into session (handle, account_id, secret_hash, delivery, created_at, authenticated_at, last_seen_at,
                    idle_ttl, idle_expires_at, expires_at, device, access_ttl, refresh_ttl, refresh_grace, access_jti,
                    access_issued_at, access_expires_at, refresh_family, refresh_expires_at)
                select gen_random_uuid(), a.id, '\\x00', 'cookie', t.at, t.at, t.at, 1800, t.at + interval '30 min',
                    t.at + interval '12 h', 'Old', 300, 43200, 10, gen_random_uuid(), t.at, t.at + interval '5 min',
                    gen_random_uuid(), t.at + interval '12 h'
                from account a, generate_series(1, %d) n, lateral (select now() - interval '31 min' - n * interval '1 ms' as at) t
                where a.email = 'alice@example.com';
                insert into refresh_token (session_handle, generation, token_hash, issued_at)
                select handle, 1, '\\x00', created_at from session where device = 'Old'
                """.formatted(LAPSED));
    }
}
