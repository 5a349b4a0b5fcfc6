package dev.portcullis.console.sessions;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import org.jspecify.annotations.Nullable;

/**
 * Repaints what shows time, once a second: the cells that the table has made, which are those in view and a few in reserve. All at once they would take longer than a frame; so
 * each pulse paints some rows, from the top, and a tenth of a second later all are done.
 */
final class Beat {
    /** So many cells are painted in one pulse. */
    static final int AT_ONCE = 60;

    private final InstantSource clock;
    private final BooleanSupplier past;
    private final Set<Ticking> cells = Collections.newSetFromMap(new WeakHashMap<>());
    private final Deque<Ticking> due = new ArrayDeque<>();
    private @Nullable AnimationTimer pulses;

    /** @param past whether it is the past that is shown */
    Beat(InstantSource clock, BooleanSupplier past) {
        this.past = past;
        this.clock = clock;
    }

    /** Something that shows time. */
    interface Ticking {
        void tick(Instant now);

        /** Its row's place. */
        int getIndex();
    }

    void add(Ticking cell) {
        cells.add(cell);
    }

    /** The time that is shown: the server's, or of what is past, that of then. */
    Instant now() {
        return clock.instant();
    }

    /** Whether it is of the past, and was used since: then nobody knows any more when it had been used, and which token it had. */
    boolean forgotten(Row row, Instant now) {
        return past.getAsBoolean() && row.session().lastSeenAt().isAfter(now);
    }

    /** The time has gone on: begins to paint it. */
    void tick(Instant now) {
        due.clear();
        cells.stream().sorted(Comparator.comparingInt(Ticking::getIndex)).forEach(due::add);
        if (paint(now)) {
            pulses().start();
        }
    }

    /** Paints the next cells; returns whether there are more to paint. */
    boolean paint(Instant now) {
        for (int i = 0; i < AT_ONCE && !due.isEmpty(); i++) {
            due.remove().tick(now);
        }
        return !due.isEmpty();
    }

    private AnimationTimer pulses() {
        if (pulses == null) {
            pulses = new AnimationTimer() {
                @Override
                public void handle(long pulse) {
                    if (!paint(now())) {
                        stop();
                    }
                }
            };
        }
        return pulses;
    }
}
