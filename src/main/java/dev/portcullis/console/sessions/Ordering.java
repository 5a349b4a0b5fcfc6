package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionView;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;

/**
 * How the rows are ordered: as the server orders them, so that what an event tells of finds its place among what was read. Equal rows go by their handles, and what has
 * no value comes last, whichever way round.
 *
 * @param key by what
 * @param descending the other way round
 */
public record Ordering(Key key, boolean descending) {
    /** Newest first. */
    public static final Ordering NEWEST = new Ordering(Key.CREATED, true);

    /** What can be ordered by, one for each column. */
    public enum Key {
        USER("user"),
        DEVICE("device"),
        ADDRESS("address"),
        CREATED("createdAt"),
        SEEN("lastSeenAt"),
        IDLE("idleExpiresAt"),
        ENDS("expiresAt"),
        ACCESS("accessExpiresAt"),
        /** By its generation. */
        REFRESH("generation"),
        /** By how many. */
        PERMISSIONS("permissions");

        private final String wire;

        Key(String wire) {
            this.wire = wire;
        }
    }

    /** As the server calls it. */
    String wire() {
        return descending ? "-" + key.wire : key.wire;
    }

    /** Whether a session moves each time that it is used. */
    boolean followsUse() {
        return key == Key.SEEN || key == Key.IDLE;
    }

    Comparator<Row> comparator() {
        if (key == Key.CREATED) {
            return turned(BY_HANDLE); // which sorts by creation
        }
        if (key == Key.ADDRESS) {
            return Comparator.comparing(
                            Row::addressKey, Comparator.nullsLast(turned(Comparator.<String>naturalOrder())))
                    .thenComparing(turned(BY_HANDLE));
        }
        return Comparator.comparing(Row::session, turned(ascending())).thenComparing(turned(BY_HANDLE));
    }

    private <T> Comparator<T> turned(Comparator<T> ascending) {
        return descending ? ascending.reversed() : ascending;
    }

    /** As the database compares them: unsigned. */
    private static final Comparator<Row> BY_HANDLE = Comparator.comparing(Row::handle, Ordering::compare);

    private static int compare(UUID a, UUID b) {
        int most = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return most != 0 ? most : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    private Comparator<SessionView> ascending() {
        return switch (key) {
            case USER ->
                Comparator.comparing(session -> session.account().email().toLowerCase(Locale.ROOT));
            case DEVICE -> Comparator.comparing(SessionView::device);
            case SEEN -> Comparator.comparing(SessionView::lastSeenAt);
            case IDLE -> Comparator.comparing(SessionView::idleExpiresAt);
            case ENDS -> Comparator.comparing(SessionView::expiresAt);
            case ACCESS ->
                Comparator.comparing(session -> session.tokens().access().expiresAt());
            case REFRESH ->
                Comparator.comparingInt(session -> session.tokens().refresh().generation());
            case PERMISSIONS ->
                Comparator.comparingInt(session -> session.permissions().size());
            case CREATED, ADDRESS -> throw new IllegalStateException("compared by the row");
        };
    }
}
