package dev.portcullis.server;

import dev.portcullis.store.Database;
import dev.portcullis.store.NodeStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** How much this server has had to do of late: counted where the metrics are, and divided by the time. */
final class Throughput {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private record Sample(long nanos, double verifications, double logins) {}

    private final DoubleSupplier verifications;
    private final DoubleSupplier logins;
    private final LongSupplier nanoTime;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /** @param verifications, logins how many there have been so far */
    Throughput(DoubleSupplier verifications, DoubleSupplier logins, LongSupplier nanoTime) {
        this.verifications = verifications;
        this.logins = logins;
        this.nanoTime = nanoTime;
    }

    /** What there was in the last ten seconds, or since it was asked first; asked again and again. */
    synchronized NodeStore.Load now(Database database) {
        Sample present = new Sample(nanoTime.getAsLong(), verifications.getAsDouble(), logins.getAsDouble());
        samples.addLast(present);
        while (samples.size() > 2 && present.nanos() - second().nanos() >= WINDOW.toNanos()) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        double seconds = (present.nanos() - first.nanos()) / 1e9;
        return new NodeStore.Load(
                seconds == 0 ? 0 : (present.verifications() - first.verifications()) / seconds,
                seconds == 0 ? 0 : (present.logins() - first.logins()) / seconds,
                database.poolInUse(),
                database.poolSize());
    }

    /** While it is old enough, the first is not needed. */
    private Sample second() {
        var each = samples.iterator();
        each.next();
        return each.next();
    }
}
