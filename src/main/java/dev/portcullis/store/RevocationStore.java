package dev.portcullis.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators ended, and the receipts they were given. */
public final class RevocationStore {
    private RevocationStore() {}

    /** The next fence: a number that grows with each narrowing change. */
    public static long nextFence(Transaction transaction) throws SQLException {
        return transaction.one("select nextval('fence')", row -> row.getLong(1));
    }

    /** How many of the handles are those of sessions. */
    public static int known(Transaction transaction, Collection<UUID> handles) throws SQLException {
        return transaction.one("select count(*) from session where handle = any (?)", row -> row.getInt(1), handles);
    }

    /** A revocation as it commits, together with the ends themselves; by an account or by a client. */
    public record Row(
            UUID id,
            @Nullable UUID accountId,
            @Nullable UUID clientId,
            String reason,
            int matched,
            int ended,
            long fence) {}

    /** Writes it down; answers when. */
    public static Instant add(Transaction transaction, Row row) throws SQLException {
        return transaction.one(
                """
                insert into revocation (id, at, account_id, client_id, reason, matched, ended, already_ended, fence)
                values (?, date_trunc('milliseconds', statement_timestamp()), ?, ?, ?, ?, ?, ?, ?)
                returning at
                """,
                result -> Transaction.instant(result, "at"),
                row.id(),
                row.accountId(),
                row.clientId(),
                row.reason(),
                row.matched(),
                row.ended(),
                row.matched() - row.ended(),
                row.fence());
    }

    /** Keeps its receipt, which can be signed only when the time until the commit is known. */
    public static boolean keep(Transaction transaction, UUID id, String receipt) throws SQLException {
        return transaction.update("update revocation set receipt = ? where id = ?", receipt, id) == 1;
    }
}
