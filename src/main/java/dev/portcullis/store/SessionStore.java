package dev.portcullis.store;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sessions: found, held, bound to new tokens, ended, swept. {@link SessionBeginnings} has how they begin, {@link SessionUses} how they are used. */
public final class SessionStore {
    /** Of these events the store itself tells what happened, since it knows more than their type. */
    static final Set<EventType> TELLS = Set.of(EventType.SESSION_STARTED, EventType.SESSION_ENDED);

    /** For these, somebody has decided something that the audit tells of. */
    private static final Set<EndReason> DECIDED = Set.of(EndReason.REVOKED, EndReason.ACCOUNT);

    /** A statement about more sessions would be cut short if they are very many; each has its own time. */
    private static final int BATCH = 2000;

    /** So many tokens a session may have had that is removed together with others. */
    private static final int MOST_TOKENS_AT_ONCE = 500;

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
        for (List<UUID> some : batches(handles)) {
            transaction.query(
                    "select handle from session where handle = any (?) and ended_at is null order by handle for update",
                    row -> row.getString(1),
                    some);
        }
    }

    /** All of them, in the one order: PostgreSQL's, which is that of their bytes and of their text, and not Java's. */
    private static List<List<UUID>> batches(Collection<UUID> handles) {
        return handles.stream()
                .sorted(Comparator.comparing(UUID::toString))
                .gather(Gatherers.windowFixed(BATCH))
                .toList();
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

    private static final String END = """
            update session
            set ended_at = statement_timestamp(), end_reason = ?, ended_by = ?, end_note = ?, lapse_check_at = 'infinity',
                version = version + 1
            where handle = any (?) and ended_at is null
            returning handle
            """;

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
        if (DECIDED.contains(reason)) {
            transaction.demandAudit();
        }
        List<UUID> lapsed = new ArrayList<>();
        List<UUID> byUs = new ArrayList<>();
        for (List<UUID> some : batches(handles)) {
            hold(transaction, some);
            lapsed.addAll(recordLapse(transaction, some, false));
            byUs.addAll(transaction.query(END, row -> Transaction.uuid(row, "handle"), reason.wire(), by, note, some));
        }
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

    /** Whether it is the suspension of a session whose time has passed that has ended it. */
    private static final String BY_SUSPENSION =
            "(expires_at <= idle_expires_at and suspended_then = 'end' and suspended_until = expires_at)";

    /** Why a session has ended whose time has passed: as {@code session_now} has it. */
    private static final String LAPSE_REASON = "case when expires_at > idle_expires_at then 'idle' when "
            + BY_SUSPENSION + " then 'revoked' else 'expired' end";

    /** Writes down the end of those of the held sessions whose time has passed: then, or now. */
    private static List<UUID> recordLapse(Transaction transaction, Collection<UUID> handles, boolean now)
            throws SQLException {
        return transaction.query(
                """
                update session
                set ended_at = case when ? then statement_timestamp() else least(idle_expires_at, expires_at) end,
                    end_reason = %s,
                    ended_by = case when %s then suspended_by end,
                    end_note = case when %s then suspended_note end,
                    lapse_check_at = 'infinity',
                    version = version + 1
                where handle = any (?) and ended_at is null and least(idle_expires_at, expires_at) <= statement_timestamp()
                returning handle, end_reason, ended_by
                """.formatted(LAPSE_REASON, BY_SUSPENSION, BY_SUSPENSION),
                row -> lapsed(transaction, row),
                now,
                handles);
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
                insert into event (type, session_handle, actor, detail) select ?, handle, ?, '{"renamed": true}' from changed
                """, accountId, EventType.SESSION_CHANGED.wire(), by);
    }

    /**
     * What {@link #sweep} did.
     *
     * @param lapsed those whose end is now written down
     * @param looked at how many it has looked, those included that have been used meanwhile
     */
    public record Swept(List<UUID> lapsed, int looked) {}

    /**
     * Writes down the end of sessions whose time has passed: housekeeping, since they count as ended already. Several servers may do it at once.
     *
     * @param limit at how many it looks
     */
    public static Swept sweep(Transaction transaction, int limit) throws SQLException {
        List<Optional<UUID>> looked = transaction.query(
                """
                update session s
                set lapse_check_at = case when due.over then 'infinity' else due.lapses_at end,
                    ended_at = case when due.over then due.lapses_at end,
                    end_reason = case when due.over then %s end,
                    ended_by = case when due.over and %s then suspended_by end,
                    end_note = case when due.over and %s then suspended_note end,
                    version = s.version + due.over::integer
                from (
                    select handle, least(idle_expires_at, expires_at) as lapses_at,
                           least(idle_expires_at, expires_at) <= statement_timestamp() as over
                    from session
                    where ended_at is null and lapse_check_at <= statement_timestamp()
                    order by lapse_check_at
                    limit ? for update skip locked
                ) due
                where s.handle = due.handle
                returning s.handle, s.end_reason, s.ended_by
                """.formatted(LAPSE_REASON, BY_SUSPENSION, BY_SUSPENSION),
                row -> row.getString("end_reason") == null ? Optional.empty() : Optional.of(lapsed(transaction, row)),
                limit);
        return new Swept(looked.stream().flatMap(Optional::stream).toList(), looked.size());
    }

    /**
     * Removes sessions, with their tokens, that ended longer ago than this. At most {@code limit}; and none that had very many tokens, since the statement would take
     * as long as they are many: see {@link #removeLong}.
     */
    public static int remove(Transaction transaction, Duration endedBefore, int limit) throws SQLException {
        int removed = transaction.update("""
                delete from session where handle in (
                    select handle from session
                    where ended_at < now() - make_interval(secs => ?) and refresh_generation <= ?
                    limit ? for update skip locked)
                """, seconds(endedBefore), MOST_TOKENS_AT_ONCE, limit);
        countRemoved(transaction, removed);
        return removed;
    }

    /**
     * Removes from one session that had very many tokens so many of these, the oldest first; and with the last of them the session.
     *
     * @return whether there was such a session
     */
    public static boolean removeLong(Transaction transaction, Duration endedBefore, int tokens) throws SQLException {
        Optional<UUID> old = transaction.first(
                """
                select handle from session
                where ended_at < now() - make_interval(secs => ?) and refresh_generation > ?
                limit 1 for update skip locked
                """, row -> Transaction.uuid(row, "handle"), seconds(endedBefore), MOST_TOKENS_AT_ONCE);
        if (old.isPresent() && RefreshTokenStore.removeOldest(transaction, old.get(), tokens) < tokens) {
            countRemoved(transaction, transaction.update("delete from session where handle = ?", old.get()));
        }
        return old.isPresent();
    }

    private static void countRemoved(Transaction transaction, int removed) throws SQLException {
        if (removed > 0) {
            transaction.update("update session_removed set n = n + ?", removed);
        }
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
