package dev.portcullis.store;

import dev.portcullis.api.Json;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyProgress;
import dev.portcullis.session.Policy;
import dev.portcullis.session.PolicyState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The policy, if somebody has changed it, and its way to the live sessions. */
public final class PolicyStore {
    private PolicyStore() {}

    /** The version alone: cheap to ask every second. */
    public static long version(Transaction transaction) throws SQLException {
        return transaction.one("select version from policy", row -> row.getLong("version"));
    }

    /** What somebody has decided; empty if nobody has yet. */
    public static Optional<PolicyState> find(Transaction transaction) throws SQLException {
        return transaction.first("select * from policy where version > 0", PolicyStore::state);
    }

    /** The same, held against every other change until the transaction ends. */
    public static Optional<PolicyState> lock(Transaction transaction) throws SQLException {
        transaction.one("select version from policy for update", row -> row.getLong("version"));
        return find(transaction);
    }

    /**
     * Writes the next version, of the policy that the transaction holds.
     *
     * @param apply whether live sessions are to be given its limits
     * @param renamed whether it names networks otherwise than before
     */
    public static PolicyState change(
            Transaction transaction, PolicyDocument document, String by, boolean apply, boolean renamed)
            throws SQLException {
        transaction.demandAudit();
        return transaction.one(
                """
                update policy set version = version + 1, document = ?::jsonb,
                    changed_at = date_trunc('milliseconds', statement_timestamp()), changed_by = ?,
                    applied = case when ? then version + 1 else applied end,
                    networks_version = case when ? then version + 1 else networks_version end
                returning *
                """, PolicyStore::state, new String(Json.write(document), StandardCharsets.UTF_8), by, apply, renamed);
    }

    /** Which of these names are no role's. */
    public static List<String> unknownRoles(Transaction transaction, Collection<String> names) throws SQLException {
        return transaction.query("""
                select name from unnest(?::text[]) as given (name)
                where not exists (select from role where role.name = given.name) order by name
                """, row -> row.getString("name"), names);
    }

    /**
     * Live sessions that are still to be given the newest limits, held until the transaction ends; those that somebody else holds are passed over. None if no
     * policy is being applied.
     */
    public static List<UUID> holdPending(Transaction transaction, int limit) throws SQLException {
        return transaction.query("""
                select handle from session
                where ended_at is null and policy_version < (select applied from policy)
                    and suspended_at is null -- their limits stand still; when they go on, it is their turn
                order by policy_version
                limit ? for no key update skip locked
                """, row -> Transaction.uuid(row, "handle"), limit);
    }

    /** A session that has the newest limits now, and whether they are others than it had. */
    public record Applied(UUID handle, boolean changed) {}

    /**
     * Gives held sessions the limits of the policy that holds: each counted anew from when the session was begun, last used, and bound to its tokens, but never
     * beyond what an operator has set for the session by hand. Tokens that are in their clients' hands get no longer time, and a refresh token whose time has
     * passed gets none.
     */
    public static List<Applied> apply(Transaction transaction, Collection<UUID> handles) throws SQLException {
        return transaction.query(
                """
                with given as (
                    select version, document from policy
                ), held as (
                    select distinct a.roles from session s join account a on a.id = s.account_id where s.handle = any (?)
                ), %s, target as (
                    select s.handle, given.version,
                           least(limits.idle, cap.idle_ttl) as idle,
                           least(s.created_at + make_interval(secs => limits.absolute), cap.expires_at) as expires_at,
                           limits.access, limits.refresh, limits.grace
                    from session s
                    join account a on a.id = s.account_id
                    join limits on limits.roles = a.roles
                    left join session_cap cap on cap.session_handle = s.handle
                    cross join given
                    where s.handle = any (?) and s.ended_at is null
                ), compared as (
                    select target.*,
                           (s.idle_ttl, s.expires_at, s.access_ttl, s.refresh_ttl, s.refresh_grace)
                               is distinct from (target.idle, target.expires_at, target.access, target.refresh, target.grace)
                               as changed
                    from target join session s on s.handle = target.handle
                )
                update session s
                set policy_version = compared.version,
                    version = s.version + compared.changed::int,
                    idle_ttl = compared.idle,
                    idle_expires_at = s.idle_expires_at + make_interval(secs => compared.idle - s.idle_ttl), -- without the time in which it was suspended
                    expires_at = compared.expires_at,
                    access_ttl = compared.access,
                    access_expires_at = least(s.access_expires_at, compared.expires_at,
                        s.access_issued_at + make_interval(secs => compared.access)),
                    refresh_ttl = compared.refresh,
                    refresh_expires_at = case
                        when s.refresh_expires_at <= statement_timestamp() then s.refresh_expires_at
                        -- access and refresh token are always issued together
                        else least(compared.expires_at, s.access_issued_at + make_interval(secs => compared.refresh)) end,
                    refresh_grace = compared.grace
                from compared where s.handle = compared.handle
                returning s.handle, compared.changed
                """.formatted(PolicyLimits.OF_HELD_ROLES),
                row -> new Applied(Transaction.uuid(row, "handle"), row.getBoolean("changed")),
                handles,
                handles);
    }

    /** How far the policy has reached. */
    public static PolicyProgress progress(Transaction transaction) throws SQLException {
        return transaction.one(
                """
                select policy.version,
                       count(older.handle) as older,
                       count(older.handle) filter (where older.policy_version < policy.applied) as applying,
                       (select count(*) from session_now
                        where over_reason is null and network_version < policy.networks_version) as renaming
                from policy left join session_now older on older.over_reason is null and older.policy_version < policy.version
                group by policy.version, policy.networks_version
                """,
                row -> new PolicyProgress(
                        row.getLong("version"),
                        row.getLong("older"),
                        row.getLong("applying"),
                        row.getLong("renaming")));
    }

    private static PolicyState state(ResultSet row) throws SQLException {
        String document = row.getString("document");
        try {
            return new PolicyState(
                    Policy.of(
                            row.getLong("version"),
                            Json.read(document.getBytes(StandardCharsets.UTF_8), PolicyDocument.class)),
                    Transaction.instantOrNull(row, "changed_at"),
                    row.getString("changed_by"));
        } catch (IOException e) {
            throw new IllegalStateException("the stored policy cannot be read", e);
        }
    }
}
