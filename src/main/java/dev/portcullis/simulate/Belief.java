package dev.portcullis.simulate;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether the server believes where people say that they are. If it does not, all have the address of this computer, and wrong passwords would keep out whoever else
 * logs in from it. Thread-safe.
 */
final class Belief {
    private enum Known {
        NOTHING,
        BELIEVED,
        NOT_BELIEVED
    }

    private final AtomicReference<Known> known = new AtomicReference<>(Known.NOTHING);
    private final Runnable onDisbelief;

    /** @param onDisbelief is told at the first login that is taken to come from elsewhere, and never again */
    Belief(Runnable onDisbelief) {
        this.onDisbelief = onDisbelief;
    }

    /** Learns from a login whether it was taken to come from where it said. */
    void learn(boolean believed) {
        if (believed) {
            boolean _ = known.compareAndSet(Known.NOTHING, Known.BELIEVED);
        } else if (known.getAndSet(Known.NOT_BELIEVED) != Known.NOT_BELIEVED) {
            onDisbelief.run();
        }
    }

    /** Whether it is known to believe it. */
    boolean isKnown() {
        return known.get() == Known.BELIEVED;
    }
}
