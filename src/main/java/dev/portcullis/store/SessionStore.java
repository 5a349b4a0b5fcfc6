package dev.portcullis.store;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.session.Client;
import dev.portcullis.session.Lifetime;
import dev.portcullis.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sessions: begun, seen, bound to new tokens, ended. Never deleted here. */
public final class SessionStore {
    /** Of these events the store itself tells what happened, since it knows more than their type. */
    static final Set<EventType> TELLS = Set.of(EventType.SESSION_STARTED, EventType.SESSION_ENDED);

    private SessionStore() {}

    private static final String BY_HANDLE = "select " + SessionRow.COLUMNS + " from session_now where handle = ?";

    private static final String BY_HANDLES =
            "select " + SessionRow.COLUMNS + " from session_now where handle = any (?)";

    public static Optional<Session> find(Transaction transaction, UUID handle) throws SQLException {
        return transaction.first(BY_HANDLE, SessionRow::session, handle);
    }

    public static List<Session> find(Transaction transaction, Collection<UUID> handles) throws SQLException {
        return handles.isEmpty() ? List.of() : transaction.query(BY_HANDLES, SessionRow::session, handles);
    }

    /** The session, held against every other change until the transaction ends. */
    public static Optional<Session> lock(Transaction transaction, UUID handle) throws SQLException {
        hold(transaction, List.of(handle));
        return find(transaction, handle);
    }

    /** Waits for the rows, in the order of their handles; what is asked after it sees them as they are then. */
    public static void hold(Transaction transaction, Collection<UUID> handles) throws SQLException {
        transaction.query(
                "select handle from session where handle = any (?) and ended_at is null order by handle for update",
                row -> row.getString(1),
                handles);
    }

    /**
     * A session to begin.
     *
     * @param account as it was when the password was checked against it
     * @param refreshHash of the first refresh token
     * @param lifetime that of the account's roles
     */
    public record Beginning(
            UUID handle,
            AccountStore.Account account,
            byte[] secretHash,
            byte[] refreshHash,
            Client client,
            List<String> factors,
            UUID accessJti,
            UUID refreshFamily,
            Lifetime lifetime,
            long policyVersion) {}

    private static final String BEGIN = """
            with held as materialized (
                select id, email, name, effective_permissions from account
                where id = ? and enabled and password_hash = ? and roles = ? and factor_epoch = ?
                    and (locked_until is null or locked_until <= statement_timestamp())
                    and not exists (
                        select from network_lock n where n.network >>= ?::inet and n.locked_until > statement_timestamp())
                for share
            ), asked as materialized (
                select held.*, clock_timestamp() as now, date_trunc('second', clock_timestamp()) as issued from held
            ), begun as (
                insert into session (handle, account_id, secret_hash, delivery, created_at, authenticated_at, last_seen_at,
                    idle_ttl, idle_expires_at, expires_at, address, user_agent, device, permissions, factors,
                    access_ttl, refresh_ttl, refresh_grace, policy_version,
                    access_jti, access_issued_at, access_expires_at, refresh_family, refresh_expires_at)
                select ?, id, ?, ?, now, now, now,
                    ?, now + make_interval(secs => ?), now + make_interval(secs => ?), ?::inet, ?, ?, effective_permissions, ?,
                    ?, ?, ?, ?,
                    ?, issued, issued + make_interval(secs => ?),
                    ?, now + make_interval(secs => ?)
                from asked
                returning *
            ), added as (
                insert into refresh_token (session_handle, generation, token_hash, issued_at, access_jti)
                select handle, refresh_generation, ?, created_at, access_jti from begun
            ), told as (
                insert into event (type, session_handle) select ?, handle from begun
            )
            select %s from (select begun.*, email, name, now from begun, asked) begun
            """.formatted(SessionRow.ACTIVE_COLUMNS);

