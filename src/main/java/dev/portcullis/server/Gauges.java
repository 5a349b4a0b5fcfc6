package dev.portcullis.server;

import dev.portcullis.account.HashGate;
import dev.portcullis.api.Delivery;
import dev.portcullis.cluster.Feed;
import dev.portcullis.store.Database;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows in the metrics how things stand, as opposed to what has happened. */
final class Gauges implements AutoCloseable {
    private final MeterRegistry registry;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    Gauges(MeterRegistry registry) {
        this.registry = registry;
    }

    void jvm(String version) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
        Gauge.builder("portcullis.build.info", () -> 1)
                .description("Which version this is.")
                .tags("version", version, "java", Runtime.version().toString())
                .register(registry);
    }

    void sessions(SessionCounts counts) {
        for (Delivery delivery : Delivery.values()) {
            Gauge.builder("portcullis.sessions.active", () -> counts.active(delivery))
                    .description("Active sessions in the database, some seconds ago; each server tells the same.")
                    .tag("delivery", delivery.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        gauge("portcullis.feed.held.back.seconds", "How long events wait for a transaction.", counts::heldBack);
    }

    void feed(Feed feed) {
        gauge(
                "portcullis.feed.behind.seconds",
                "Since it last had read all there was.",
                () -> feed.behind().toMillis() / 1000.0);
    }

    void eventStreams(EventStreamEndpoint streams) {
        gauge("portcullis.event.streams", "Open event streams.", streams::readers);
    }

    void hashes(HashGate gate) {
        gauge("portcullis.password.hashes.running", "Password hashes that run.", gate::running);
        gauge("portcullis.password.hashes.waiting", "Password hashes that wait for their turn.", gate::waiting);
        FunctionCounter.builder("portcullis.password.hashes.refused", gate, HashGate::refused)
                .description("Logins that were told to come again, since there was no turn.")
                .register(registry);
        FunctionTimer.builder("portcullis.password.hash", gate, HashGate::done, HashGate::nanos, TimeUnit.NANOSECONDS)
                .description("Password hashes, without the waiting.")
                .register(registry);
    }

    void audit(Database database) {
        FunctionCounter.builder("portcullis.audit.entries", database, Database::audited)
                .description("Entries of the audit that this server has written.")
                .register(registry);
    }

    void tls(Tls tls) {
        gauge(
                "portcullis.tls.certificate.expiry.timestamp.seconds",
                "When the certificate runs out (Unix time).",
                () -> tls.expires().getEpochSecond());
        gauge(
                "portcullis.tls.reload.failed",
                "1 if the certificate's files hold what cannot be served.",
                () -> tls.troubled() ? 1 : 0);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
