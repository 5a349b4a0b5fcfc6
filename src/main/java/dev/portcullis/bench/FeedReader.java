package dev.portcullis.bench;

import dev.portcullis.api.EventType;
import dev.portcullis.api.Paths;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who follows the feed, and keeps count: how many refreshes it told of, whether each came after the one before, and how long after it happened. It reads no
 * more of an event than that, since it shares the machine with the server.
 */
public final class FeedReader implements AutoCloseable {
    private static final String AT = "\"at\":\"";

    private final InputStream stream;
    private final Thread thread;
    private Latencies lags = new Latencies();
    private long refreshes;
    private long disorders;
    private long resyncs;
    private @Nullable String last;

    private FeedReader(InputStream stream) {
        this.stream = stream;
        this.thread = Thread.ofVirtual().name("feed-reader").unstarted(this::read);
    }

    /** What one has seen so far. */
    public record Seen(long refreshes, long disorders, long resyncs, Latencies lags) {}

    static FeedReader follow(HttpClient http, URI server, String cookie) throws InterruptedException {
        try {
            HttpResponse<InputStream> response = http.send(
                    HttpRequest.newBuilder(server.resolve(Paths.ADMIN_EVENTS))
                            .header("Cookie", cookie)
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                response.body().close();
                throw new BenchException("GET " + Paths.ADMIN_EVENTS + ": status " + response.statusCode());
            }
            FeedReader reader = new FeedReader(response.body());
            reader.thread.start();
            return reader;
        } catch (IOException e) {
            throw new BenchException("cannot follow the feed: " + e.getMessage(), e);
        }
    }

    /** From here on lags count. */
    synchronized void begin() {
        lags = new Latencies();
    }

    synchronized Seen seen() {
        return new Seen(refreshes, disorders, resyncs, lags);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), 1 << 16)) {
            String id = null;
            String type = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    type = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    heard(id, type, line);
                }
            }
        } catch (IOException closed) {
            // by close(), or the server: then what is missing shows
        }
    }

    private synchronized void heard(@Nullable String id, String type, String data) {
        if (type.equals(EventType.RESYNC.wire())) {
            resyncs++;
        }
        if (!type.equals(EventType.TOKEN_REFRESHED.wire()) || id == null) {
            return;
        }
        refreshes++;
        if (last != null && !comesAfter(id, last)) {
            disorders++;
        }
        last = id;
        int at = data.indexOf(AT) + AT.length();
        Instant happened = Instant.parse(data.substring(at, data.indexOf('"', at)));
        lags.add(Duration.between(happened, Instant.now()).toNanos());
    }

    /** The two numbers of an id, one after the other. */
    private static boolean comesAfter(String id, String before) {
        int dash = id.indexOf('-');
        int dashBefore = before.indexOf('-');
        int byFirst = Long.compareUnsigned(
                Long.parseUnsignedLong(id, 0, dash, 10), Long.parseUnsignedLong(before, 0, dashBefore, 10));
        return byFirst > 0
                || (byFirst == 0
                        && Long.parseUnsignedLong(id, dash + 1, id.length(), 10)
                                > Long.parseUnsignedLong(before, dashBefore + 1, before.length(), 10));
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // it is over all the same
        }
        thread.interrupt();
    }
}
