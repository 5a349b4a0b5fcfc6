package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionView;
import java.util.Comparator;
import java.util.Objects;

/**
 * How the rows are ordered. Equal rows keep the order of their handles, so that the table does not flicker.
 *
 * @param key by what
 * @param descending the other way round
 */
public record Ordering(Key key, boolean descending) {
    /** Newest first. */
    public static final Ordering NEWEST = new Ordering(Key.CREATED, true);

    /** What can be ordered by, one for each column. */
    public enum Key {
        USER,
        DEVICE,
        ADDRESS,
        CREATED,
        SEEN,
        IDLE,
        ENDS,
        ACCESS,
        REFRESH,
        PERMISSIONS
    }

    Comparator<Row> comparator() {
        Comparator<SessionView> sessions = descending ? ascending().reversed() : ascending();
        return Comparator.comparing(Row::session, sessions).thenComparing(Row::handle, Comparator.reverseOrder());
    }

    private Comparator<SessionView> ascending() {
        return switch (key) {
            case USER -> Comparator.comparing(session -> session.account().email());
            case DEVICE -> Comparator.comparing(SessionView::device);
            case ADDRESS -> Comparator.comparing(session -> Objects.requireNonNullElse(session.address(), ""));
            case CREATED -> Comparator.comparing(SessionView::createdAt);
            case SEEN -> Comparator.comparing(SessionView::lastSeenAt);
            case IDLE -> Comparator.comparing(SessionView::idleExpiresAt);
            case ENDS -> Comparator.comparing(SessionView::expiresAt);
            case ACCESS ->
                Comparator.comparing(session -> session.tokens().access().expiresAt());
            case REFRESH ->
                Comparator.<SessionView>comparingInt(
                                session -> session.tokens().refresh().reused() ? 1 : 0)
                        .thenComparingInt(session -> session.tokens().refresh().generation());
            case PERMISSIONS -> Comparator.comparing(session -> String.join(" ", session.permissions()));
        };
    }
}
