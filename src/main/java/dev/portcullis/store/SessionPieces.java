package dev.portcullis.store;

import dev.portcullis.query.Query;
import dev.portcullis.session.Session;
import dev.portcullis.store.SessionList.States;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all sessions that match, however many, a piece at a time, in the order of their handles: the order in which they began. No piece depends on another
 * but for where it begins, so nothing is held between them, and each session is met at most once: its handle never changes.
 *
 * <p>A piece is bounded twice: by how many sessions it has, for the reader's memory, and by how many are looked at for it, for the database's time. Where little
 * matches, more are looked at each time, up to a bound.
 */
public final class SessionPieces {
    /** Of some KiB each. */
    private static final int MOST_SESSIONS = 1000;

    private static final int LEAST_LOOKED_AT = 2 * MOST_SESSIONS;
    private static final int MOST_LOOKED_AT = 64 * MOST_SESSIONS;
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    private SessionPieces() {}

    /**
     * What is gone through.
     *
     * @param asOf who was in then; null for the present of each piece
     * @param begunBy sessions that began later are left out
     */
    public record Selection(
            Query query, States states, @Nullable Instant asOf, Instant begunBy) {}

    /** Where the next piece begins, and how many are looked at for it. */
    public record Place(UUID after, int looks) {
        /** Before all sessions. */
        public static final Place START = new Place(FIRST, LEAST_LOOKED_AT);
    }

    /**
     * A piece.
     *
     * @param next null after the last
     */
    public record Piece(List<Session> sessions, @Nullable Place next) {}

    /** The sessions from there on, as they are now, or were then: some, or none. */
    public static Piece piece(Transaction transaction, Selection selection, Place place) throws SQLException {
        Instant now = selection.asOf() == null ? LiveCount.now(transaction) : selection.asOf();
        Optional<UUID> bound = bound(transaction, place);
        UUID upTo = bound.orElse(LAST);
        SessionRows rows = selection.asOf() == null
                ? SessionRows.of(selection.states(), now)
                : SessionRows.activeAt(now, place.after(), upTo);
        Sql sql = sql(selection, rows, place.after(), upTo);
        List<Session> found = transaction.query(sql.text(), SessionRow::session, sql.parameters());
        if (found.size() == MOST_SESSIONS) {
            int fewer = Math.max(place.looks() / 2, LEAST_LOOKED_AT);
            return new Piece(found, new Place(found.getLast().handle(), fewer));
        }
        int more = found.size() < MOST_SESSIONS / 2 ? Math.min(place.looks() * 2, MOST_LOOKED_AT) : place.looks();
        return new Piece(found, bound.map(last -> new Place(last, more)).orElse(null));
    }

    /** The last that is looked at; empty if there are not so many. */
    private static Optional<UUID> bound(Transaction transaction, Place place) throws SQLException {
        return transaction.first(
                "select handle from session where handle > ? order by handle offset ? limit 1",
                row -> Transaction.uuid(row, "handle"),
                place.after(),
                place.looks() - 1);
    }

    static Sql sql(Selection selection, SessionRows rows, UUID after, UUID upTo) {
        return new Sql()
                .add("select " + SessionRow.LISTED_COLUMNS + " from (select s.*, a.email, a.name from ")
                .add(rows.table())
                .add(" join account a on a.id = s.account_id where ")
                .add(QuerySql.condition(selection.query(), rows.now()))
                .add(
                        " and s.handle > ? and s.handle <= ? and s.created_at <= ? order by s.handle limit ?) s order by handle",
                        after,
                        upTo,
                        selection.begunBy(),
                        MOST_SESSIONS);
    }
}
