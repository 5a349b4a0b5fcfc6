package dev.portcullis.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Second factors: authenticator apps' secrets, encrypted by whoever puts them here, and hashes of recovery codes. Changed with the account held. */
public final class FactorStore {
    private FactorStore() {}

    /**
     * An account's authenticator app.
     *
     * @param secret that counts; null if none does yet
     * @param lastStep of the last code that was accepted
     * @param pending that waits to be confirmed; null if none does, or has done for too long
     * @param now the time by the database's clock
     */
    public record Totp(byte @Nullable [] secret, long lastStep, byte @Nullable [] pending, Instant now) {
        public boolean enrolled() {
            return secret != null;
        }

        @Override
        public String toString() {
            return "Totp[enrolled=" + enrolled() + "]";
        }
    }

    /** Whether an account has a second factor, and what decides whether it must. */
    public record Standing(List<String> roles, boolean enrolled, int recoveryCodes) {}

    public static Optional<Totp> totp(Transaction transaction, UUID account, Duration pendingFor) throws SQLException {
        return transaction.first("""
                select secret, last_step,
                       case when pending_at > statement_timestamp() - make_interval(secs => ?) then pending end as pending,
                       statement_timestamp() as now
                from totp where account_id = ?
                """, FactorStore::totp, SessionStore.seconds(pendingFor), account);
    }

    static Totp totp(ResultSet row) throws SQLException {
        return new Totp(
                row.getBytes("secret"),
                row.getLong("last_step"),
                row.getBytes("pending"),
                Transaction.instant(row, "now"));
    }

    /** Those of the accounts that have a second factor. */
    public static Set<UUID> enrolled(Transaction transaction, Collection<UUID> accounts) throws SQLException {
        if (accounts.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(transaction.query(
                "select account_id from totp where account_id = any (cast(? as uuid[])) and secret is not null",
                row -> Transaction.uuid(row, "account_id"),
                accounts));
    }

    public static Standing standing(Transaction transaction, UUID account) throws SQLException {
        return transaction.one(
                """
                select roles,
                       exists (select from totp where account_id = account.id and secret is not null) as enrolled,
                       (select count(*) from recovery_code where account_id = account.id) as codes
                from account where id = ?
                """,
                row -> new Standing(Transaction.strings(row, "roles"), row.getBoolean("enrolled"), row.getInt("codes")),
                account);
    }

    /** Keeps a secret until it is confirmed. One that counts goes on to count. */
    public static void propose(Transaction transaction, UUID account, byte[] sealed) throws SQLException {
        transaction.update("""
                insert into totp (account_id, pending, pending_at) values (?, ?, statement_timestamp())
                on conflict (account_id) do update set pending = excluded.pending, pending_at = excluded.pending_at
                """, account, sealed);
    }

    /** From now on the secret that waited counts, from after the step whose code has confirmed it. */
    public static void confirm(Transaction transaction, UUID account, long step) throws SQLException {
        transaction.demandAudit();
        transaction.update(
                "update totp set secret = pending, last_step = ?, pending = null, pending_at = null where account_id = ?",
                step,
                account);
        AccountStore.factorsChanged(transaction, account);
    }

    /** Spends a code. False if it, or a later one, has been used meanwhile: of two at once, one wins (RFC 6238 §5.2). */
    public static boolean spend(Transaction transaction, UUID account, byte[] secret, long step) throws SQLException {
        return transaction.update(
                        "update totp set last_step = ? where account_id = ? and secret = ? and last_step < ?",
                        step,
                        account,
                        secret,
                        step)
                == 1;
    }

    /** Spends a recovery code. False if there is no such one, or it has been used. */
    public static boolean spendRecoveryCode(Transaction transaction, UUID account, byte[] hash) throws SQLException {
        return transaction.update("delete from recovery_code where account_id = ? and code_hash = ?", account, hash)
                == 1;
    }

    /** Puts these in place of all that are left. */
    public static void setRecoveryCodes(Transaction transaction, UUID account, Collection<byte[]> hashes)
            throws SQLException {
        transaction.demandAudit();
        transaction.update("delete from recovery_code where account_id = ?", account);
        for (byte[] hash : hashes) {
            transaction.update("insert into recovery_code (account_id, code_hash) values (?, ?)", account, hash);
        }
    }

    /** Removes all of an account's second factors. False if it had none. */
    public static boolean remove(Transaction transaction, UUID account) throws SQLException {
        transaction.update("delete from recovery_code where account_id = ?", account);
        boolean removed = transaction
                .first(
                        "delete from totp where account_id = ? returning secret is not null as enrolled",
                        row -> row.getBoolean("enrolled"),
                        account)
                .orElse(false);
        if (removed) {
            transaction.demandAudit();
            AccountStore.factorsChanged(transaction, account);
        }
        return removed;
    }
}
