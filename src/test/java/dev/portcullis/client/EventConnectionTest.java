package dev.portcullis.client;

import static dev.portcullis.client.RawServer.answer;
import static dev.portcullis.client.RawServer.closing;
import static dev.portcullis.client.RawServer.open;
import static dev.portcullis.client.RawServer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class EventConnectionTest {
    private static final String DATA = "data: {\"at\":\"2026-11-23T12:00:00Z\"}\n\n";

    /** Writes down what it hears, and fails at each failed login. */
    private static final class Heard implements EventListener {
        final List<String> calls = new CopyOnWriteArrayList<>();

        @Override
        public void opened() {
            calls.add("opened");
        }

        @Override
        public void event(EventType type, EventData data) {
            calls.add(type.wire());
            if (type == EventType.LOGIN_FAILED) {
                throw new IllegalStateException("a mistake in a listener, made on purpose");
            }
        }

        @Override
        public void interrupted(ClientException why) {
            calls.add("interrupted");
        }

        @Override
        public void refused(ClientException.Refused why) {
            calls.add("refused " + why.problem().status());
        }
    }

    private final Heard heard = new Heard();

    private void hears(String... calls) {
        await().untilAsserted(() -> assertThat(heard.calls).containsExactly(calls));
    }

    @Test
    void aClosedStreamIsResumedFromItsLastEvent() throws IOException {
        try (RawServer server = new RawServer(
                closing("id: 41\nevent: session.ended\n" + DATA + "id: 42\nevent: session.started\n" + DATA
                        + "id: 43\n"),
                open("id: 43\nevent: session.ended\n" + DATA))) {
            try (EventStream _ = server.client().events("40", heard)) {
                hears("opened", "session.ended", "session.started", "interrupted", "opened", "session.ended");
            }
            assertThat(server.header(0, "Last-Event-ID")).isEqualTo("40");
            assertThat(server.header(0, "Accept")).isEqualTo("text/event-stream");
            assertThat(server.header(1, "Last-Event-ID")).isEqualTo("42");
        }
    }

    /** Otherwise a server that takes every connection and can keep none is asked several times a second, by everybody, for ever. */
    @Test
    void aStreamThatBreaksAsSoonAsItHasBegunIsSoughtLessAndLessOften() throws IOException {
        String event = "event: heartbeat\n" + DATA;
        try (RawServer server =
                new RawServer(closing(event), closing(event), closing(event), closing(event), open(event))) {
            long begun = System.nanoTime();
            try (EventStream _ = server.client().events(null, heard)) {
                await().until(() ->
                        heard.calls.stream().filter("opened"::equals).count() == 5);
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .as("at least half of 250, 500, 1000 and 2000 ms")
                        .isGreaterThan(Duration.ofMillis(1875));
            }
        }
    }

    @Test
    void aSilentConnectionIsLost() throws IOException {
        try (RawServer server = new RawServer(open(""), open("event: heartbeat\n" + DATA));
                EventStream _ = server.client().events(null, heard, Duration.ofMillis(300))) {
            await().untilAsserted(
                            () -> assertThat(heard.calls).startsWith("opened", "interrupted", "opened", "heartbeat"));
        }
    }

    @Test
    void anUnavailableServerIsAskedAgainAndARefusalIsFinal() throws IOException {
        try (RawServer server = new RawServer(
                        answer(503, "application/problem+json", problem("unavailable", 503)),
                        answer(502, "text/html", "Bad gateway"),
                        answer(401, "application/problem+json", problem("session-ended", 401)));
                EventStream _ = server.client().events(null, heard)) {
            hears("interrupted", "interrupted", "refused 401");
        }
    }

    @Test
    void aListenerThatThrowsHearsTheNextEventAllTheSame() throws IOException {
        try (RawServer server = new RawServer(open("id: 1\nevent: login.failed\n" + DATA + "event: of.the.future\n"
                        + DATA + "id: 2\nevent: session.ended\n" + DATA));
                EventStream _ = server.client().events(null, heard)) {
            hears("opened", "login.failed", "session.ended");
        }
    }

    @Test
    void dataThatCannotBeReadIsALostConnection() throws IOException {
        try (RawServer server = new RawServer(
                        open("id: 1\nevent: session.ended\ndata: {\"at\n\n"), open("event: heartbeat\n" + DATA));
                EventStream _ = server.client().events(null, heard)) {
            hears("opened", "interrupted", "opened", "heartbeat");
        }
    }

    @Test
    void closingEndsTheStreamAtOnceAndSilently() throws IOException {
        try (RawServer server = new RawServer(open("event: heartbeat\n" + DATA))) {
            EventStream stream = server.client().events(null, heard);
            hears("opened", "heartbeat");
            stream.close();
            await().atMost(Duration.ofSeconds(1)).until(() -> ((EventConnection) stream).ended());
            assertThat(heard.calls).containsExactly("opened", "heartbeat");
        }
    }
}
