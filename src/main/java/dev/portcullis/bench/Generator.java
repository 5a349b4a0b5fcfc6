package dev.portcullis.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes load over HTTP/1.1, each conversation on a connection of its own that is kept alive, all on one event loop: on a machine that it shares with the server
 * and its database, what it costs itself is part of the figure.
 */
public final class Generator implements AutoCloseable {
    /** Who waits longer for an answer has met an error. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);

    private static final Duration LONGEST_ROUND = Duration.ofMinutes(5);
    private static final int LEAST_ANSWERS = 5;
    private static final int LARGEST_PORT = 65_535;

    /** In place of a status. */
    private static final int ANY = 0;

    private final Vertx vertx;
    private final Context loop;
    private final HttpClientAgent client;
    private final HttpConnectOptions server;

    /**
     * @param server scheme, host and port
     * @throws IllegalArgumentException if it is no such address
     */
    public Generator(URI server) {
        if (!isAddress(server)) {
            throw new IllegalArgumentException("not the address of a server: " + server);
        }
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        this.loop = vertx.getOrCreateContext();
        boolean tls = "https".equalsIgnoreCase(server.getScheme());
        int usual = tls ? 443 : 80;
        this.server = new HttpConnectOptions()
                .setHost(server.getHost().replaceAll("[\\[\\]]", ""))
                .setPort(server.getPort() < 0 ? usual : server.getPort())
                .setSsl(tls)
                .setConnectTimeout(5_000);
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setTcpNoDelay(true)
                .setIdleTimeout((int) LONGEST_ANSWER.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
    }

    /** Whether it is {@code http://host} or {@code https://host}, with or without a port. */
    public static boolean isAddress(URI server) {
        boolean http = "http".equalsIgnoreCase(server.getScheme()) || "https".equalsIgnoreCase(server.getScheme());
        return http && server.getHost() != null && server.getPort() <= LARGEST_PORT;
    }

    /** Talks until the time is up; what is answered during the warm-up is not counted, but an error always is. */
    Measurement run(List<? extends Conversation> conversations, Duration warmUp, Duration time) {
        long begin = System.nanoTime() + warmUp.toNanos();
        long end = begin + time.toNanos();
        Measurement measurement = new Measurement(time);
        talk(conversations, end, new Talk.Listener() {
            @Override
            public void answered(long asked, long answered) {
                if (answered - begin >= 0 && answered - end < 0) {
                    measurement.answered(answered - begin, answered - asked);
                }
            }

            @Override
            public boolean failed(String what) {
                measurement.failed(what);
                return true;
            }
        });
        return measurement;
    }

    /**
     * Asks one after the other on one connection, and times the answers that come after the warm-up: until the time is up, and so few times at least.
     *
     * @throws BenchException if one of them is not the one that was to come
     */
    Latencies repeat(Conversation conversation, Survey.Pace pace) {
        long begin = System.nanoTime() + pace.warmUp().toNanos();
        long end = begin + pace.time().toNanos();
        Latencies latencies = new Latencies();
        List<String> failures = new ArrayList<>();
        Conversation timed = new Conversation() {
            @Override
            public @Nullable Ask next() {
                boolean over = System.nanoTime() - end >= 0 && latencies.count() >= LEAST_ANSWERS;
                return over || !failures.isEmpty() ? null : conversation.next();
            }

            @Override
            public boolean heard(Reply reply) {
                return conversation.heard(reply);
            }
        };
        talk(List.of(timed), end + LONGEST_ROUND.toNanos(), new Talk.Listener() {
            @Override
            public void answered(long asked, long answered) {
                if (asked - begin >= 0) {
                    latencies.add(answered - asked);
                }
            }

            @Override
            public boolean failed(String what) {
                failures.add(what);
                return false;
            }
        });
        if (!failures.isEmpty()) {
            throw new BenchException(failures.getFirst());
        }
        return latencies;
    }

    /**
     * Asks each once, on so many connections, and gives the answers in the same order.
     *
     * @throws BenchException if one of them is not of the status that was to come
     */
    List<Reply> ask(List<Ask> asks, int status, int connections) {
        @Nullable Reply[] replies = new Reply[asks.size()];
        List<String> failures = new ArrayList<>();
        List<Round> rounds = IntStream.range(0, Math.min(connections, asks.size()))
                .mapToObj(first -> new Round(asks, replies, status, first, connections, failures))
                .toList();
        talk(rounds, System.nanoTime() + LONGEST_ROUND.toNanos(), new Talk.Listener() {
            @Override
            public void answered(long asked, long answered) {
                // kept by the round
            }

            @Override
            public boolean failed(String what) {
                failures.add(what);
                return false;
            }
        });
        if (!failures.isEmpty()) {
            throw new BenchException(failures.getFirst());
        }
        List<Reply> all = new ArrayList<>();
        for (Reply reply : replies) {
            if (reply == null) {
                throw new BenchException("the server does not answer fast enough to begin");
            }
            all.add(reply);
        }
        return all;
    }

    /** Asks once. */
    Reply ask(Ask ask, int status) {
        return ask(List.of(ask), status, 1).getFirst();
    }

    /** Asks once; any answer will do. */
    Reply ask(Ask ask) {
        return ask(ask, ANY);
    }

    private void talk(List<? extends Conversation> conversations, long end, Talk.Listener listener) {
        List<Talk> talks = conversations.stream()
                .map(conversation -> new Talk(vertx, () -> client.connect(server), conversation, end, listener))
                .toList();
        loop.runOnContext(_ -> talks.forEach(Talk::begin));
        CompletableFuture<?>[] over = talks.stream().map(Talk::over).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(over)
                    .get(end - System.nanoTime() + 2 * LONGEST_ANSWER.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchException("the load generator failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new BenchException("the server leaves requests without an answer", e);
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    /** Every so many-th of the questions, until one is answered wrongly. */
    private static final class Round implements Conversation {
        private final List<Ask> asks;
        private final @Nullable Reply[] replies;
        private final int status;
        private final int step;
        private final List<String> failures;
        private int next;

        Round(List<Ask> asks, @Nullable Reply[] replies, int status, int first, int step, List<String> failures) {
            this.asks = asks;
            this.replies = replies;
            this.status = status;
            this.next = first;
            this.step = step;
            this.failures = failures;
        }

        @Override
        public @Nullable Ask next() {
            return next < asks.size() && failures.isEmpty() ? asks.get(next) : null;
        }

        @Override
        public boolean heard(Reply reply) {
            replies[next] = reply;
            next += step;
            return status == ANY || reply.status() == status;
        }
    }
}
