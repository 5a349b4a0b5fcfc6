package dev.portcullis.console.sessions;

import dev.portcullis.api.EventData;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the console holds of one list: its rows in one stretch, merged from pages and events that may come in any order. The higher version wins, for the same version
 * the later last seen; an ended session never returns. An event's session is in the list if the query says so, and among the rows if it belongs between them; otherwise
 * it is only counted. Not thread-safe: its one owner is the model's thread.
 */
final class SessionBook {
    /** How long a new row is marked, and an ended one stays. */
    static final Duration SETTLES = Duration.ofSeconds(4);

    private final UUID own;
    private final Asked asked;
    private final Map<UUID, Row> rows = new HashMap<>();
    /** Selected rows that the stretch has left behind. */
    private final Map<UUID, Row> aside = new HashMap<>();

    private final Set<UUID> unsettled = new HashSet<>();
    private final Ends ends;
    private Set<UUID> kept = Set.of();
    private Ordering ordering;
    private Comparator<Row> comparator;
    private final Segment segment;
    private Row[] order = {};
    private long total;
    private int leaving;
    private boolean doubtful;

    /**
     * @param ends which sessions have ended, as the books before this one know
     * @param skipped how many rows come before the page
     */
    SessionBook(UUID own, Asked asked, Ordering ordering, Ends ends, SessionPage first, long skipped, Instant now) {
        this.own = own;
        this.asked = asked;
        this.ends = ends;
        this.ordering = ordering;
        this.comparator = ordering.comparator();
        this.segment = new Segment(first, row(first, true), row(first, false), skipped);
        this.total = first.total();
        first.items().forEach(session -> read(session, now));
    }

    /** Takes over from the book before what this one cannot know: what was newer, new, or about to leave; and the selected, if they match. */
    void follow(SessionBook before, Instant now) {
        kept = before.kept;
        if (asked.past() || before.asked.past()) {
            return;
        }
        before.rows.values().forEach(row -> follow(row, now));
        before.aside.values().forEach(row -> follow(row, now));
    }

    private void follow(Row row, Instant now) {
        Row mine = rows.get(row.handle());
        if (mine != null) {
            if (Sessions.newer(row.session(), mine.session())) {
                replace(mine, row.session(), now);
            }
            rows.computeIfPresent(row.handle(), (_, held) -> held.freshUntil(row.freshUntil()));
            unsettled.add(row.handle());
        } else if (row.leaving() && segment.place(row, comparator) == 0 && asked.matchedAlive(row.session(), now)) {
            put(row);
            leaving++;
        } else if (kept.contains(row.handle())
                && !row.leaving()
                && !segment.whole()
                && asked.matches(row.session(), now)) {
            aside.put(row.handle(), row);
        }
    }

    /** The page after the stretch. */
    void append(SessionPage page, Instant now) {
        segment.append(page, row(page, true), row(page, false));
        extended(page, now);
    }

    /** The page before the stretch. */
    void prepend(SessionPage page, Instant now) {
        segment.prepend(page, row(page, true), row(page, false));
        extended(page, now);
    }

    private void extended(SessionPage page, Instant now) {
        page.items().forEach(session -> read(session, now));
        total = page.total();
        if (segment.whole()) {
            aside.clear();
        }
    }

    /** How many match, as the server has counted again. */
    void counted(long now) {
        total = now;
        doubtful = false;
    }

    /** Lets go of rows from one end, page by page, until no more than so many are left, or one page. */
    void trim(boolean first, int most) {
        while (rows.size() > most && segment.cut(first)) {
            int before = rows.size();
            List.copyOf(rows.values()).stream()
                    .filter(row -> segment.place(row, comparator) != 0)
                    .forEach(this::leaveBehind);
            if (first) {
                segment.shift(before - rows.size());
            }
        }
    }

    /** A session as an event tells of it. */
    void heard(SessionView session, boolean started, Instant now) {
        UUID handle = session.handle();
        Row row = rows.get(handle);
        boolean ended = session.state() == SessionState.ENDED;
        boolean known = ended && ends.put(handle);
        if (ended && !asked.withEnded()) {
            if (!known) {
                end(row, session, now);
            }
        } else if (!ended && ends.has(handle)) {
            return;
        } else if (row != null) {
            if (Sessions.newer(session, row.session())) {
                replace(row, latest(session, row), now);
            }
        } else if (asked.matches(session, now)) {
            appear(Row.of(session, handle.equals(own)), started, now);
        } else {
            aside.remove(handle);
            doubtful |= !segment.whole() && !started && !asked.everything();
        }
    }

    /** A session was used. Returns whether it may belong among the rows now, and is not known. */
    boolean seen(EventData.Seen seen, Instant now) {
        Row row = rows.get(seen.handle());
        if (row == null) {
            Row selected = aside.get(seen.handle());
            if (selected != null && seen.lastSeenAt().isAfter(selected.session().lastSeenAt())) {
                aside.put(
                        seen.handle(), Row.of(Sessions.seenAt(selected.session(), seen.lastSeenAt()), selected.own()));
            }
            return ordering.followsUse() && !segment.whole();
        }
        if (!row.ended() && seen.lastSeenAt().isAfter(row.session().lastSeenAt())) {
            replace(row, Sessions.seenAt(row.session(), seen.lastSeenAt()), now);
        }
        return false;
    }

