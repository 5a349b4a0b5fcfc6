package dev.portcullis.seed;

import dev.portcullis.session.Lifetime;
import java.time.Duration;
import java.util.List;

/**
 * The limits under which sessions are begun, as policies that differ by role and by kind of client leave them behind. Long ones among them, so that a population
 * is still there after an hour.
 *
 * @param ofApps whether it is for those who hold tokens, or for browsers
 */
record Terms(Lifetime lifetime, boolean ofApps, double weight) {
    private static final List<Terms> LIST = List.of(
            browsers(Duration.ofMinutes(30), Duration.ofHours(12), 8),
            browsers(Duration.ofHours(8), Duration.ofHours(24), 37),
            browsers(Duration.ofDays(7), Duration.ofDays(30), 55),
            apps(Duration.ofHours(12), Duration.ofHours(24), 15),
            apps(Duration.ofDays(14), Duration.ofDays(30), 85));

    static final Weighted<Terms> OF_BROWSERS = of(false);
    static final Weighted<Terms> OF_APPS = of(true);

    static List<Terms> list() {
        return LIST;
    }

    long idle() {
        return lifetime.idle().toMillis();
    }

    long absolute() {
        return lifetime.absolute().toMillis();
    }

    long access() {
        return lifetime.access().toMillis();
    }

    private static Terms browsers(Duration idle, Duration absolute, double weight) {
        return terms(idle, absolute, Duration.ofMinutes(5), Duration.ofHours(12), false, weight);
    }

    private static Terms apps(Duration idle, Duration absolute, double weight) {
        return terms(idle, absolute, Duration.ofMinutes(15), Duration.ofDays(14), true, weight);
    }

    private static Terms terms(
            Duration idle, Duration absolute, Duration access, Duration refresh, boolean ofApps, double weight) {
        return new Terms(new Lifetime(idle, absolute, access, refresh, Lifetime.DEFAULT.grace()), ofApps, weight);
    }

    private static Weighted<Terms> of(boolean apps) {
        return new Weighted<>(
                LIST.stream().filter(terms -> terms.ofApps == apps).toList(), Terms::weight);
    }
}
