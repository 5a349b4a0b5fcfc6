package dev.portcullis.client;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Json;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException.Refused;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event stream's thread: connects, reads, tells the listener, and when the connection is lost resumes from where it was. */
final class EventConnection implements EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventConnection.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** A stream that has lived for so long is one: who loses another before that waits longer for the next. */
    private static final Duration STEADY = Duration.ofSeconds(5);

    private static final int ERROR_BODY_LIMIT = 64 * 1024;

    private final Transport transport;
    private final ServerClock clock;
    private final String path;
    private final EventListener listener;
    private final Duration silenceLimit;
    private final Consumer<EventConnection> ended;
    private final Thread thread;
    private volatile boolean closed;

    private String position;
    private Duration pause = FIRST_PAUSE;

    /**
     * @param path where, with what is to be told
     * @param after the position to resume from; null for "from now"
     * @param silenceLimit a connection on which nothing arrives for so long, not even a heartbeat, is lost
     * @param ended hears of the end of the thread
     */
    EventConnection(
            Transport transport,
            ServerClock clock,
            String path,
            @Nullable String after,
            EventListener listener,
            Duration silenceLimit,
            Consumer<EventConnection> ended) {
        this.transport = transport;
        this.clock = clock;
        this.path = path;
        this.position = after == null ? "" : after;
        this.listener = listener;
        this.silenceLimit = silenceLimit;
        this.ended = ended;
        this.thread = Thread.ofVirtual().name("portcullis-events").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Returns at once; the listener hears nothing more, but for a call that is under way. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    /** Whether its thread has ended. */
    boolean ended() {
        return !thread.isAlive();
    }

    private void run() {
        try {
            while (!closed) {
                switch (lost()) {
                    case null -> {
                        continue;
                    }
                    case Refused e
                    when isFinal(e) -> {
                        tell(() -> listener.refused(e));
                        return;
                    }
                    case ClientException e -> tell(() -> listener.interrupted(e));
                }
                Thread.sleep(jittered(pause));
                pause = longer(pause);
            }
        } catch (InterruptedException _) {
            // close() was called: it alone interrupts this thread.
        } finally {
            closed = true;
            ended.accept(this);
        }
    }

    /** Connects and reads until the connection is lost; returns how it was, or null if it can be made again at once. */
    private @Nullable ClientException lost() throws InterruptedException {
        try {
            ClientException why = read();
            return why instanceof Refused refused && isProven(refused) ? null : why;
        } catch (ClientException e) {
            return e;
        }
    }

    /** Whether it was refused for want of more proof, which the user has given since. */
    private boolean isProven(Refused refused) {
        try {
            Optional<ProblemType> wanted = Answer.wantedProof(refused);
            return wanted.isPresent() && transport.prove(wanted.get());
        } catch (ClientException.Declined _) {
            return false;
        }
    }

    /** Whether asking again can only get the same answer. */
    private static boolean isFinal(Refused refused) {
        int status = refused.problem().status();
        return status >= 400 && status < 500 && status != 408 && status != 429;
    }

    private @Nullable ClientException read() throws InterruptedException {
        HttpRequest.Builder request = transport.request(path, "text/event-stream");
        if (!position.isEmpty()) {
            request.setHeader("Last-Event-ID", position);
        }
        HttpResponse<Incoming> response = transport.open(request.build());
        try (Incoming body = response.body()) {
            Answer head = transport.answer(response, new byte[0]);
            if (head.status() != 200) {
                byte[] rest = body.rest(ERROR_BODY_LIMIT, Transport.ANSWER_LIMIT);
                return transport.answer(response, rest).refusal();
            }
            if (!head.is("text/event-stream")) {
                return head.notOurs("the answer is no event stream");
            }
            tell(listener::opened);
            read(body);
            return lost(response.request(), new IOException("the server closed the stream"));
        } catch (IOException e) {
            return lost(response.request(), e);
        }
    }

    /** The server closes a stream whose cookie has been exchanged: that is no trouble, and nobody need hear of it. */
    private @Nullable ClientException lost(HttpRequest request, IOException why) throws InterruptedException {
        return transport.isOutdated(request) ? null : transport.unreachable(why);
    }

    private void read(Incoming body) throws IOException, InterruptedException {
        ServerSentEventParser parser = new ServerSentEventParser();
        long opened = System.nanoTime();
        Optional<byte[]> bytes = body.next(silenceLimit);
        while (bytes.isPresent() && !closed) {
            for (ServerSentEvent event : parser.feed(bytes.get())) {
                handle(event);
            }
            if (System.nanoTime() - opened >= STEADY.toNanos()) {
                pause = FIRST_PAUSE;
            }
            // Only after the listener has had them: a position is what need not be sent again.
            if (!parser.lastEventId().isEmpty()) {
                position = parser.lastEventId();
            }
            pause = parser.retry().filter(asked -> asked.compareTo(pause) > 0).orElse(pause);
            bytes = body.next(silenceLimit);
        }
    }

    private void handle(ServerSentEvent event) throws IOException {
        Optional<EventType> type = EventType.ofWire(event.type());
        if (type.isEmpty()) {
            return;
        }
        EventData data = Json.read(event.data().getBytes(StandardCharsets.UTF_8), EventData.class);
        if (type.get() == EventType.HEARTBEAT) {
            clock.heartbeat(data.at());
        }
        tell(() -> listener.event(type.get(), data));
    }

    /** A listener's mistake is its own: it is logged, and the stream goes on. */
    @SuppressWarnings("CatchingUnchecked")
    private void tell(Runnable call) {
        if (closed) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.error("an event listener failed", e);
        }
    }

    private static Duration jittered(Duration pause) {
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos() + 1));
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
