package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.PolicyOutcome.Effect;
import dev.portcullis.api.PolicyOutcome.User;
import dev.portcullis.support.PolicyDesk;
import dev.portcullis.support.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a policy would do to the sessions that are active now, without doing it. */
class WhatIfTest {
    private static TestServer server;
    private PolicyDesk desk;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @BeforeEach
    void begin() {
        server.clear();
        desk = new PolicyDesk(server);
    }

    @AfterEach
    void end() {
        desk.close();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void itChangesNothing() {
        server.account("alice@example.com");
        server.loggedIn("alice@example.com");
        assertThat(desk.whatIf(PolicyDesk.limits(1, 1)).changed()).isFalse();
        assertThat(desk.admin().policy().view().version()).isZero();
        assertThat(desk.admin().policyProgress().older()).isZero();
        assertThat(server.isTrue("select count(*) = 0 from event where type in ('policy.changed', 'session.changed')"))
                .isTrue();
    }

    @Test
    void itSaysHowManyWouldEndNowAndWithinTheHourAndWhose() {
        population();
        Effect effect = desk.whatIf(PolicyDesk.limits(900, 4 * 3600)).effect();
        // bob's: seen 20 min ago; carol's: begun 5 h ago; dave's: begun 3 h 30 min ago, idle in 15 min like everybody's
        assertThat(effect.sessions()).isEqualTo(1 + 2 + 3 + 1);
        assertThat(effect.changing()).isEqualTo(7);
        assertThat(effect.endNow()).isEqualTo(2 + 3);
        assertThat(effect.endWithinHour()).isEqualTo(7);
        assertThat(effect.expireWithinHour()).isEqualTo(3 + 1);
        assertThat(effect.users()).isEqualTo(2);
        assertThat(effect.usersWithinHour()).isEqualTo(4);
        assertThat(effect.topUsers())
                .startsWith(new User("carol@example.com", 3, 3, 3), new User("bob@example.com", 2, 2, 2));
        assertThat(effect.ownEndsNow()).isFalse();
        assertThat(effect.ownEndsWithinHour()).isTrue();
    }

    @Test
    void itSaysWhetherOnesOwnSessionWouldEnd() {
        server.age(
                "" + desk.admin().current().handle(),
                "created_at = now() - interval '5 h', expires_at = now() + interval '7 h'");
        assertThat(desk.whatIf(PolicyDesk.limits(900, 4 * 3600)).effect().ownEndsNow())
                .isTrue();
    }

    @Test
    void theSamePolicyChangesNobody() {
        population();
        Effect effect = desk.whatIf(UnaryOperator.identity()).effect();
        assertThat(effect.changing()).isZero();
        assertThat(effect.endNow()).isZero();
        assertThat(effect.expireWithinHour()).isZero();
    }

    @Test
    void rolesCountAndSoDoesWhatWasShortenedByHand() {
        population();
        server.sql("update account set roles = '{auditor}' where email = 'bob@example.com'");
        UnaryOperator<PolicyDocument> forAuditors = PolicyDesk.role("auditor", new Limits(600, null, null, null, null));
        Effect effect = desk.whatIf(forAuditors).effect();
        assertThat(effect.changing()).isEqualTo(2);
        assertThat(effect.endNow()).isEqualTo(2);
        assertThat(effect.topUsers()).first().isEqualTo(new User("bob@example.com", 2, 2, 2));
    }

    /** What was foretold is what happens. */
    @Test
    void applyingDoesWhatWasForetold() {
        population();
        Effect foretold = desk.whatIf(PolicyDesk.limits(900, 4 * 3600)).effect();
        Effect answered = desk.apply(PolicyDesk.limits(900, 4 * 3600)).effect();
        assertThat(answered).isEqualTo(foretold);
        await().until(() -> desk.admin().policyProgress().older() == 0);
        // erin's had ended before, by itself: nobody brought that about
        assertThat(server.isTrue("select count(*) = " + foretold.endNow()
                        + " from event where type = 'session.ended' and actor is not null"))
                .isTrue();
        assertThat(server.isTrue(
                        "select count(*) = " + foretold.changing() + " from event where type = 'session.changed'"))
                .isTrue();
    }

    /** 100,000 sessions of 20,000 users with three combinations of roles; measured, and held to a wide bound for slow machines. */
    @Test
    void itAnswersAtOnceOverAHundredThousandSessions() {
        many(20_000, 5);
        desk.whatIf(PolicyDesk.limits(900, 3600)); // the first reads the tables from disk
        Instant before = Instant.now();
        Effect effect = desk.whatIf(PolicyDesk.limits(900, 3600)).effect();
        Duration took = Duration.between(before, Instant.now());
        System.out.println("What-if over " + effect.sessions() + " sessions: " + took.toMillis() + " ms");
        assertThat(effect.sessions()).isEqualTo(100_001);
        assertThat(effect.endNow()).isGreaterThan(10_000);
        assertThat(effect.topUsers()).hasSize(20);
        assertThat(took).isLessThan(Duration.ofSeconds(3));
    }

    /** Several thousand are changed in batches, while logins go on; each that ends does so once. */
    @Test
    void manyAreChangedInBatchesWhileLoginsGoOn() {
        many(1000, 6);
        Instant before = Instant.now();
        desk.apply(PolicyDesk.limits(1200, 7200));
        server.account("late@example.com");
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            server.loggedIn("late@example.com");
            return desk.admin().policyProgress().older() == 0;
        });
        System.out.println(
                "Applied in " + Duration.between(before, Instant.now()).toMillis() + " ms");
        assertThat(server.isTrue("select count(*) = 0 from session where ended_at is null and idle_ttl <> 1200"))
                .isTrue();
        assertThat(server.isTrue(
                        "select count(*) = count(distinct session_handle) from event where type = 'session.ended'"))
                .isTrue();
    }

    private void population() {
        for (String name : new String[] {"bob", "bob", "carol", "carol", "carol", "dave"}) {
            String email = name + "@example.com";
            if (!server.isTrue("select exists (select from account where email = '" + email + "')")) {
                server.account(email);
            }
            server.loggedIn(email);
        }
        move("bob", "last_seen_at = now() - interval '20 min', idle_expires_at = now() + interval '10 min'");
        move("carol", "created_at = now() - interval '5 h', expires_at = now() + interval '7 h'");
        move("dave", "created_at = now() - interval '210 min', expires_at = now() + interval '510 min'");
        // Somebody whose time has passed by the present limits is in nobody's count.
        server.account("erin@example.com");
        server.loggedIn("erin@example.com");
        move("erin", "idle_expires_at = now() - interval '1 s'");
    }

    private static void move(String name, String assignments) {
        server.sql("update session set " + assignments + " where account_id = (select id from account where email = '"
                + name + "@example.com')");
    }

    private static void many(int accounts, int each) {
        server.sql("""
                insert into account (id, email, email_key, name, password_hash, roles)
                select gen_random_uuid(), 'p' || n || '@example.com', 'p' || n || '@example.com', 'P', '-',
                    (array['{}', '{auditor}', '{auditor,operator}'])[1 + n %% 3]::text[]
                from generate_series(1, %d) n;
                insert into session (handle, account_id, secret_hash, delivery, created_at, authenticated_at, last_seen_at,
                    idle_ttl, idle_expires_at, expires_at, device, access_ttl, refresh_ttl, refresh_grace, access_jti,
                    access_issued_at, access_expires_at, refresh_family, refresh_expires_at)
                select gen_random_uuid(), a.id, '\\x00', 'cookie', t.born, t.born, t.seen, 1800, t.seen + interval '30 min',
                    t.born + interval '12 h', 'Many', 300, 43200, 10, gen_random_uuid(), t.seen, t.seen + interval '5 min',
                    gen_random_uuid(), t.born + interval '12 h'
                from account a, generate_series(1, %d) i,
                    lateral (select now() - random() * interval '25 min' as seen, i as again) s,
                    lateral (select s.seen, s.seen - random() * interval '2 h' as born) t
                where a.email like 'p%%';
                analyze
                """.formatted(accounts, each));
    }
}
