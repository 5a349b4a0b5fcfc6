package dev.portcullis.store;

import dev.portcullis.session.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The active sessions of one account. */
public final class AccountSessions {
    private AccountSessions() {}

    /** A page of them, newest first: a handle sorts by creation. */
    public static List<Session> page(Transaction transaction, UUID account, @Nullable UUID after, int limit)
            throws SQLException {
        return transaction.query(
                "select " + SessionRow.COLUMNS + " from session_now where account_id = ? and over_reason is null"
                        + " and (?::uuid is null or handle < ?::uuid) order by handle desc limit ?",
                SessionRow::session,
                account,
                after,
                after,
                limit);
    }

    public static long count(Transaction transaction, UUID account) throws SQLException {
        return transaction.one(
                "select count(*) from session_now where account_id = ? and over_reason is null",
                row -> row.getLong(1),
                account);
    }

    /** All their handles but one, those that were begun first first. */
    public static List<UUID> oldestFirst(Transaction transaction, UUID account, @Nullable UUID but)
            throws SQLException {
        return handles(transaction, "created_at, handle", account, but);
    }

    /** All their handles but one, those that end first unless used first. */
    public static List<UUID> nextToExpireFirst(Transaction transaction, UUID account, @Nullable UUID but)
            throws SQLException {
        return handles(transaction, "least(idle_expires_at, expires_at), handle", account, but);
    }

    private static List<UUID> handles(Transaction transaction, String order, UUID account, @Nullable UUID but)
            throws SQLException {
        return transaction.query(
                "select handle from session_now where account_id = ? and over_reason is null"
                        + " and handle is distinct from ?::uuid order by " + order,
                row -> Transaction.uuid(row, "handle"),
                account,
                but);
    }
}
