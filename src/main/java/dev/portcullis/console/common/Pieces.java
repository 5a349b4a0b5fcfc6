package dev.portcullis.console.common;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.ListIterator;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * Work for the JavaFX thread that comes in pieces: in each pulse as many as leave it free in time for the next one. How long a piece takes is known afterwards only, since most
 * of it is styles and layout, which the pulse does: so many are done as the pulses before could bear. Belongs to the JavaFX thread.
 */
public final class Pieces {
    /** In nodes: what a pulse is given at first, at least and at most. */
    private static final int FIRST = 32;

    private static final int LEAST = 16;
    private static final int MOST = 240;

    /**
     * In nanoseconds of processor time: a pulse that took less can bear more; one that took more, less. Pulses come every 16.7 ms. What it took by the clock would say how busy
     * the machine is: fewer nodes would not change that.
     */
    private static final long LITTLE = 6_000_000;

    private static final long MUCH = 11_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final Pieces ONLY = new Pieces();

    private final Deque<Piece> waiting = new ArrayDeque<>();
    private int bearable = FIRST;

    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            pulse();
        }
    };

    private Pieces() {}

    /**
     * A piece.
     *
     * @param of whose: see {@link Pieces#forget}
     * @param weight how many nodes it brings
     */
    public record Piece(Object of, int weight, Runnable work) {}

    /** Does them, in this order, before all others: somebody waits. */
    public static void first(List<Piece> pieces) {
        ListIterator<Piece> back = pieces.listIterator(pieces.size());
        while (back.hasPrevious()) {
            ONLY.waiting.addFirst(back.previous());
        }
        ONLY.start();
    }

    /** Does it after all others. */
    public static void last(Piece piece) {
        ONLY.waiting.addLast(piece);
        ONLY.start();
    }

    /** Does no more of this one's. */
    static void forget(Object of) {
        ONLY.waiting.removeIf(piece -> piece.of().equals(of));
    }

    /** Whether there are none: what is shown is whole. */
    public static boolean areDone() {
        return ONLY.waiting.isEmpty();
    }

    private void start() {
        if (!waiting.isEmpty()) {
            timer.start();
        }
    }

    private void pulse() {
        long begun = spent();
        int done = 0;
        while (!waiting.isEmpty() && (done == 0 || done + waiting.getFirst().weight() <= bearable)) {
            Piece piece = waiting.removeFirst();
            done += Math.max(1, piece.weight());
            piece.work().run(); // may have pieces of its own, which are the first then
        }
        if (waiting.isEmpty()) {
            timer.stop();
        }
        int nodes = done;
        Platform.runLater(() -> learn(nodes, spent() - begun)); // after this pulse
    }

    /** The processor time of this thread; the time by the clock, where the system does not tell. */
    private static long spent() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    private void learn(int nodes, long took) {
        if (nodes > MOST) {
            return; // one that is too large by itself says nothing of others
        }
        if (took > MUCH) {
            bearable = Math.max(LEAST, Math.min(bearable, nodes) / 2);
        } else if (took < LITTLE && nodes * 2 > bearable) {
            bearable = Math.min(MOST, bearable * 3 / 2);
        }
    }
}
