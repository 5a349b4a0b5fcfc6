package dev.portcullis.store;

import dev.portcullis.api.ClientView;
import dev.portcullis.session.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Services that log in as themselves. */
public final class OAuthClientStore {
    private OAuthClientStore() {}

    /**
     * A registered client (RFC 6749 §2), as the database had it at {@code readAt} by its own clock.
     *
     * @param permissions the most that its tokens may hold
     * @param tokenEpoch what its tokens must carry to count
     */
    public record OAuthClient(
            UUID id,
            String name,
            byte[] secretHash,
            byte @Nullable [] formerSecretHash,
            @Nullable Instant formerSecretUntil,
            List<String> permissions,
            boolean mayIntrospect,
            boolean enabled,
            int tokenEpoch,
            Instant createdAt,
            @Nullable Instant lastTokenAt,
            Instant readAt) {

        /** Whether it is its secret, or the former one while that is still good. */
        public boolean opensWith(Secret secret) {
            boolean former = formerSecretHash != null
                    && formerSecretUntil != null
                    && readAt.isBefore(formerSecretUntil)
                    && secret.matches(formerSecretHash);
            return secret.matches(secretHash) || former;
        }

        public ClientView view() {
            boolean former = formerSecretUntil != null && readAt.isBefore(formerSecretUntil);
            return new ClientView(
                    id,
                    name,
                    permissions,
                    mayIntrospect,
                    enabled,
                    createdAt,
                    lastTokenAt,
                    former ? formerSecretUntil : null);
        }

        @Override
        public String toString() {
            return "OAuthClient[" + id + "]";
        }
    }

    private static final String SELECT = "select *, statement_timestamp() as read_at from oauth_client ";

    public static Optional<OAuthClient> find(Transaction transaction, UUID id) throws SQLException {
        return transaction.first(SELECT + "where id = ?", OAuthClientStore::client, id);
    }

    /** The client, held against every other change until the transaction ends. */
    public static Optional<OAuthClient> hold(Transaction transaction, UUID id) throws SQLException {
        return transaction.first(SELECT + "where id = ? for update", OAuthClientStore::client, id);
    }

    /** All of them, by name. */
    public static List<OAuthClient> all(Transaction transaction) throws SQLException {
        return transaction.query(SELECT + "order by lower(name)", OAuthClientStore::client);
    }

    /** Lets one at a time register clients, until its transaction ends; answers how many there are. */
    public static int countToAdd(Transaction transaction) throws SQLException {
        transaction.update("lock table oauth_client in share row exclusive mode");
        return transaction.one("select count(*) from oauth_client", row -> row.getInt(1));
    }

    /** Adds one; empty if the name is taken. */
    public static Optional<OAuthClient> add(
            Transaction transaction,
            UUID id,
            String name,
            byte[] secretHash,
            List<String> permissions,
            boolean mayIntrospect)
            throws SQLException {
        Optional<OAuthClient> added =
                transaction.first("""
                insert into oauth_client (id, name, secret_hash, permissions, may_introspect)
                values (?, ?, ?, ?, ?)
                on conflict do nothing
                returning *, statement_timestamp() as read_at
                """, OAuthClientStore::client, id, name, secretHash, permissions, mayIntrospect);
        if (added.isPresent()) {
            transaction.demandAudit();
        }
        return added;
    }

    /** Sets what an operator decides. A client that is disabled loses its tokens for good. */
    public static void change(
            Transaction transaction, UUID id, List<String> permissions, boolean mayIntrospect, boolean enabled)
            throws SQLException {
        transaction.demandAudit();
        transaction.update("""
                update oauth_client
                set permissions = ?, may_introspect = ?, enabled = ?,
                    token_epoch = token_epoch + case when enabled and not ? then 1 else 0 end
                where id = ?
                """, permissions, mayIntrospect, enabled, enabled, id);
    }

    /**
     * A new secret.
     *
     * @param overlap how long the present one stays good; zero: it ends now, and so do the tokens that were given for it
     */
    public static void setSecret(Transaction transaction, UUID id, byte[] secretHash, Duration overlap)
            throws SQLException {
        transaction.demandAudit();
        if (overlap.isZero()) {
            transaction.update("""
                    update oauth_client
                    set secret_hash = ?, former_secret_hash = null, former_secret_until = null, token_epoch = token_epoch + 1
                    where id = ?
                    """, secretHash, id);
        } else {
            transaction.update("""
                    update oauth_client
                    set secret_hash = ?, former_secret_hash = secret_hash,
                        former_secret_until = statement_timestamp() + make_interval(secs => ?)
                    where id = ?
                    """, secretHash, SessionStore.seconds(overlap), id);
        }
    }

    public static void delete(Transaction transaction, UUID id) throws SQLException {
        transaction.demandAudit();
        transaction.update("delete from oauth_client where id = ?", id);
    }

    /** Notes that it was given a token, to the minute. */
    public static void noteToken(Transaction transaction, UUID id) throws SQLException {
        transaction.update("""
                update oauth_client set last_token_at = statement_timestamp()
                where id = ? and (last_token_at is null or last_token_at < statement_timestamp() - interval '1 minute')
                """, id);
    }

    private static OAuthClient client(ResultSet row) throws SQLException {
        return new OAuthClient(
                Transaction.uuid(row, "id"),
                row.getString("name"),
                row.getBytes("secret_hash"),
                row.getBytes("former_secret_hash"),
                Transaction.instantOrNull(row, "former_secret_until"),
                Transaction.strings(row, "permissions"),
                row.getBoolean("may_introspect"),
                row.getBoolean("enabled"),
                row.getInt("token_epoch"),
                Transaction.instant(row, "created_at"),
                Transaction.instantOrNull(row, "last_token_at"),
                Transaction.instant(row, "read_at"));
    }
}
