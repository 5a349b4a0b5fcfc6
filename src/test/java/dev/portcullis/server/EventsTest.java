package dev.portcullis.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.EventListener;
import dev.portcullis.client.EventQuery;
import dev.portcullis.client.EventStream;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.store.Database;
import dev.portcullis.support.Http;
import dev.portcullis.support.SetClock;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The event stream: in order, once, without a gap. */
class EventsTest {
    private TestServer server = TestServer.start();
    private PortcullisClient admin = server.client();

    @BeforeEach
    void logIn() {
        server.account("alice@example.com");
        admin = server.admin();
    }

    @AfterEach
    void stop() {
        admin.close();
        server.close();
    }

    private static final class Heard implements EventListener {
        record Event(EventType type, EventData data) {}

        final List<Event> events = new CopyOnWriteArrayList<>();
        final List<ClientException> interruptions = new CopyOnWriteArrayList<>();
        volatile int openings;
        volatile ClientException.@Nullable Refused refusal;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // all calls come from one thread
        public void opened() {
            openings++;
        }

        @Override
        public void event(EventType type, EventData data) {
            events.add(new Event(type, data));
        }

        @Override
        public void interrupted(ClientException why) {
            interruptions.add(why);
        }

        @Override
        public void refused(ClientException.Refused why) {
            refusal = why;
        }

        List<UUID> sessions(EventType type) {
            return events.stream()
                    .filter(event -> event.type() == type)
                    .map(event -> event.data().session())
                    .map(session -> session == null ? new UUID(0, 0) : session.handle())
                    .toList();
        }

        @Nullable
        SessionView last(EventType type) {
            return events.reversed().stream()
                    .filter(event -> event.type() == type)
                    .findFirst()
                    .map(event -> event.data().session())
                    .orElse(null);
        }
    }

