package dev.portcullis.console.sessions;

import dev.portcullis.console.common.UiClock;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** Repaints what shows time, once a second: the cells that the table has made, which are those in view and a few in reserve. */
final class Beat {
    private final UiClock clock;
    private final Set<Ticking> cells = Collections.newSetFromMap(new WeakHashMap<>());

    Beat(UiClock clock) {
        this.clock = clock;
    }

    /** Something that shows time. */
    interface Ticking {
        void tick(Instant now);
    }

    void add(Ticking cell) {
        cells.add(cell);
    }

    /** The server's time. */
    Instant now() {
        return clock.now();
    }

    void tick(Instant now) {
        cells.forEach(cell -> cell.tick(now));
    }
}
