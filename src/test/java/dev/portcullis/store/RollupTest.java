package dev.portcullis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.Facets;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.api.Suspension;
import dev.portcullis.client.AccountQuery;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.store.FacetStore.Kind;
import dev.portcullis.store.StatsStore.Range;
import dev.portcullis.store.StatsStore.Series;
import dev.portcullis.support.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The counts that follow the feed say at every moment what going through the sessions would say. */
class RollupTest {
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
    private static final String[] PROGRAMS = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:157.0) Gecko/20100101 Firefox/157.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/154.0.0.0 Safari/537.36",
        "curl/8.17.0"
    };

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void clear() {
        server.clear();
        for (int i = 0; i < 6; i++) {
            server.account(user(i), "orders:read", "orders:write", "p" + i);
        }
        ready();
    }

    private static String user(int i) {
        return "user" + i + "@example.com";
    }

    private static void ready() {
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> server.database().read(RollupStore::ready)
                                && server.isTrue(
                                        "select not exists (select from event e, rollup r where (e.xid, e.seq) > (r.xid, r.seq))"));
    }

    /** What the counts and what the sessions say, both of one snapshot and at one time. */
    private record Look(
            Optional<LiveCount> live,
            LiveCount liveToo,
            Optional<Facets> facets,
            Facets facetsToo,
            Optional<Series> series,
            Series seriesToo) {
        static Look now() {
            return now(RollupTest::hour);
        }

        static Look now(Function<Instant, Range> when) {
            return server.database().transact(transaction -> {
                transaction.update("set transaction isolation level repeatable read");
                Instant now = LiveCount.now(transaction);
                Range range = when.apply(now);
                return new Look(
                        LiveCount.byCounts(transaction, now),
                        LiveCount.bySessions(transaction, now),
                        FacetStore.byCounts(transaction, now, ALL, 100),
                        FacetStore.bySessions(transaction, now, ALL, 100),
                        StatsStore.byCounts(transaction, now, range),
                        StatsStore.bySessions(transaction, now, range));
            });
        }

        boolean usable() {
            return live.isPresent() && facets.isPresent() && series.isPresent();
        }

        void agrees() {
            assertThat(live.orElseThrow()).isEqualTo(liveToo);
            assertThat(facets.orElseThrow()).isEqualTo(facetsToo);
            assertThat(series.orElseThrow()).isEqualTo(seriesToo);
            assertThat(seriesToo.count()).isEqualTo(liveToo);
            assertThat(facetsToo.total()).isEqualTo(liveToo.live());
        }
    }

    private static Range hour(Instant now) {
        Instant begin = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(59));
        return new Range(begin, begin.plus(Duration.ofHours(1)), Duration.ofMinutes(1));
    }

    /** Steps that do not fit the hour, and end before the present. */
    private static Range steps(Instant now) {
        Instant begin = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(22));
        return new Range(begin, begin.plus(Duration.ofMinutes(21)), Duration.ofMinutes(7));
    }

    /** Read from another table than the minutes. */
    private static Range quarters(Instant now) {
        long quarter = StatsStore.QUARTER.toSeconds();
        Instant begin =
                Instant.ofEpochSecond(now.getEpochSecond() / quarter * quarter).minus(Duration.ofHours(1));
        return new Range(begin, begin.plus(Duration.ofMinutes(90)), Duration.ofMinutes(30));
    }

    private static final List<Function<Instant, Range>> RANGES =
            List.of(RollupTest::hour, RollupTest::steps, RollupTest::quarters);

    /** While people come and go, are thrown out, lose permissions, lapse, and while accounts are disabled, by the API and behind its back. */
    @Test
    void whateverHappensTheCountsAreThoseOfTheMomentInWhichTheyAreRead() throws Exception {
        try (ExecutorService busy = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> people = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                people.add(busy.submit(RollupTest::beBusy));
            }
            int usable = 0;
            int looks = 0;
            while (people.stream().anyMatch(person -> !person.isDone())) {
                Look look = Look.now(RANGES.get(looks++ % RANGES.size()));
                if (look.usable()) {
                    look.agrees();
                    usable++;
                }
            }
            for (Future<?> person : people) {
                person.get();
            }
            assertThat(usable).isGreaterThan(looks / 2);
        }
        login(1);
        RANGES.forEach(range -> Look.now(range).agrees());
        assertThat(
                        server.isTrue(
                                "select count(*) filter (where ended_at is null) > 0 and count(*) filter (where ended_at is not null) > 0 from session"))
                .isTrue();
    }

    private static void beBusy() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        List<PortcullisClient> clients = new ArrayList<>();
        List<UUID> handles = new ArrayList<>();
        try (PortcullisClient admin = server.admin()) {
            for (int i = 0; i < 40; i++) {
                try {
                    act(random, admin, clients, handles);
                } catch (ClientException refused) {
                    // somebody else was faster: that is what it is about
                }
            }
            admin.revoke(List.of(handles.getFirst()), "test"); // whatever chance did: some have ended
        } finally {
            clients.forEach(PortcullisClient::close);
        }
    }

    private static void act(
            ThreadLocalRandom random, PortcullisClient admin, List<PortcullisClient> clients, List<UUID> handles) {
        int what = handles.isEmpty() ? 0 : random.nextInt(16);
        int which = handles.isEmpty() ? 0 : random.nextInt(handles.size());
        switch (what) {
            case 0, 1, 2, 3, 4 -> {
                PortcullisClient client =
                        server.client("192.0." + random.nextInt(4) + ".7", PROGRAMS[random.nextInt(PROGRAMS.length)]);
                clients.add(client);
                handles.add(client.logIn(new LoginRequest(user(random.nextInt(5)), TestServer.PASSWORD, null))
                        .session()
                        .handle());
            }
            case 5 -> clients.get(which % clients.size()).logOut();
            case 6 -> admin.revoke(List.of(handles.get(which)), "test");
            case 7 -> {
                SessionView seen = admin.session(handles.get(which));
                admin.change(seen, SessionPatch.permissions(random.nextBoolean() ? List.of("orders:read") : List.of()));
            }
            case 8 ->
                server.age(
                        handles.get(which).toString(),
                        "idle_expires_at = statement_timestamp() + interval '20 milliseconds'");
            case 9 -> server.sql("update account set enabled = not enabled where email = '" + user(4) + "'");
            case 11, 12 ->
                admin.revocations()
                        .revoke(RevocationRequest.suspend(
                                        List.of(handles.get(which)),
                                        10,
                                        random.nextBoolean() ? Suspension.Then.END : Suspension.Then.RELEASE)
                                .because("test"));
            case 13 ->
                admin.revocations()
                        .revoke(RevocationRequest.release(List.of(handles.get(which)))
                                .because("test"));
            case 14 -> // a suspension passes by itself
                server.sql("update session set suspended_until = statement_timestamp() + interval '20 milliseconds',"
                        + " expires_at = case suspended_then when 'end' then statement_timestamp() + interval '20 milliseconds' else expires_at end"
                        + " where suspended_at is not null and ended_at is null and handle = '" + handles.get(which)
                        + "'");
            case 10 ->
                server.client("192.0.2.9", "curl/8.17.0").logIn(new LoginRequest(user(0), "not the password", null));
            default -> admin.administration().accounts(AccountQuery.all());
        }
    }

    @Test
    void madeAnewTheyAreWhatTheyWere() {
        beBusy();
        server.sql("update account set enabled = true");
        await().until(() -> server.isTrue("select not exists (select from session where ended_at is null"
                + " and least(idle_expires_at, expires_at) < now() + interval '1 minute')"));
        ready();
        List<String> before = counted();
        assertThat(before).hasSizeGreaterThan(10);
        server.database().transact(transaction -> {
            RollupStore.makeAnew(transaction);
            return true;
        });
        assertThat(Look.now().liveToo().live())
                .as("meanwhile, the sessions are asked")
                .isPositive();
        ready();
        assertThat(counted()).isEqualTo(before);
        RANGES.forEach(range -> Look.now(range).agrees());
    }

    /** Their events are gone: a quarter that is half of such minutes and half of others is the sum of both. */
    @Test
    void whatIsOlderThanTheEventsIsLeftAsItWas() {
        login(0);
        ready();
        server.sql(
                "insert into minute select date_trunc('minute', now()) - n * interval '7 minutes', n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"
                        + " from generate_series(1, 9) n on conflict do nothing");
        List<String> minutes = server.rows("select m::text from minute m order by at");
        server.database().transact(transaction -> {
            RollupStore.makeAnew(transaction);
            return true;
        });
        ready();
        assertThat(server.rows("select m::text from minute m order by at")).isEqualTo(minutes);
        quartersAreSumsOfTheirMinutes();
        login(0);
        ready();
        quartersAreSumsOfTheirMinutes();
    }

    private static void quartersAreSumsOfTheirMinutes() {
        String sums = "select date_bin('15 minutes', at, '2000-01-01 00:00Z') as at, "
                + Stream.of("started", "failed", "refreshed", "reused", "ended", "ended_logout", "ended_quota")
                        .map("sum(%1$s)::bigint as %1$s"::formatted)
                        .collect(Collectors.joining(", "));
        assertThat(server.rows("select q::text from (" + sums + " from quarter group by 1 order by 1) q"))
                .isNotEmpty()
                .isEqualTo(server.rows("select m::text from (" + sums + " from minute group by 1 order by 1) m"));
    }

    /** All that is kept, as text. What began before events were kept in full is left as it was. */
    private static List<String> counted() {
        List<String> all = new ArrayList<>(
                server.rows("select (kind, value, n)::text from facet where n > 0 order by kind, value"));
        all.addAll(server.rows("select c::text from session_counted c order by handle"));
        all.addAll(server.rows("select m::text from minute m order by at"));
        all.addAll(server.rows("select q::text from quarter q order by at"));
        all.addAll(server.rows("select (kind, n)::text from facet_kind where n > 0 order by kind"));
        all.addAll(server.rows("select (sessions, ended - (select n from session_removed))::text from rollup"));
        return all;
    }

    @Test
    void whoeverChangesSessionsByHandIsFoundOut() {
        login(0);
        ready();
        assertThat(server.database().read(LiveCount::agrees)).isTrue();
        server.sql("update session set ended_at = now(), end_reason = 'revoked' where ended_at is null"
                + " and account_id = (select id from account where email = '" + user(0) + "')");
        assertThat(server.database().read(LiveCount::agrees)).isFalse();
    }

    /** Every look at the counts goes through the accounts that may have: one for each that was ever disabled would be too many. */
    @Test
    void accountsAreKeptInMindOnlyWhereTheirSessionsHaveNotBeenEnded() {
        login(1);
        login(2);
        ready();
        try (PortcullisClient admin = server.admin()) {
            AccountView one = admin.account(user(1)).orElseThrow();
            admin.administration().change(one, AccountChange.toEnabled(false));
            AccountView another = admin.account(user(3)).orElseThrow();
            admin.administration().delete(another);
            assertThat(server.rows("select account_id::text from disabled_live"))
                    .isEmpty();

            AccountView two = admin.account(user(2)).orElseThrow();
            server.sql("update account set enabled = false where id = '" + two.id() + "'");
            assertThat(server.rows("select account_id::text from disabled_live"))
                    .containsExactly(two.id().toString());
            Look.now().agrees();
            server.sql("update account set enabled = true where id = '" + two.id() + "'");
            assertThat(server.rows("select account_id::text from disabled_live"))
                    .isEmpty();
            Look.now().agrees();
        }
    }

    @Test
    void anotherServerGoesOnWhenTheOneThatCountedIsGone() {
        try (TestServer second = TestServer.start(server.databaseAddress(), config -> config.withNode("second"))) {
            server.sql("update rollup set worker = 'gone', lease_ends = statement_timestamp() + interval '1 second'");
            login(0);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> server.isTrue("select worker <> 'gone' from rollup")
                            && server.isTrue("select count(*) > 0 from facet f join account a on f.value = a.id::text"
                                    + " where f.n > 0 and a.email = '" + user(0) + "'"));
            Optional<LiveCount> counted =
                    second.database().read(transaction -> LiveCount.byCounts(transaction, LiveCount.now(transaction)));
            assertThat(counted).hasValue(new LiveCount(1, 0));
        }
        assertThat(server.isTrue("select worker is distinct from 'second' from rollup"))
                .as("who leaves gives the lease up")
                .isTrue();
    }

    @Test
    void anEndIsCountedWhenItWasAndWithItsReason() {
        String handle = login(1);
        server.age(
                handle,
                "last_seen_at = now() - interval '40 minutes', created_at = now() - interval '50 minutes',"
                        + " idle_expires_at = now() - interval '10 minutes'");
        await().until(() -> server.isTrue("select ended_at is not null from session where handle = '" + handle + "'"));
        Look look = Look.now();
        List<Stats.Minute> ended = look.series().orElseThrow().steps().stream()
                .filter(minute -> minute.ended() > 0)
                .toList();
        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst().ends()).isEqualTo(Map.of(EndReason.IDLE, 1L));
        assertThat(ended.getFirst().at())
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(11)),
                        Instant.now().minus(Duration.ofMinutes(8)));
    }

    /** The most frequent first, and of those that are alike the first by name; the others are counted. */
    @Test
    void theMostFrequentAreNamedAndTheOthersCounted() {
        login(0);
        login(0);
        login(1);
        login(2);
        ready();
        for (boolean counted : new boolean[] {false, true}) {
            Facets facets = server.database().read(transaction -> {
                Instant now = LiveCount.now(transaction);
                Set<Kind> kinds = Set.of(Kind.USER, Kind.PERMISSION);
                return counted
                        ? FacetStore.byCounts(transaction, now, kinds, 2).orElseThrow()
                        : FacetStore.bySessions(transaction, now, kinds, 2);
            });
            assertThat(facets.total()).isEqualTo(4);
            Facets.Facet users = Objects.requireNonNull(facets.by().get("user"));
            assertThat(users.values()).hasSize(2);
            assertThat(users.values().getFirst()).isEqualTo(new Facets.Count(user(0), user(0), 2));
            assertThat(users.others()).isEqualTo(1);
            assertThat(facets.by().get("permission"))
                    .isEqualTo(new Facets.Facet(
                            List.of(
                                    new Facets.Count("orders:read", null, 4),
                                    new Facets.Count("orders:write", null, 4)),
                            3));
        }
    }

    @Test
    void oldMinutesAndValuesThatNobodyHasAreRemoved() {
        login(0);
        ready();
        server.sql("insert into minute select now() - interval '31 days', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0");
        server.sql("insert into quarter select now() - interval '31 days', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0");
        server.sql("insert into facet values ('os', 'Nobody''s', 0)");
        server.database().transact(transaction -> RollupStore.remove(transaction, RollupStore.KEPT, 100));
        assertThat(server.isTrue("select count(*) = 0 from minute where at < now() - interval '30 days'"))
                .isTrue();
        assertThat(server.isTrue("select count(*) = 0 from quarter where at < now() - interval '31 days'"))
                .isTrue();
        assertThat(server.isTrue("select count(*) = 0 from facet where n = 0")).isTrue();
        assertThat(server.isTrue("select count(*) > 0 from minute")).isTrue();
    }

    private static String login(int user) {
        try (PortcullisClient client = server.client("192.0.2.7", PROGRAMS[0])) {
            return client.logIn(new LoginRequest(user(user), TestServer.PASSWORD, null))
                    .session()
                    .handle()
                    .toString();
        }
    }
}