    /** Settles new rows, and lets go of ended ones and of those that by the time alone match no longer, when it is time; returns whether anything changed. */
    boolean settle(Instant now) {
        boolean changed = false;
        for (UUID handle : List.copyOf(unsettled)) {
            Row row = rows.get(handle);
            Instant gone = row == null ? null : row.goneAt();
            Instant fresh = row == null ? null : row.freshUntil();
            if (row == null) {
                unsettled.remove(handle);
            } else if (gone != null && !now.isBefore(gone)) {
                remove(row);
                leaving--;
                changed = true;
            } else if (fresh != null && !now.isBefore(fresh)) {
                rows.put(handle, row.freshUntil(null));
                unsettled.remove(handle);
                changed = true;
            }
        }
        if (asked.query().followsTheClock()) {
            List<Row> past = rows.values().stream()
                    .filter(row -> !row.leaving() && !asked.matches(row.session(), now))
                    .toList();
            past.forEach(this::lose);
            changed |= !past.isEmpty();
        }
        return changed;
    }

    /** Orders what is whole anew; returns whether it is: otherwise the server must be asked. */
    boolean order(Ordering by) {
        if (segment.whole()) {
            ordering = by;
            comparator = by.comparator();
        }
        return segment.whole();
    }

    /** Which rows are to be known even when the stretch has left them behind. */
    void keep(Set<UUID> selected) {
        kept = selected;
        aside.keySet().retainAll(selected);
    }

    @Nullable
    Row get(UUID handle) {
        return rows.get(handle);
    }

    Asked asked() {
        return asked;
    }

    Ordering ordering() {
        return ordering;
    }

    Segment segment() {
        return segment;
    }

    int size() {
        return rows.size();
    }

    /** The selected rows that are not in the stretch. */
    List<Row> aside() {
        return List.copyOf(aside.values());
    }

    /** How many match, held or not. */
    long total() {
        long held = (long) rows.size() - leaving;
        return segment.whole() ? held : Math.max(total, held);
    }

    /** Something may have been counted twice. */
    void doubt() {
        doubtful |= !segment.whole();
    }

    /** Whether the count of what is not held may have changed by what was heard. */
    boolean doubtful() {
        return doubtful || (!segment.whole() && asked.query().followsTheClock());
    }

    /** All rows in order. Sorting starts from the last order, so that few changes cost little. */
    Row[] sorted() {
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

    private @Nullable Row row(SessionPage page, boolean first) {
        if (page.items().isEmpty()) {
            return null;
        }
        SessionView session = first ? page.items().getFirst() : page.items().getLast();
        return Row.of(session, session.handle().equals(own));
    }

    private void read(SessionView session, Instant now) {
        Row row = rows.get(session.handle());
        if (session.state() != SessionState.ENDED && ends.has(session.handle()) && !asked.past()) {
            return;
        }
        if (row == null) {
            put(Row.of(session, session.handle().equals(own)));
        } else if (Sessions.newer(session, row.session())) {
            replace(row, latest(session, row), now);
        }
        aside.remove(session.handle());
    }

    private void appear(Row row, boolean started, Instant now) {
        int place = segment.place(row, comparator);
        boolean counts = segment.whole() || started;
        total += counts ? 1 : 0;
        doubtful |= !counts && !asked.everything();
        if (place == 0) {
            put(started ? row.freshUntil(now.plus(SETTLES)) : row);
            aside.remove(row.handle());
            return;
        }
        if (aside.containsKey(row.handle())) {
            aside.put(row.handle(), row);
        }
        if (counts && place < 0) {
            segment.shift(1);
        }
    }

    private void end(@Nullable Row row, SessionView session, Instant now) {
        if (row == null) {
            boolean counted =
                    aside.remove(session.handle()) != null || (!segment.whole() && asked.matchedAlive(session, now));
            if (counted) {
                total = Math.max(0, total - 1);
                segment.shift(segment.place(Row.of(session, false), comparator) < 0 ? -1 : 0);
            }
            return;
        }
        total = Math.max(0, total - 1);
        leaving++;
        put(Row.of(session, row.own()).goneAt(now.plus(SETTLES)));
    }

    /** What was heard last of its use is not turned back. */
    private static SessionView latest(SessionView session, Row row) {
        boolean seenSince = row.session().lastSeenAt().isAfter(session.lastSeenAt());
        return seenSince ? Sessions.seenAt(session, row.session().lastSeenAt()) : session;
    }

    private void replace(Row row, SessionView session, Instant now) {
        Row changed = Row.of(session, row.own()).freshUntil(row.freshUntil());
        int place = segment.place(changed, comparator);
        if (!asked.matches(session, now)) {
            lose(row);
        } else if (place == 0) {
            put(changed);
        } else {
            segment.shift(place < 0 ? 1 : 0);
            leaveBehind(changed);
        }
    }

    /** It matches no longer. */
    private void lose(Row row) {
        remove(row);
        total = Math.max(0, total - 1);
    }

    private void leaveBehind(Row row) {
        remove(row);
        leaving -= row.leaving() ? 1 : 0;
        if (kept.contains(row.handle()) && !row.leaving()) {
            aside.put(row.handle(), row);
        }
    }

    private void put(Row row) {
        rows.put(row.handle(), row);
        if (row.fresh() || row.leaving()) {
            unsettled.add(row.handle());
        }
    }

    private void remove(Row row) {
        rows.remove(row.handle());
        unsettled.remove(row.handle());
    }
}
