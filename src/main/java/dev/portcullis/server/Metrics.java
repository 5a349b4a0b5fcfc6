package dev.portcullis.server;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Paths;
import dev.portcullis.store.Happening;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What this server has done, counted. Labels are routes, methods, statuses and reasons, of which there are few; never anything that a caller chooses. Each server
 * counts what it did itself, so the sum over all of them is the whole.
 */
final class Metrics {
    /** Around what a gateway waits for: Envoy's default is 200 ms. */
    private static final Duration[] VERIFY_BUCKETS = {
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5)
    };

    private record Key(String route, String method, int status) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Key, Timer> requests = new ConcurrentHashMap<>();
    private final Map<Integer, Timer> verifications = new ConcurrentHashMap<>();
    private final Map<EventType, Counter> events = new EnumMap<>(EventType.class);
    private final Map<EndReason, Counter> ends = new EnumMap<>(EndReason.class);

    Metrics() {
        events.put(EventType.SESSION_STARTED, counter("portcullis.logins", "Logins.", "result", "ok"));
        events.put(EventType.LOGIN_FAILED, counter("portcullis.logins", "Logins.", "result", "failed"));
        events.put(EventType.TOKEN_REFRESHED, counter("portcullis.tokens.refreshed", "Rotated refresh tokens."));
        events.put(EventType.TOKEN_REUSED, counter("portcullis.tokens.reused", "Refresh tokens that came back."));
        for (EndReason reason : EndReason.values()) {
            ends.put(reason, counter("portcullis.sessions.ended", "Ended sessions.", "reason", reason.wire()));
        }
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** A request is answered. */
    void answered(Exchange exchange, int status, long nanos) {
        requests.computeIfAbsent(new Key(exchange.route(), exchange.method(), status), this::requests)
                .record(nanos, TimeUnit.NANOSECONDS);
        if (exchange.route().equals(Paths.VERIFY)) {
            verifications.computeIfAbsent(status, this::verifications).record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Timer requests(Key key) {
        return Timer.builder("http.server.requests")
                .description("Requests, from their having been read to their answer.")
                .tags("route", key.route(), "method", key.method(), "status", Integer.toString(key.status()))
                .register(registry);
    }

    private Timer verifications(int status) {
        return Timer.builder("portcullis.verify")
                .description("Answers to gateways.")
                .tag("status", Integer.toString(status))
                .serviceLevelObjectives(VERIFY_BUCKETS)
                .register(registry);
    }

    /** How many gateways' questions have been answered. */
    double answeredVerifications() {
        return verifications.values().stream().mapToLong(Timer::count).sum();
    }

    /** How many have logged in. */
    double logins() {
        return Objects.requireNonNull(events.get(EventType.SESSION_STARTED)).count();
    }

    /** Something was committed here. */
    void happened(List<Happening> happenings) {
        for (Happening happening : happenings) {
            EndReason reason = happening.reason();
            Counter counter = reason == null ? events.get(happening.type()) : ends.get(reason);
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