    /**
     * Writes a new session with its refresh family and its event, at the database's time, in one statement. It holds the account until the transaction ends, so that
     * a password change or a disabling meanwhile either waits for this session and ends it, or prevents it.
     *
     * @return the session; empty if the account is disabled, or its password, second factor or roles are no longer those that were checked; then nothing is done
     */
    public static Optional<Session> begin(Transaction transaction, Beginning beginning) throws SQLException {
        Lifetime lifetime = beginning.lifetime();
        Client client = beginning.client();
        Optional<Session> begun = transaction.first(
                BEGIN,
                SessionRow::session,
                beginning.account().id(),
                beginning.account().passwordHash(),
                beginning.account().roles(),
                beginning.account().factorEpoch(),
                client.address(),
                beginning.handle(),
                beginning.secretHash(),
                client.delivery().name().toLowerCase(Locale.ROOT),
                (int) lifetime.idle().toSeconds(),
                seconds(lifetime.idle()),
                seconds(lifetime.absolute()),
                client.address(),
                client.userAgent(),
                client.device(),
                beginning.factors(),
                (int) lifetime.access().toSeconds(),
                (int) lifetime.refresh().toSeconds(),
                (int) lifetime.grace().toSeconds(),
                beginning.policyVersion(),
                beginning.accessJti(),
                seconds(shorter(lifetime.access(), lifetime.absolute())),
                beginning.refreshFamily(),
                seconds(shorter(lifetime.refresh(), lifetime.absolute())),
                beginning.refreshHash(),
                EventType.SESSION_STARTED.wire());
        begun.ifPresent(session -> transaction.happened(new Happening(
                EventType.SESSION_STARTED, session.handle(), session.account().id(), null, null, client.address())));
        return begun;
    }

    /**
     * Binds the next access token and the next generation of the refresh family to a session that the transaction holds, each for as long as the
     * session's own limits say. Counts as use.
     *
     * @return the session as it is now
     */
    public static Session rotate(Transaction transaction, Session session, UUID accessJti) throws SQLException {
        transaction.update("""
                update session
                set access_jti = ?, access_issued_at = date_trunc('second', statement_timestamp()),
                    access_expires_at =
                        least(expires_at, date_trunc('second', statement_timestamp()) + make_interval(secs => access_ttl)),
                    refresh_generation = refresh_generation + 1,
                    refresh_expires_at = least(expires_at, statement_timestamp() + make_interval(secs => refresh_ttl)),
                    last_seen_at = statement_timestamp(),
                    idle_expires_at = statement_timestamp() + make_interval(secs => idle_ttl),
                    version = version + 1
                where handle = ?
                """, accessJti, session.handle());
        return find(transaction, session.handle())
                .orElseThrow(() -> new IllegalStateException("a held session is gone"));
    }

    /** Puts a held session under a new secret. {@link #rotate} follows: the tokens are new as well. */
    public static void setSecret(Transaction transaction, UUID handle, byte[] secretHash) throws SQLException {
        transaction.update("update session set secret_hash = ? where handle = ?", secretHash, handle);
    }

    /** Writes that the user of a held session has proven again who they are, and by which factors. {@link #rotate} follows. */
    public static void reauthenticate(Transaction transaction, UUID handle, List<String> factors) throws SQLException {
        transaction.update(
                "update session set factors = ?, authenticated_at = statement_timestamp() where handle = ?",
                factors,
                handle);
    }

    /** Writes by which factors the user of a held session has shown who they are, one of them just now. {@link #rotate} follows. */
    public static void setFactors(Transaction transaction, UUID handle, List<String> factors) throws SQLException {
        transaction.update("update session set factors = ? where handle = ?", factors, handle);
    }

    /**
     * What {@link #end} did.
     *
     * @param byUs those that it ended
     * @param lapsed those whose time had passed before, which is now written down
     */
    public record Ended(List<UUID> byUs, List<UUID> lapsed) {
        /** Both. */
        public List<UUID> all() {
            return Stream.concat(byUs.stream(), lapsed.stream()).toList();
        }
    }

