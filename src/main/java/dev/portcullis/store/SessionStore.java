package dev.portcullis.store;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.session.Client;
import dev.portcullis.session.Lifetime;
import dev.portcullis.session.Location;
import dev.portcullis.session.Novelty;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sessions: begun, seen, bound to new tokens, ended. Never deleted here. */
public final class SessionStore {
    /** Of these events the store itself tells what happened, since it knows more than their type. */
    static final Set<EventType> TELLS = Set.of(EventType.SESSION_STARTED, EventType.SESSION_ENDED);

    /** For these, somebody has decided something that the audit tells of. */
    private static final Set<EndReason> DECIDED = Set.of(EndReason.REVOKED, EndReason.ACCOUNT);

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
     * @param policyVersion of the policy that the lifetime and the network's name are from
     */
    public record Beginning(
            UUID handle,
            AccountStore.Account account,
            byte[] secretHash,
            byte[] refreshHash,
            Client client,
            Location location,
            Novelty novelty,
            List<String> factors,
            UUID accessJti,
            UUID refreshFamily,
            Lifetime lifetime,
            long policyVersion) {}

    private static final String BEGIN = """
            with asked as (
                select * from unnest((select ?::uuid[]), ?::text[], ?::text[], ?::text[], ?::integer[],
                    ?::uuid[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::boolean[], ?::boolean[],
                    ?::double precision[], ?::double precision[], ?::double precision[], ?::double precision[], ?::integer[], ?::bigint[],
                    ?::uuid[], ?::uuid[], ?::bytea[])
                with ordinality as asked (account_id, password_hash, roles, permissions, factor_epoch,
                    handle, secret_hash, delivery, address, user_agent, device, factors,
                    browser, os, device_type, network, country, asn, as_name, new_device, new_network,
                    idle_ttl, absolute_ttl, access_ttl, refresh_ttl, refresh_grace, policy_version,
                    access_jti, refresh_family, refresh_hash, place)
            ), held as materialized (
                select asked.*, a.email, a.name, a.effective_permissions
                from asked cross join lateral (
                    select email, name, effective_permissions from account
                    where id = asked.account_id and enabled and password_hash = asked.password_hash
                        and roles = string_to_array(asked.roles, ' ') and factor_epoch = asked.factor_epoch
                        and (locked_until is null or locked_until <= statement_timestamp())
                        and not exists (
                            select from network_lock n
                            where n.network >>= asked.address::inet and n.locked_until > statement_timestamp())
                        and effective_permissions = string_to_array(asked.permissions, ' ')
                    for share skip locked) a
            ), beginning as materialized (
                select held.*, held.address::inet as inet, clock_timestamp() as now from held
            ), begun as (
                insert into session (handle, account_id, secret_hash, delivery, created_at, authenticated_at, last_seen_at,
                    idle_ttl, idle_expires_at, expires_at,
                    lapse_check_at,
                    address, user_agent, device, browser, os, device_type,
                    network, network_version, country, asn, as_name, new_device, new_network, permissions, factors,
                    access_ttl, refresh_ttl, refresh_grace, policy_version,
                    access_jti, access_issued_at,
                    access_expires_at,
                    refresh_family, refresh_expires_at)
                select handle, account_id, secret_hash, delivery, now, now, now,
                    floor(idle_ttl), now + make_interval(secs => idle_ttl), now + make_interval(secs => absolute_ttl),
                    now + make_interval(secs => least(idle_ttl, absolute_ttl)),
                    inet, user_agent, device, browser, os, device_type,
                    network, policy_version, country, asn, as_name, new_device, new_network, effective_permissions, string_to_array(factors, ' '),
                    floor(access_ttl), floor(refresh_ttl), refresh_grace, policy_version,
                    access_jti, date_trunc('second', now),
                    date_trunc('second', now) + make_interval(secs => least(access_ttl, absolute_ttl)),
                    refresh_family, now + make_interval(secs => least(refresh_ttl, absolute_ttl))
                from beginning
            ), added as (
                insert into refresh_token (session_handle, generation, token_hash, issued_at, access_jti)
                select handle, 1, refresh_hash, now, access_jti from beginning
            ), told as (
                insert into event (type, session_handle) select ?, handle from beginning
            )
            select place, email, name, effective_permissions as permissions, host(inet) as address, now from beginning
            """;

