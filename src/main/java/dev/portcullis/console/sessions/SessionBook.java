package dev.portcullis.console.sessions;

import dev.portcullis.api.EventData;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that the console knows, merged from pages and events that may come in any order: the higher version wins, for the same version the later last
 * seen; an ended session never returns. Not thread-safe: its one owner is the model's thread.
 */
final class SessionBook {
    /** How long a new row is marked, and an ended one stays. */
    static final Duration SETTLES = Duration.ofSeconds(4);

    private static final int REMEMBERED_ENDS = 100_000;

    private final UUID own;
    private final int capacity;
    private final Map<UUID, Row> rows = new HashMap<>();
    private final Set<UUID> unsettled = new HashSet<>();
    private final Map<UUID, Boolean> gone = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED_ENDS;
        }
    };
    private final Set<UUID> confirmed = new HashSet<>();
    private Row[] order = {};
    private long elsewhere;
    private int active;
    private boolean reading;

    /** @param capacity how many rows are kept at most; the rest is only counted */
    SessionBook(UUID own, int capacity) {
        this.own = own;
        this.capacity = capacity;
    }

    /** A reading of all pages begins: what it does not confirm is not there any more. */
    void beginReading() {
        reading = true;
        confirmed.clear();
    }

    /** A page of a reading. */
    void page(List<SessionView> sessions, Instant now) {
        for (SessionView session : sessions) {
            confirmed.add(session.handle());
            put(session, false, now);
        }
    }

    /**
     * The reading is over.
     *
     * @param complete whether it reached the last page; if not, absence proves nothing
     * @param total how many the server counted
     */
    void endReading(boolean complete, long total) {
        if (complete) {
            rows.values().removeIf(row -> {
                boolean lost = !row.ended() && !confirmed.contains(row.handle());
                if (lost) {
                    forget(row.handle());
                }
                return lost;
            });
        }
        reading = false;
        confirmed.clear();
        elsewhere = complete ? 0 : Math.max(0, total - active);
    }

    /** While reading: how many there are in all, as the page says. */
    void expect(long total) {
        elsewhere = Math.max(0, total - active);
    }

    /** A session as an event tells of it. */
    void heard(SessionView session, boolean started, Instant now) {
        confirmed.add(session.handle());
        put(session, started, now);
    }

    /** A session was used. */
    void seen(EventData.Seen seen) {
        Row row = rows.get(seen.handle());
        if (row == null
                || row.ended()
                || !seen.lastSeenAt().isAfter(row.session().lastSeenAt())) {
            return;
        }
        replace(row, Sessions.seenAt(row.session(), seen.lastSeenAt()));
    }

    /** Settles new rows and lets ended ones leave, when it is time; returns whether anything changed. */
    boolean settle(Instant now) {
        boolean changed = false;
        for (UUID handle : List.copyOf(unsettled)) {
            Row row = rows.get(handle);
            if (row == null) {
                unsettled.remove(handle);
            } else if (row.goneAt() != null && !now.isBefore(row.goneAt())) {
                rows.remove(handle);
                unsettled.remove(handle);
                changed = true;
            } else if (row.freshUntil() != null && !now.isBefore(row.freshUntil())) {
                rows.put(handle, row.freshUntil(null));
                unsettled.remove(handle);
                changed = true;
            }
        }
        return changed;
    }

    @Nullable
    Row get(UUID handle) {
        return rows.get(handle);
    }

    /** How many active sessions each account has, among the loaded. */
    Map<UUID, Integer> activeByAccount() {
        Map<UUID, Integer> counts = new HashMap<>();
        rows.values().stream()
                .filter(row -> !row.ended())
                .forEach(row -> counts.merge(row.session().account().id(), 1, Integer::sum));
        return counts;
    }

    /** How many active sessions there are in all, loaded or not. */
    long total() {
        return active + elsewhere;
    }

    /** All rows in order. Sorting starts from the last order, so that few changes cost little. */
    Row[] sorted(Comparator<Row> comparator) {
        List<Row> current = new ArrayList<>(rows.size());
        Set<UUID> placed = HashSet.newHashSet(rows.size());
        for (Row row : order) {
            Row now = rows.get(row.handle());
            if (now != null) {
                current.add(now);
                placed.add(now.handle());
            }
        }
        if (placed.size() < rows.size()) {
            rows.forEach((handle, row) -> {
                if (!placed.contains(handle)) {
                    current.add(row);
                }
            });
        }
        Row[] sorted = current.toArray(Row[]::new);
        Arrays.sort(sorted, comparator);
        order = sorted;
        return sorted;
    }

    private void put(SessionView session, boolean started, Instant now) {
        UUID handle = session.handle();
        Row row = rows.get(handle);
        if (session.state() == SessionState.ENDED) {
            end(row, session, now);
        } else if (gone.containsKey(handle)) {
            return;
        } else if (row != null) {
            if (Sessions.newer(session, row.session())) {
                replace(row, session);
            }
        } else if (rows.size() >= capacity) {
            elsewhere += started ? 1 : 0;
        } else {
            Row added = Row.of(session, handle.equals(own));
            rows.put(handle, started ? added.freshUntil(now.plus(SETTLES)) : added);
            active++;
            if (started) {
                unsettled.add(handle);
            } else {
                elsewhere = Math.max(0, elsewhere - 1);
            }
        }
    }

    private void end(@Nullable Row row, SessionView session, Instant now) {
        if (gone.put(session.handle(), Boolean.TRUE) != null) {
            return;
        }
        if (row == null) {
            // Never shown, so there is nothing to strike through; while a reading runs, its total will tell.
            elsewhere = Math.max(0, elsewhere - (reading ? 0 : 1));
            return;
        }
        active--;
        rows.put(session.handle(), Row.of(session, row.own()).goneAt(now.plus(SETTLES)));
        unsettled.add(session.handle());
    }

    private void forget(UUID handle) {
        gone.put(handle, Boolean.TRUE);
        unsettled.remove(handle);
        active--;
    }

    private void replace(Row row, SessionView session) {
        boolean seenSince = row.session().lastSeenAt().isAfter(session.lastSeenAt());
        SessionView latest = seenSince ? Sessions.seenAt(session, row.session().lastSeenAt()) : session;
        rows.put(row.handle(), Row.of(latest, row.own()).freshUntil(row.freshUntil()));
    }
}