    /**
     * Ends sessions. When this commits, each of them has an end that is written down: by this call, or by its own time if that had passed before, so that
     * nothing that was under way can use it again.
     *
     * @param by who did it; null if nobody in particular
     * @param note why, in their words
     */
    public static Ended end(
            Transaction transaction,
            Collection<UUID> handles,
            EndReason reason,
            @Nullable String by,
            @Nullable String note)
            throws SQLException {
        if (handles.isEmpty()) {
            return new Ended(List.of(), List.of());
        }
        hold(transaction, handles);
        List<UUID> lapsed = recordLapse(transaction, handles, false);
        List<UUID> byUs =
                transaction.query("""
                update session
                set ended_at = statement_timestamp(), end_reason = ?, ended_by = ?, end_note = ?, version = version + 1
                where handle = any (?) and ended_at is null
                returning handle
                """, row -> Transaction.uuid(row, "handle"), reason.wire(), by, note, handles);
        byUs.forEach(handle -> transaction.happened(Happening.ended(handle, reason, by)));
        return new Ended(byUs, lapsed);
    }

    /** Writes down the end of a session whose time has passed. Empty if it has not, after all, or if that is written down already. */
    public static List<UUID> settle(Transaction transaction, UUID handle) throws SQLException {
        hold(transaction, List.of(handle));
        return recordLapse(transaction, List.of(handle), false);
    }

    /** The same for many sessions, which the transaction holds. */
    public static List<UUID> settle(Transaction transaction, Collection<UUID> held) throws SQLException {
        return recordLapse(transaction, held, false);
    }

    /**
     * Ends those of the held sessions whose limits, which this transaction has changed, have passed: now, since until now other limits held, and they were answered
     * as active. Those whose time had passed by their old limits are {@linkplain #settle settled} before.
     */
    public static List<UUID> endByNewLimits(Transaction transaction, Collection<UUID> held) throws SQLException {
        return recordLapse(transaction, held, true);
    }

    /** Why a session has ended whose time has passed: as {@code session_now} has it. */
    static final String LAPSE = """
            end_reason = case when expires_at > idle_expires_at then 'idle'
                              when suspended_then = 'end' and suspended_until = expires_at then 'revoked'
                              else 'expired' end,
            ended_by = case when expires_at <= idle_expires_at and suspended_then = 'end' and suspended_until = expires_at then suspended_by end,
            end_note = case when expires_at <= idle_expires_at and suspended_then = 'end' and suspended_until = expires_at then suspended_note end\
            """;

    /** Writes down the end of those of the held sessions whose time has passed: then, or now. */
    private static List<UUID> recordLapse(Transaction transaction, Collection<UUID> handles, boolean now)
            throws SQLException {
        return transaction.query("""
                update session
                set ended_at = case when ? then statement_timestamp() else least(idle_expires_at, expires_at) end,
                    %s,
                    version = version + 1
                where handle = any (?) and ended_at is null and least(idle_expires_at, expires_at) <= statement_timestamp()
                returning handle, end_reason, ended_by
                """.formatted(LAPSE), row -> lapsed(transaction, row), now, handles);
    }

    private static UUID lapsed(Transaction transaction, ResultSet row) throws SQLException {
        UUID handle = Transaction.uuid(row, "handle");
        transaction.happened(
                Happening.ended(handle, EndReason.ofWire(row.getString("end_reason")), row.getString("ended_by")));
        return handle;
    }

    /** Marks that a refresh token of a held session has come back. */
    public static void markReused(Transaction transaction, UUID handle) throws SQLException {
        transaction.update("update session set refresh_reused = true where handle = ?", handle);
    }

    /** The handles of an account's sessions that have not ended. */
    public static List<UUID> ofAccount(Transaction transaction, UUID accountId) throws SQLException {
        return transaction.query(
                "select handle from session where account_id = ? and ended_at is null",
                row -> Transaction.uuid(row, "handle"),
                accountId);
    }

    /** Of those of the handles that are a session's, whether an end of it is written down. */
    public static Map<UUID, Boolean> ended(Transaction transaction, Collection<UUID> handles) throws SQLException {
        Map<UUID, Boolean> ended = new HashMap<>();
        transaction.query(
                "select handle, ended_at is not null as over from session where handle = any (?)",
                row -> ended.put(Transaction.uuid(row, "handle"), row.getBoolean("over")),
                handles);
        return ended;
    }

