package dev.portcullis.store;

import dev.portcullis.api.Receipt;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

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

    public static void keep(Transaction transaction, Receipt receipt, UUID accountId) throws SQLException {
        transaction.update(
                """
                insert into revocation (id, at, account_id, reason, matched, ended, already_ended, fence, receipt)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                receipt.id(),
                receipt.at(),
                accountId,
                receipt.reason(),
                receipt.matched(),
                receipt.ended(),
                receipt.alreadyEnded(),
                receipt.fence(),
                receipt.signature());
    }
}
