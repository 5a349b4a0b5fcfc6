package dev.portcullis.console.sessions;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** Repaints what shows time, once a second: the cells that the table has made, which are those in view and a few in reserve. */
final class Beat {
    private final InstantSource clock;
    private final Set<Ticking> cells = Collections.newSetFromMap(new WeakHashMap<>());

    Beat(InstantSource clock) {
        this.clock = clock;
    }

    /** Something that shows time. */
    interface Ticking {
        void tick(Instant now);
    }

    void add(Ticking cell) {
        cells.add(cell);
    }

    /** The time that is shown: the server's, or of what is past, that of then. */
    Instant now() {
        return clock.instant();
    }

    void tick(Instant now) {
        cells.forEach(cell -> cell.tick(now));
    }
}
