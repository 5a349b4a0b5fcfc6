package dev.portcullis.console.sessions;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;

/** Repaints what shows time, once a second: the cells that the table has made, which are those in view and a few in reserve. */
final class Beat {
    private final InstantSource clock;
    private final BooleanSupplier past;
    private final Set<Ticking> cells = Collections.newSetFromMap(new WeakHashMap<>());

    /** @param past whether it is the past that is shown */
    Beat(InstantSource clock, BooleanSupplier past) {
        this.past = past;
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

    /** Whether it is of the past, and was used since: then nobody knows any more when it had been used, and which token it had. */
    boolean forgotten(Row row, Instant now) {
        return past.getAsBoolean() && row.session().lastSeenAt().isAfter(now);
    }

    void tick(Instant now) {
        cells.forEach(cell -> cell.tick(now));
    }
}
