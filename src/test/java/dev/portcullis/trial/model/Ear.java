package dev.portcullis.trial.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hears the event stream as it is on the wire, and counts what it tells. */
final class Ear implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NOT_COUNTED = Set.of("heartbeat", "session.seen");

    private final URI server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Integer> heard = new TreeMap<>();
    private final List<String> inOrder = new ArrayList<>();
    private @Nullable Stream<String> open;
    private @Nullable Thread reader;
    private String last = "";

    Ear(URI server) {
        this.server = server;
    }

    /** Begins to hear with this cookie, where it ended before. Returns when the stream is open. */
    void listen(String cookie) throws IOException, InterruptedException {
        hearOut();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve("/admin/v1/events")).header("Cookie", cookie);
        synchronized (this) {
            if (!last.isEmpty()) {
                request.header("Last-Event-ID", last);
            }
        }
        HttpResponse<Stream<String>> response = http.send(request.build(), BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new AssertionError("the stream is refused: " + response.statusCode() + " "
                    + String.join("\n", response.body().toList()));
        }
        CountDownLatch begun = new CountDownLatch(1);
        open = response.body();
        reader = Thread.ofVirtual().start(() -> read(response.body(), begun));
        begun.await();
    }

    /** What the stream before had to say is heard: the server ends it with its session, or else it is cut. */
    private void hearOut() throws InterruptedException {
        if (reader != null && open != null && !reader.join(java.time.Duration.ofSeconds(1))) {
            open.close();
            reader.join(java.time.Duration.ofSeconds(1));
        }
    }

    private void read(Stream<String> lines, CountDownLatch begun) {
        Map<String, String> fields = new TreeMap<>();
        try {
            lines.forEach(line -> {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                } else if (line.isEmpty() && !fields.isEmpty()) {
                    hear(fields);
                    fields.clear();
                    begun.countDown();
                }
            });
        } catch (java.io.UncheckedIOException e) {
            // it is closed, or the server has ended it
        }
    }

    private synchronized void hear(Map<String, String> fields) {
        last = fields.getOrDefault("id", last);
        String type = fields.getOrDefault("event", "");
        if (NOT_COUNTED.contains(type)) {
            return;
        }
        String about;
        try {
            JsonNode data = JSON.readTree(fields.getOrDefault("data", "{}"));
            about = Stream.of("/session/handle", "/address", "/account")
                    .map(place -> data.at(place).asText())
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        String event = (type + " " + about).strip();
        heard.merge(event, 1, Integer::sum);
        inOrder.add(event);
        notifyAll();
    }

    /** What it has heard, when that holds; or after 10 s, whether or not it does. */
    synchronized Map<String, Integer> await(java.util.function.Predicate<Map<String, Integer>> enough)
            throws InterruptedException {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!enough.test(heard)) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return new TreeMap<>(heard);
    }

    /** All that it has heard. */
    synchronized List<String> inOrder() {
        return List.copyOf(inOrder);
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
        http.shutdownNow();
    }
}
