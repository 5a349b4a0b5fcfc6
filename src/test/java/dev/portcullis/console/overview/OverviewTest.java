package dev.portcullis.console.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.Facets;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.support.TestServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the overview shows of the real server, and that each mark's query finds as many sessions as the mark counts. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class OverviewTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0";

    private static final List<PortcullisClient> CLIENTS = new ArrayList<>();
    private static TestServer server;
    private static PortcullisClient admin;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        admin = server.admin();
        server.account("alice@example.com", "orders:read", "billing");
        server.account("ben \"b\" o'neil@example.com", "orders:read");
        logIn("alice@example.com", "203.0.113.4", FIREFOX, Delivery.COOKIE);
        logIn("alice@example.com", "203.0.113.9", "curl/8.5", Delivery.COOKIE);
        logIn("ben \"b\" o'neil@example.com", "2001:db8:7::1", "something of its own", Delivery.COOKIE);
        logIn("alice@example.com", "198.51.100.7", FIREFOX, Delivery.COOKIE).logOut();
        reuse();
        assertThatThrownBy(() -> server.client().logIn(new LoginRequest("alice@example.com", "wrong", null)))
                .isInstanceOf(ClientException.Refused.class);
    }

    @AfterAll
    static void stop() {
        CLIENTS.forEach(PortcullisClient::close);
        admin.close();
        server.close();
    }

    @Test
    void eachMarkCountsAsManySessionsAsItsQueryFinds() {
        Picture picture = picture();
        assertThat(found(Counted.active())).isEqualTo(picture.stats().active()).isEqualTo(4);
        each(picture, "user", Counted::user);
        each(picture, "network", Counted::network);
        each(picture, "device", Counted::device);
        each(picture, "permission", Counted::permission);

        Map<EndReason, Long> ends = picture.ends();
        assertThat(ends).containsOnlyKeys(EndReason.LOGOUT, EndReason.REUSE);
        ends.forEach((reason, count) -> assertThat(found(Counted.ended(reason, picture.from(), picture.at())))
                .isEqualTo(count));

        int last = picture.stats().minutes().size() - 1;
        Instant begin = picture.begin(last - 1); // two steps: a minute may have ended meanwhile
        Instant end = picture.begin(last + 1);
        assertThat(found(Counted.begun(begin, end))).isEqualTo(6);
        assertThat(found(Counted.ended(begin, end))).isEqualTo(2);
        assertThat(found(Counted.activeAt(picture.at()))).isEqualTo(4);
        assertThat(found(Counted.activeAt(picture.from()))).isZero();
    }

    @Test
    void eachBarOfTheTimeLeftCountsAsManyAsItsQueryFinds() {
        server.sql("update session set idle_expires_at = now() + interval '20 minutes' where ended_at is null"); // far
        // from a
        // bar's
        // end
        await().until(() -> picture().stats().timeLeft() != null
                && Objects.requireNonNull(picture().stats().timeLeft()).buckets().stream()
                                .mapToLong(bucket -> bucket.sessions())
                                .sum()
                        == 4);
        for (TimeLeftBar bar :
                TimeLeftBar.of(Objects.requireNonNull(picture().stats().timeLeft()))) {
            assertThat(found(Counted.timeLeft(bar.atLeast(), bar.lessThan())))
                    .as(bar.tip())
                    .isEqualTo(bar.sessions());
        }
    }

    @Test
    void aReuseIsFoundWithItsSession() {
        Picture picture = picture();
        assertThat(picture.stats().reusedLastDay()).isEqualTo(1);
        assertThat(picture.reused().newest()).hasSize(1);
        assertThat(picture.reused().total()).isEqualTo(1);
        assertThat(DoubleStream.of(
                                new Lines(picture).reuse().series().getFirst().values())
                        .filter(value -> value > 0)
                        .sum())
                .as("its chart shows it while its step still runs")
                .isEqualTo(1);
        assertThat(found(Counted.reusedLastDay())).isEqualTo(1);
        assertThat(found(Counted.session(picture.reused().newest().getFirst().handle())))
                .isEqualTo(1);
    }

    @Test
    void failedLoginsAreCounted() {
        await().until(() -> picture().stats().minutes().stream()
                        .mapToLong(minute -> minute.failed())
                        .sum()
                == 1);
    }

    @Test
    void thatTheCountsAreMadeAnewIsSaid() {
        server.sql("update rollup set stage = 'emptying', worker = 'nobody', lease_ends = now() + interval '1 hour'");
        Picture meanwhile = picture();
        assertThat(meanwhile.stats().rebuilding()).isTrue();
        assertThat(meanwhile.stats().active()).isEqualTo(4);
        server.sql("update rollup set lease_ends = '-infinity'");
        await().until(() -> !picture().stats().rebuilding());
    }

    @Test
    void whoMayNotSeeSessionsIsRefused() {
        try (PortcullisClient alice = server.loggedIn("alice@example.com")) {
            assertThatThrownBy(() -> new OverviewReader(OverviewSource.of(alice)).read(TimeRange.HOUR, now()))
                    .matches(failure -> Failures.is(failure, ProblemType.FORBIDDEN));
            alice.logOut();
        } finally {
            server.sql(
                    "delete from session where end_reason = 'logout' and ended_at = (select max(ended_at) from session)");
        }
    }

    private static void each(Picture picture, String by, java.util.function.Function<Facets.Count, String> query) {
        List<Facets.Count> values =
                Objects.requireNonNull(picture.facets().by().get(by)).values();
        assertThat(values).as(by).isNotEmpty();
        for (Facets.Count count : values) {
            assertThat(found(query.apply(count))).as("%s %s", by, count.value()).isEqualTo(count.sessions());
        }
    }

    private static long found(String query) {
        return admin.sessions(new SessionQuery(query, null, "-createdAt", null, 100))
                .total();
    }

    private static Picture picture() {
        return new OverviewReader(OverviewSource.of(admin)).read(TimeRange.HOUR, now().plusSeconds(3));
    }

    /** The server's, which is ours. */
    private static Instant now() {
        return Instant.now();
    }

    private static PortcullisClient logIn(String email, String address, String agent, Delivery delivery) {
        PortcullisClient client = server.client(address, agent);
        client.logIn(new LoginRequest(email, TestServer.PASSWORD, delivery));
        CLIENTS.add(client);
        return client;
    }

    /** A spent token comes back after the grace window. */
    private static void reuse() {
        try (PortcullisClient app = server.client("192.0.2.7", "App/1")) {
            LoginResponse login =
                    app.logIn(new LoginRequest("alice@example.com", TestServer.PASSWORD, Delivery.TOKENS));
            String spent = Objects.requireNonNull(login.refreshToken());
            app.refresh(spent);
            server.sql("update refresh_token set spent_at = spent_at - interval '11 s' where session_handle = '"
                    + login.session().handle() + "'");
            assertThatThrownBy(() -> app.refresh(spent)).isInstanceOf(ClientException.class);
        }
    }
}