    /** Marks the live sessions of an account as changed, since they show what it is called. */
    public static void accountRenamed(Transaction transaction, UUID accountId, String by) throws SQLException {
        transaction.update("""
                with changed as (
                    update session set version = version + 1
                    where handle in (
                            select handle from session where account_id = ? and ended_at is null order by handle for update)
                        and ended_at is null
                        and statement_timestamp() < idle_expires_at and statement_timestamp() < expires_at
                    returning handle
                )
                insert into event (type, session_handle, actor) select ?, handle, ? from changed
                """, accountId, EventType.SESSION_CHANGED.wire(), by);
    }

    /** Notes one use at once. False if the session has ended meanwhile. */
    public static boolean see(Transaction transaction, UUID handle) throws SQLException {
        hold(transaction, List.of(handle));
        return transaction.update("""
                        update session
                        set last_seen_at = statement_timestamp(),
                            idle_expires_at = statement_timestamp() + make_interval(secs => idle_ttl)
                        where handle = ? and ended_at is null
                            and statement_timestamp() < idle_expires_at and statement_timestamp() < expires_at
                            and (suspended_until is null or suspended_until <= statement_timestamp())
                        """, handle) == 1;
    }

    /**
     * Notes many uses. What has ended or lapsed meanwhile stays so; what somebody else holds is passed over, see {@link #unseen}.
     *
     * @param uses when each was used, by the database's clock
     * @return those that were noted
     */
    public static List<UUID> see(Transaction transaction, Map<UUID, Instant> uses) throws SQLException {
        List<UUID> handles = List.copyOf(uses.keySet());
        List<Instant> times = handles.stream().map(uses::get).toList();
        return transaction.query("""
                with used (handle, at) as (
                    select * from unnest(?::uuid[], ?::timestamptz[])
                ), held as (
                    select s.handle, used.at
                    from session s join used using (handle)
                    where s.ended_at is null and s.last_seen_at < used.at
                        and statement_timestamp() < s.idle_expires_at and statement_timestamp() < s.expires_at
                        and (s.suspended_until is null or s.suspended_until <= statement_timestamp())
                    order by s.handle for no key update of s skip locked
                )
                update session s
                set last_seen_at = held.at, idle_expires_at = held.at + make_interval(secs => s.idle_ttl)
                from held where s.handle = held.handle
                returning s.handle
                """, row -> Transaction.uuid(row, "handle"), handles, times);
    }

    /** Which of these uses are not noted, although their sessions are alive: somebody held them. */
    public static List<UUID> unseen(Transaction transaction, Map<UUID, Instant> uses) throws SQLException {
        List<UUID> handles = List.copyOf(uses.keySet());
        List<Instant> times = handles.stream().map(uses::get).toList();
        return transaction.query("""
                select s.handle
                from session_now s join unnest(?::uuid[], ?::timestamptz[]) used (handle, at) using (handle)
                where s.over_reason is null and s.last_seen_at < used.at
                    and (s.suspended_until is null or s.suspended_until <= statement_timestamp())
                """, row -> Transaction.uuid(row, "handle"), handles, times);
    }

    /**
     * Writes down the end of sessions whose time has passed: housekeeping, since they count as ended already. Several servers may do it at once.
     *
     * @return which, at most {@code limit}
     */
    public static List<UUID> sweep(Transaction transaction, int limit) throws SQLException {
        return transaction.query("""
                update session s
                set ended_at = least(s.idle_expires_at, s.expires_at),
                    %s,
                    version = s.version + 1
                from (
                    select handle from session
                    where ended_at is null and least(idle_expires_at, expires_at) <= statement_timestamp()
                    order by least(idle_expires_at, expires_at)
                    limit ? for update skip locked
                ) lapsed
                where s.handle = lapsed.handle
                returning s.handle, s.end_reason, s.ended_by
                """.formatted(LAPSE), row -> lapsed(transaction, row), limit);
    }

    /** Removes sessions, with their tokens, that ended longer ago than this. At most {@code limit}. */
    public static int remove(Transaction transaction, Duration endedBefore, int limit) throws SQLException {
        return transaction.update("""
                delete from session where handle in (
                    select handle from session where ended_at < now() - make_interval(secs => ?)
                    limit ? for update skip locked)
                """, seconds(endedBefore), limit);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