    @Test
    void aLoginAndItsEndAreHeardAtOnce() {
        Heard heard = new Heard();
        try (EventStream _ = admin.events(null, heard)) {
            await().until(() -> heard.openings > 0);
            UUID handle = logInAsAlice();
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> heard.sessions(EventType.SESSION_STARTED).contains(handle));
            admin.revoke(List.of(handle), "done");
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> heard.sessions(EventType.SESSION_ENDED).contains(handle));
            SessionView last = heard.last(EventType.SESSION_ENDED);
            assertThat(last)
                    .extracting(SessionView::state, SessionView::version)
                    .containsExactly(SessionState.ENDED, 2L);
        }
    }

    @Test
    void aFailedLoginTellsTheAddressAndNothingThatWasTyped() throws Exception {
        Heard heard = new Heard();
        try (EventStream _ = admin.events(null, heard)) {
            await().until(() -> heard.openings > 0);
            new Http(server.uri()).logIn("my secret typed into the wrong field", "x", "X-Forwarded-For", "203.0.113.9");
            await().until(() -> heard.events.stream().anyMatch(event -> event.type() == EventType.LOGIN_FAILED));
            EventData data = heard.events.getLast().data();
            assertThat(data.address()).isEqualTo("203.0.113.9");
            assertThat(data.session()).isNull();
        }
    }

    @Test
    void useIsHeardWithItsTime() throws Exception {
        Heard heard = new Heard();
        Http http = new Http(server.uri());
        String cookie = Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD));
        UUID handle = admin.sessions(SessionQuery.active()).items().stream()
                .filter(session -> session.account().email().startsWith("alice"))
                .findFirst()
                .orElseThrow()
                .handle();
        server.age(
                handle.toString(),
                "last_seen_at = last_seen_at - interval '1 min', idle_expires_at = idle_expires_at - interval '1 min'");
        try (EventStream _ = admin.events(null, heard)) {
            await().until(() -> heard.openings > 0);
            assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(200);
            await().until(() -> heard.events.stream()
                    .filter(event -> event.type() == EventType.SESSIONS_SEEN)
                    .map(event -> event.data().seen())
                    .anyMatch(seen -> seen != null
                            && seen.stream().anyMatch(one -> one.handle().equals(handle))));
        }
    }

    @Test
    void whatHappenedBetweenTheListAndTheStreamIsNotMissed() {
        String position = admin.sessions(SessionQuery.active()).position();
        UUID between = logInAsAlice();
        Heard heard = new Heard();
        try (EventStream _ = admin.events(position, heard)) {
            await().until(() -> heard.sessions(EventType.SESSION_STARTED).contains(between));
        }
    }

    @Test
    void aStreamResumesWithoutGapOrRepeatOverARestartOfTheServer() {
        Heard heard = new Heard();
        try (EventStream _ = admin.events(null, heard)) {
            await().until(() -> heard.openings > 0);
            UUID before = logInAsAlice();
            await().until(() -> heard.sessions(EventType.SESSION_STARTED).contains(before));
            server.restart();
            UUID after = logInAsAlice();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> heard.sessions(EventType.SESSION_STARTED).contains(after));
            assertThat(heard.sessions(EventType.SESSION_STARTED)).containsExactly(before, after);
            assertThat(heard.interruptions).isNotEmpty();
            assertThat(heard.refusal).isNull();
        }
    }

    @Test
    void manyLoginsAtOnceAreAllHeardOnce() {
        Heard heard = new Heard();
        Set<UUID> begun = ConcurrentHashMap.newKeySet();
        try (EventStream _ = admin.events(null, heard)) {
            await().until(() -> heard.openings > 0);
            try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
                for (int i = 0; i < 200; i++) {
                    threads.execute(() -> begun.add(logInAsAlice()));
                }
            }
            assertThat(begun).hasSize(200);
            await().until(() -> heard.sessions(EventType.SESSION_STARTED).size() >= 200);
            assertThat(heard.sessions(EventType.SESSION_STARTED))
                    .doesNotHaveDuplicates()
                    .containsAll(begun);
        }
    }

    /** 1000 comes after 999, although "1000" comes before "999". */
    @Test
    void theOrderHoldsWhereTransactionIdsGrowADigit() throws Exception {
        server.sql("delete from event");
        server.sql(
                "insert into event (xid, type, address) values ('10', 'login.failed', '192.0.2.3'), ('9', 'login.failed', '192.0.2.2'),"
                        + " ('8', 'login.failed', '192.0.2.1'), ('100', 'login.failed', '192.0.2.4')");
        Heard heard = new Heard();
        try (EventStream _ = admin.events("7-0", heard)) {
            await().until(() -> heard.events.stream()
                            .filter(event -> event.type() == EventType.LOGIN_FAILED)
                            .count()
                    >= 4);
            assertThat(heard.events.stream()
                            .filter(event -> event.type() == EventType.LOGIN_FAILED)
                            .map(event -> String.valueOf(event.data().address())))
                    .containsExactly("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4");
        }
    }

    @Test
    void aStreamEndsWithItsOperatorsSession() {
        Heard heard = new Heard();
        try (PortcullisClient other = server.admin();
                EventStream _ = other.events(null, heard)) {
            await().until(() -> heard.openings > 0);
            admin.revoke(List.of(other.current().handle()), "your shift is over");
            await().atMost(Duration.ofSeconds(10)).until(() -> heard.refusal != null);
        }
    }

    @Test
    void aPositionFromNowhereLeadsToAResynchronisation() {
        Heard heard = new Heard();
        try (EventStream _ = admin.events("99999999999-1", heard)) {
            await().until(() -> heard.events.stream().anyMatch(event -> event.type() == EventType.RESYNC));
            UUID handle = logInAsAlice();
            await().until(() -> heard.sessions(EventType.SESSION_STARTED).contains(handle));
        }
    }

    @Test
    void aStreamTellsOnlyOfTheTypesThatAreAskedFor() {
        Heard heard = new Heard();
        try (EventStream _ = admin.events(null, EventQuery.of(EventType.SESSION_ENDED), heard)) {
            await().until(() -> heard.openings > 0);
            UUID handle = logInAsAlice();
            admin.revoke(List.of(handle), "done");
            await().until(() -> heard.sessions(EventType.SESSION_ENDED).contains(handle));
            assertThat(heard.events)
                    .extracting(Heard.Event::type)
                    .containsOnly(EventType.HEARTBEAT, EventType.SESSION_ENDED);
        }
    }

    @Test
    void aStreamOfSomeSessionsTellsOfThemAndOfOthersOnlyThatTheyDoNotMatch() throws Exception {
        server.account("bob@example.com");
        Heard heard = new Heard();
        try (EventStream _ = admin.events(null, EventQuery.matching("user:alice"), heard)) {
            await().until(() -> heard.openings > 0);
            new Http(server.uri()).logIn("alice@example.com", "wrong");
            UUID bob = server.loggedIn("bob@example.com").current().handle();
            UUID alice = logInAsAlice();
            admin.revoke(List.of(bob), "done");
            admin.revoke(List.of(alice), "done");
            await().until(() -> heard.sessions(EventType.SESSION_ENDED).contains(alice));
            assertThat(heard.events.stream()
                            .filter(event ->
                                    event.type() != EventType.HEARTBEAT && event.type() != EventType.SESSIONS_SEEN)
                            .map(event -> event.type() + " "
                                    + (event.data().left() == null
                                            ? handle(event.data())
                                            : event.data().left().handle())))
                    .as("nothing of a failed login, nor of what never matched when it began")
                    .containsExactly(
                            EventType.SESSION_STARTED + " " + alice,
                            EventType.SESSION_LEFT + " " + bob,
                            EventType.SESSION_ENDED + " " + alice);
        }
    }

    private static @Nullable UUID handle(EventData data) {
        return data.session() == null ? null : data.session().handle();
    }

    @Test
    void aSessionThatCeasesToMatchHasLeftAlsoForWhoKnowsItFromElsewhere() {
        UUID handle = logInAsAlice();
        Heard heard = new Heard();
        try (EventStream _ = admin.events(null, EventQuery.matching("state:active user:alice"), heard)) {
            await().until(() -> heard.openings > 0);
            admin.revoke(List.of(handle), "done");
            await().until(() -> heard.events.stream()
                    .anyMatch(event ->
                            new EventData.Left(handle, 2).equals(event.data().left())));
            assertThat(heard.sessions(EventType.SESSION_ENDED)).isEmpty();
        }
    }

    /** By which lists are made and values are told; a server's own may be another. */
    @Test
    void aStreamJudgesAndTellsTheTimeByTheDatabasesClock() {
        Database.Address address = TestDatabase.empty();
        try (SetClock clock = SetClock.in(address, Instant.parse("2026-03-02T09:00:01Z"));
                TestServer other = TestServer.start(address);
                PortcullisClient operator = other.admin()) {
            other.account("alice@example.com");
            Heard heard = new Heard();
            try (EventStream _ = operator.events(null, EventQuery.matching("age<1h"), heard);
                    PortcullisClient alice = other.client()) {
                await().until(() -> heard.openings > 0);
                UUID handle = alice.logIn(new LoginRequest("alice@example.com", TestServer.PASSWORD, null))
                        .session()
                        .handle();
                await().until(() -> heard.sessions(EventType.SESSION_STARTED).contains(handle));
                assertThat(heard.events.getFirst().type()).isEqualTo(EventType.HEARTBEAT);
                assertThat(heard.events.getFirst().data().at())
                        .isBetween(clock.now(), clock.now().plus(Duration.ofMinutes(1)));
            }
        }
    }

    @Test
    void aQueryThatCannotBeReadIsRefusedWithItsPlace() throws Exception {
        Http http = new Http(server.uri());
        String cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        HttpResponse<String> refused = http.get("/admin/v1/events?q=usr:alice", "Cookie", cookie);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"position\":1,\"length\":3");
    }

    @Test
    void aTypeThatThereIsNotIsRefusedAndSoIsAPositionThatIsNone() throws Exception {
        Http http = new Http(server.uri());
        String cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        HttpResponse<String> types = http.get("/admin/v1/events?types=session.started,session.sart", "Cookie", cookie);
        assertThat(types.statusCode()).isEqualTo(400);
        assertThat(types.body()).contains("\\\"types\\\" must be some of session.started, ");
        assertThat(http.get("/admin/v1/events?types=heartbeat", "Cookie", cookie)
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> after = http.get("/admin/v1/events?after=yesterday", "Cookie", cookie);
        assertThat(after.statusCode()).isEqualTo(400);
        assertThat(after.body()).contains("\\\"after\\\" must be the ");
    }

    /** What a browser's EventSource sends: the address that it began with, and where it was. */
    @Test
    void whereAStreamResumesWinsOverWhereItBegan() throws Exception {
        String before = admin.sessions(SessionQuery.active()).position();
        UUID one = logInAsAlice();
        String between = admin.sessions(SessionQuery.active()).position();
        UUID two = logInAsAlice();
        try (RawStream began = new RawStream("?types=session.started&after=" + before, "");
                RawStream resumed = new RawStream("?types=session.started&after=" + before, between)) {
            assertThat(began.next("event: session.started", "data: ")).contains(one.toString());
            assertThat(resumed.next("event: session.started", "data: ")).contains(two.toString());
        }
    }

    @Test
    void aReaderThatIsTooSlowIsToldToResynchronise() throws Exception {
        UUID handle = logInAsAlice();
        Heard quick = new Heard();
        try (EventStream _ = admin.events(null, EventQuery.of(EventType.LOGIN_FAILED), quick);
                RawStream slow = new RawStream("", "")) {
            await().until(() -> quick.openings > 0);
            slow.next("event: heartbeat", "data: ");
            // More than the network between the two holds, and what waits for a reader behind it.
            server.sql("insert into event (type, session_handle) select 'session.changed', '" + handle
                    + "' from generate_series(1, 40000)");
            server.sql("insert into event (type, address) values ('login.failed', '192.0.2.1')");
            await().atMost(Duration.ofSeconds(14))
                    .until(() -> quick.events.stream().anyMatch(event -> event.type() == EventType.LOGIN_FAILED));
            slow.next("event: resync", "data: ");
            UUID after = logInAsAlice();
            assertThat(slow.next("event: session.started", "data: ")).contains(after.toString());
        }
    }

    /** A stream, read line by line as fast as the test wants, and no faster. */
    private final class RawStream implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader lines;

        RawStream(String parameters, String lastEventId) throws Exception {
            String cookie = Http.cookie(new Http(server.uri()).logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
            socket.setReceiveBufferSize(16 * 1024);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.uri().getPort()));
            socket.getOutputStream()
                    .write(("GET /admin/v1/events" + parameters + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie
                                    + (lastEventId.isEmpty() ? "" : "\r\nLast-Event-ID: " + lastEventId)
                                    + "\r\n\r\n")
                            .getBytes(UTF_8));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        }

        /** Reads on to a line that begins so, and from there to one that begins so: that one. */
        String next(String... beginnings) throws IOException {
            String line = "";
            for (String beginning : beginnings) {
                do {
                    line = lines.readLine();
                    if (line == null) {
                        throw new EOFException("the stream has ended before \"" + beginning + "\"");
                    }
                } while (!line.startsWith(beginning));
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private UUID logInAsAlice() {
        try (PortcullisClient alice = server.client()) {
            return alice.logIn(new LoginRequest("alice@example.com", TestServer.PASSWORD, null))
                    .session()
                    .handle();
        }
    }
}
