package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionPage;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Which stretch of the server's list is held: pages side by side, each with the cursors of its neighbours, and where in the list they lie. What lies between its first
 * and its last row is known without a gap; what lies beyond is only counted. Not thread-safe.
 */
final class Segment {
    /** @param first, last rows as they were read; null of an empty page */
    private record Page(
            @Nullable String previous,
            @Nullable String next,
            @Nullable Row first,
            @Nullable Row last) {}

    private final Deque<Page> pages = new ArrayDeque<>();
    private long skipped;

    /** @param skipped how many rows come before the first page */
    Segment(SessionPage page, @Nullable Row first, @Nullable Row last, long skipped) {
        pages.add(new Page(page.previous(), page.next(), first, last));
        this.skipped = page.previous() == null ? 0 : skipped;
    }

    /** The next page was read. */
    void append(SessionPage page, @Nullable Row first, @Nullable Row last) {
        if (page.items().isEmpty()) {
            Page end = pages.removeLast();
            pages.addLast(new Page(end.previous(), null, end.first(), end.last()));
        } else {
            pages.addLast(new Page(page.previous(), page.next(), first, last));
        }
    }

    /** The page before was read. */
    void prepend(SessionPage page, @Nullable Row first, @Nullable Row last) {
        if (page.items().isEmpty()) {
            Page begin = pages.removeFirst();
            pages.addFirst(new Page(null, begin.next(), begin.first(), begin.last()));
        } else {
            pages.addFirst(new Page(page.previous(), page.next(), first, last));
        }
        skipped = before() == null ? 0 : Math.max(1, skipped - page.items().size());
    }

    /** The cursor of the page before; null if the list begins here. */
    @Nullable
    String before() {
        return pages.getFirst().previous();
    }

    /** The cursor of the next page; null if the list ends here. */
    @Nullable
    String after() {
        return pages.getLast().next();
    }

    /** Whether it is all there is. */
    boolean whole() {
        return before() == null && after() == null;
    }

    /** About how many rows come before it. */
    long skipped() {
        return skipped;
    }

    /** A row before it came or went. */
    void shift(long by) {
        skipped = before() == null ? 0 : Math.max(0, skipped + by);
    }

    /** Before it: negative. Within: 0. After it: positive. */
    int place(Row row, Comparator<Row> order) {
        Row low = pages.getFirst().first();
        Row high = pages.getLast().last();
        if (before() != null && low != null && order.compare(row, low) < 0) {
            return -1;
        }
        return after() != null && high != null && order.compare(row, high) > 0 ? 1 : 0;
    }

    /** Lets go of the first or the last page, if there are others; returns whether it did. Rows outside are the caller's to drop. */
    boolean cut(boolean first) {
        if (pages.size() < 2) {
            return false;
        }
        if (first) {
            pages.removeFirst();
        } else {
            pages.removeLast();
        }
        return true;
    }
}