    /**
     * Writes new sessions, each with its refresh family and its event, at the database's time, in one statement. It holds each account until the transaction ends, so
     * that a password change or a disabling meanwhile either waits for this session and ends it, or prevents it. It waits for no account itself.
     *
     * @return the sessions, in the order of the list; empty if the account is disabled, or its password, second factor, roles or permissions are no longer those
     *     that were checked, or somebody holds it to change it; then nothing is done for that one
     */
    public static List<Optional<Session>> begin(Transaction transaction, List<Beginning> beginnings)
            throws SQLException {
        if (beginnings.stream().anyMatch(one -> Operator.operates(one.account().effectivePermissions()))) {
            transaction.demandAudit();
        }
        List<Optional<Session>> begun = new ArrayList<>(Collections.nCopies(beginnings.size(), Optional.empty()));
        transaction.query(
                BEGIN,
                row -> {
                    int place = row.getInt("place") - 1;
                    return begun.set(place, Optional.of(begun(row, beginnings.get(place))));
                },
                each(beginnings, beginning -> beginning.account().id()),
                each(beginnings, beginning -> beginning.account().passwordHash()),
                each(beginnings, beginning -> words(beginning.account().roles())),
                each(beginnings, beginning -> words(beginning.account().effectivePermissions())),
                each(beginnings, beginning -> beginning.account().factorEpoch()),
                each(beginnings, Beginning::handle),
                each(beginnings, Beginning::secretHash),
                each(
                        beginnings,
                        beginning -> beginning.client().delivery().name().toLowerCase(Locale.ROOT)),
                each(beginnings, beginning -> beginning.client().address()),
                each(beginnings, beginning -> beginning.client().userAgent()),
                each(beginnings, beginning -> beginning.client().device().text()),
                each(beginnings, beginning -> words(beginning.factors())),
                each(beginnings, beginning -> beginning.client().device().browser()),
                each(beginnings, beginning -> beginning.client().device().os()),
                each(beginnings, beginning -> beginning.client().device().type().wire()),
                each(beginnings, beginning -> beginning.location().network()),
                each(beginnings, beginning -> beginning.location().country()),
                each(beginnings, beginning -> beginning.location().asn()),
                each(beginnings, beginning -> beginning.location().asName()),
                each(beginnings, beginning -> beginning.novelty().device()),
                each(beginnings, beginning -> beginning.novelty().network()),
                each(beginnings, beginning -> seconds(beginning.lifetime().idle())),
                each(beginnings, beginning -> seconds(beginning.lifetime().absolute())),
                each(beginnings, beginning -> seconds(beginning.lifetime().access())),
                each(beginnings, beginning -> seconds(beginning.lifetime().refresh())),
                each(beginnings, beginning -> (int) beginning.lifetime().grace().toSeconds()),
                each(beginnings, Beginning::policyVersion),
                each(beginnings, Beginning::accessJti),
                each(beginnings, Beginning::refreshFamily),
                each(beginnings, Beginning::refreshHash),
                EventType.SESSION_STARTED.wire());
        for (int i = 0; i < begun.size(); i++) {
            int place = i;
            begun.get(i)
                    .ifPresent(session -> transaction.happened(
                            place,
                            new Happening(
                                    EventType.SESSION_STARTED,
                                    session.handle(),
                                    session.account().id(),
                                    null,
                                    null,
                                    session.client().address())));
        }
        return begun;
    }

    /** One of them. */
    public static Optional<Session> begin(Transaction transaction, Beginning beginning) throws SQLException {
        return begin(transaction, List.of(beginning)).getFirst();
    }

    /** What was written: it need not be read again. */
    private static Session begun(ResultSet row, Beginning beginning) throws SQLException {
        Lifetime lifetime = beginning.lifetime();
        Client client = beginning.client();
        Instant now = Transaction.instant(row, "now");
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        return new Session(
                beginning.handle(),
                new Session.Account(beginning.account().id(), row.getString("email"), row.getString("name")),
                beginning.secretHash(),
                new Client(row.getString("address"), client.userAgent(), client.device(), client.delivery()),
                beginning.location(),
                beginning.novelty(),
                now,
                now,
                beginning.factors(),
                now,
                new Session.Limits(
                        lifetime.idle().truncatedTo(ChronoUnit.SECONDS),
                        lifetime.access().truncatedTo(ChronoUnit.SECONDS),
                        lifetime.refresh().truncatedTo(ChronoUnit.SECONDS),
                        lifetime.grace().truncatedTo(ChronoUnit.SECONDS)),
                now.plus(lifetime.idle()),
                now.plus(lifetime.absolute()),
                Transaction.strings(row, "permissions"),
                Map.of(),
                new Session.Access(
                        beginning.accessJti(), issued, issued.plus(shorter(lifetime.access(), lifetime.absolute()))),
                new Session.Refresh(
                        beginning.refreshFamily(),
                        1,
                        now.plus(shorter(lifetime.refresh(), lifetime.absolute())),
                        false),
                1,
                null,
                null,
                now);
    }

    private static List<@Nullable Object> each(
            List<Beginning> beginnings, Function<Beginning, @Nullable Object> value) {
        List<@Nullable Object> values = new ArrayList<>(beginnings.size());
        beginnings.forEach(beginning -> values.add(value.apply(beginning)));
        return values;
    }

    /** Names without spaces. */
    private static String words(List<String> names) {
        return String.join(" ", names);
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
        if (DECIDED.contains(reason)) {
            transaction.demandAudit();
        }
        hold(transaction, handles);
        List<UUID> lapsed = recordLapse(transaction, handles, false);
        List<UUID> byUs =
                transaction.query("""
                update session
                set ended_at = statement_timestamp(), end_reason = ?, ended_by = ?, end_note = ?, lapse_check_at = 'infinity',
                    version = version + 1
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

    /** Removes sessions, with their tokens, that ended longer ago than this. At most {@code limit}. */
    public static int remove(Transaction transaction, Duration endedBefore, int limit) throws SQLException {
        int removed = transaction.update("""
                delete from session where handle in (
                    select handle from session where ended_at < now() - make_interval(secs => ?)
                    limit ? for update skip locked)
                """, seconds(endedBefore), limit);
        if (removed > 0) {
            transaction.update("update session_removed set n = n + ?", removed);
        }
        return removed;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
