package dev.portcullis.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.Permission;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationView;
import dev.portcullis.api.Suspension;
import dev.portcullis.session.Lockdown;
import dev.portcullis.session.Measure;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Revocations: planned, being carried out, done with their receipt. Their sessions are in {@link RevocationChunks}. */
public final class RevocationStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Receipt.Node>> NODES = new TypeReference<>() {};

    private RevocationStore() {}

    /** How far one has come. */
    public enum State {
        PLANNED,
        RUNNING,
        DONE
    }

    /**
     * One as it is.
     *
     * @param operator who asked; what they may do is not kept
     * @param origin from where
     * @param by who it is, as it is shown
     * @param actor the same, as events have it
     * @param beyond who holds one of these permissions may do more than they
     * @param expired whether the time in which a plan can be executed has passed
     * @param query by which the sessions were found; null if they were named
     * @param reason null while it is planned
     * @param matched how many sessions are in it
     * @param named the same, with those handles that are no session's
     * @param affected to how many of the sessions it was done
     * @param unchanged to how many there was nothing to do
     * @param alreadyEnded how many had ended before
     * @param lockedAccounts how many accounts it has locked
     * @param suspendedUntil until when it suspends them; null unless it does, and was begun
     * @param requestHash of the request that began it, if that had an idempotency key
     * @param receipt null until it is signed
     */
    public record Revocation(
            UUID id,
            State state,
            Measure measure,
            Lockdown lockdown,
            List<String> beyond,
            Operator operator,
            Origin origin,
            String by,
            String actor,
            boolean expired,
            @Nullable String query,
            @Nullable String reason,
            @Nullable Instant begunAt,
            int matched,
            int named,
            int affected,
            int unchanged,
            int alreadyEnded,
            int lockedAccounts,
            @Nullable Instant suspendedUntil,
            byte @Nullable [] requestHash,
            @Nullable Receipt receipt) {

        /** Whether this is who has asked for it: the same account, or the same client. */
        public boolean isOf(Operator asking) {
            UUID whose = operator.account() == null ? operator.client() : operator.account();
            return whose != null && whose.equals(asking.account() == null ? asking.client() : asking.account());
        }

        /** How many of its sessions have been dealt with. */
        public int done() {
            return affected + unchanged + alreadyEnded;
        }

        /** Of one that was begun. */
        public RevocationView view() {
            Instant at = begunAt;
            String why = reason;
            if (at == null || why == null) {
                throw new IllegalStateException("a plan that was not begun is shown to nobody");
            }
            return new RevocationView(
                    id,
                    state == State.DONE ? RevocationView.State.DONE : RevocationView.State.RUNNING,
                    measure.action(),
                    at,
                    by,
                    why,
                    matched,
                    done(),
                    receipt);
        }
    }

    private static final String COLUMNS = """
            id, state, action, account_id, client_id, session, address, request, by_name, actor, plan_expires_at <= statement_timestamp() as expired, query, reason, begun_at, matched, named, \
            affected, unchanged, already_ended, request_hash, finished_at, fence, digest, nodes, receipt, \
            lock_accounts, lock_networks, lock_minutes, lock_beyond, locked_accounts, suspend_minutes, suspend_then, begun_at + make_interval(mins => suspend_minutes) as suspended_until\
            """;

    /**
     * What is planned.
     *
     * @param plan names it towards the operator; null if it is begun in the same transaction
     * @param valid for how long it can be executed
     * @param query by which the sessions were found; null if they were named
     */
    public record Planned(
            UUID id,
            Measure measure,
            Lockdown lockdown,
            Operator operator,
            @Nullable String plan,
            Duration valid,
            @Nullable String query,
            int matched,
            int named) {}

    /** Writes down what is planned; its chunks follow. Answers until when it can be executed. */
    public static Instant plan(Transaction transaction, Planned planned) throws SQLException {
        return transaction.one(
                """
                insert into revocation (id, state, action, account_id, client_id, session, by_name, actor, planned_at,
                    plan, plan_expires_at, matched, named, affected, already_ended, suspend_minutes, suspend_then, lock_accounts, lock_networks, lock_minutes, lock_beyond, query)
                select ?, 'planned', ?, ?, ?, ?, ?, ?, now, plan, case when plan is not null then now + make_interval(secs => ?) end,
                    ?, ?, 0, 0, ?::integer, ?, ?, ?, ?::integer, ?, ?
                from (values (date_trunc('milliseconds', statement_timestamp()), ?::text)) given (now, plan)
                returning coalesce(plan_expires_at, planned_at) as until
                """,
                row -> Transaction.instant(row, "until"),
                planned.id(),
                planned.measure().action().wire(),
                planned.operator().account(),
                planned.operator().client(),
                planned.operator().session(),
                planned.operator().name(),
                planned.operator().actor(),
                SessionStore.seconds(planned.valid()),
                planned.matched(),
                planned.named(),
                planned.measure() instanceof Measure.Suspend(int minutes, var _) ? minutes : null,
                planned.measure() instanceof Measure.Suspend(int _, var then) ? then.wire() : null,
                planned.lockdown().accounts(),
                planned.lockdown().networks(),
                planned.lockdown().minutes(),
                Permission.ALL.stream()
                        .filter(permission -> !planned.operator().permits(permission))
                        .toList(),
                planned.query(),
                planned.plan());
    }

    public static Optional<Revocation> byPlan(Transaction transaction, String plan) throws SQLException {
        return transaction.first(
                "select " + COLUMNS + " from revocation where plan = ?", RevocationStore::revocation, plan);
    }

    /** One that was begun; a plan is nobody's to see but by its name. */
    public static Optional<Revocation> begun(Transaction transaction, UUID id) throws SQLException {
        return transaction.first(
                "select " + COLUMNS + " from revocation where id = ? and state <> 'planned'",
                RevocationStore::revocation,
                id);
    }

    /** What the operator has begun under this key. */
    public static Optional<Revocation> byKey(Transaction transaction, Operator operator, String key)
            throws SQLException {
        return transaction.first(
                "select " + COLUMNS
                        + " from revocation where coalesce(account_id, client_id) = ? and idempotency_key = ?",
                RevocationStore::revocation,
                operator.account() == null ? operator.client() : operator.account(),
                key);
    }

    /** Waits for whoever is beginning something under the same key; what is asked after it sees what they have begun. */
    public static void holdKey(Transaction transaction, Operator operator, String key) throws SQLException {
        transaction.query(
                "select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> "", operator.actor() + "\n" + key);
    }

    /** A page of those that were begun, newest first. */
    public static List<Revocation> page(Transaction transaction, @Nullable UUID after, int limit) throws SQLException {
        return transaction.query("select " + COLUMNS + """
                         from revocation
                        where begun_at is not null
                            and (?::uuid is null or (begun_at, id) < (select begun_at, id from revocation where id = ?::uuid))
                        order by begun_at desc, id desc limit ?
                        """, RevocationStore::revocation, after, after, limit);
    }

    /**
     * How something is begun.
     *
     * @param since for how long the request has been here
     * @param by who begins it, by whichever session
     * @param key the request's idempotency key, if it has one
     */
    public record Beginning(
            String reason,
            Duration since,
            Operator by,
            UUID worker,
            Duration lease,
            @Nullable String key,
            byte @Nullable [] requestHash) {}

    /**
     * Begins what was planned: from here on it is carried out to its end, by whichever server.
     *
     * @return false if it is begun already, or its time has passed
     */
    public static boolean begin(Transaction transaction, UUID id, Beginning beginning) throws SQLException {
        return transaction.update(
                        """
                        update revocation
                        set state = 'running', reason = ?, session = ?, address = ?, request = ?,
                            begun_at = statement_timestamp() - make_interval(secs => ?),
                            worker = ?, lease_ends = statement_timestamp() + make_interval(secs => ?),
                            idempotency_key = ?, request_hash = ?
                        where id = ? and state = 'planned'
                            and (plan_expires_at is null or plan_expires_at > statement_timestamp())
                        """,
                        beginning.reason(),
                        beginning.by().session(),
                        Origin.current().address(),
                        Origin.current().request(),
                        SessionStore.seconds(beginning.since()),
                        beginning.worker(),
                        SessionStore.seconds(beginning.lease()),
                        beginning.key(),
                        beginning.requestHash(),
                        id)
                == 1;
    }

    /** Takes up one that nobody works on any more. */
    public static Optional<Revocation> takeUp(Transaction transaction, UUID worker, Duration lease)
            throws SQLException {
        return transaction.first("""
                update revocation set worker = ?, lease_ends = statement_timestamp() + make_interval(secs => ?)
                where id = (
                    select id from revocation where state = 'running' and lease_ends <= statement_timestamp()
                    order by lease_ends limit 1 for update skip locked)
                returning\
                """ + " " + COLUMNS, RevocationStore::revocation, worker, SessionStore.seconds(lease));
    }

    /** Lets others take it up at once. */
    public static void leave(Transaction transaction, UUID id, UUID worker) throws SQLException {
        transaction.update(
                "update revocation set lease_ends = statement_timestamp() where id = ? and worker = ? and state = 'running'",
                id,
                worker);
    }

    /** Goes on with one: holds it until the transaction ends. Empty if it is not this worker's any more, or done. */
    public static Optional<Revocation> hold(Transaction transaction, UUID id, UUID worker, Duration lease)
            throws SQLException {
        return transaction.first(
                "update revocation set lease_ends = statement_timestamp() + make_interval(secs => ?)"
                        + " where id = ? and worker = ? and state = 'running' returning " + COLUMNS,
                RevocationStore::revocation,
                SessionStore.seconds(lease),
                id,
                worker);
    }

    /** Notes what a chunk has come to. */
    public static void advance(Transaction transaction, UUID id, int affected, int unchanged, int alreadyEnded)
            throws SQLException {
        transaction.update("""
                update revocation
                set affected = affected + ?, unchanged = unchanged + ?, already_ended = already_ended + ?
                where id = ?
                """, affected, unchanged, alreadyEnded, id);
    }

    /** Notes that so many accounts more are locked. */
    public static void locked(Transaction transaction, UUID id, int accounts) throws SQLException {
        transaction.update("update revocation set locked_accounts = locked_accounts + ? where id = ?", accounts, id);
    }

    /** The next fence: a number that grows with each narrowing change. */
    public static long nextFence(Transaction transaction) throws SQLException {
        return transaction.one("select nextval('fence')", row -> row.getLong(1));
    }

    /**
     * The time at which all of it is committed, for who asks after it is.
     *
     * @param elapsed since the request came, in milliseconds
     */
    public record Committed(Instant at, double elapsed) {}

    public static Committed committed(Transaction transaction, UUID id) throws SQLException {
        return transaction.one("""
                select date_trunc('milliseconds', now) as at, round((extract(epoch from now - begun_at) * 1000)::numeric, 2) as elapsed
                from (select statement_timestamp() as now, begun_at from revocation where id = ?) r
                """, row -> new Committed(Transaction.instant(row, "at"), row.getDouble("elapsed")), id);
    }

    /** Keeps its receipt: it is done. */
    public static void finish(Transaction transaction, Receipt receipt) throws SQLException {
        transaction.update(
                """
                update revocation
                set state = 'done', finished_at = ?, matched = ?, fence = ?, digest = ?, nodes = ?::jsonb, receipt = ?, worker = null, lease_ends = null
                where id = ?
                """,
                receipt.at(),
                receipt.matched(),
                receipt.fence(),
                receipt.digest(),
                nodes(receipt.nodes()),
                receipt.signature(),
                receipt.id());
    }

    /** Removes plans that nobody has executed. At most {@code limit}. */
    public static int removeExpired(Transaction transaction, Duration since, int limit) throws SQLException {
        return transaction.update("""
                delete from revocation where id in (
                    select id from revocation
                    where state = 'planned' and plan_expires_at < now() - make_interval(secs => ?)
                    limit ? for update skip locked)
                """, SessionStore.seconds(since), limit);
    }

    /** Removes those that were done longer ago than this, with their receipts. At most {@code limit}. */
    public static int remove(Transaction transaction, Duration doneBefore, int limit) throws SQLException {
        return transaction.update("""
                delete from revocation where id in (
                    select id from revocation
                    where begun_at < now() - make_interval(secs => ?) and finished_at < now() - make_interval(secs => ?)
                    limit ? for update skip locked)
                """, SessionStore.seconds(doneBefore), SessionStore.seconds(doneBefore), limit);
    }

    private static Revocation revocation(ResultSet row) throws SQLException {
        State state = State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        return new Revocation(
                Transaction.uuid(row, "id"),
                state,
                measure(row),
                new Lockdown(
                        row.getBoolean("lock_accounts"),
                        Transaction.strings(row, "lock_networks"),
                        row.getObject("lock_minutes", Integer.class)),
                Transaction.strings(row, "lock_beyond"),
                new Operator(
                        row.getString("by_name"),
                        row.getObject("account_id", UUID.class),
                        row.getObject("client_id", UUID.class),
                        row.getObject("session", UUID.class),
                        List.of()),
                new Origin(row.getString("address"), row.getString("request")),
                row.getString("by_name"),
                row.getString("actor"),
                row.getBoolean("expired"),
                row.getString("query"),
                row.getString("reason"),
                Transaction.instantOrNull(row, "begun_at"),
                row.getInt("matched"),
                row.getInt("named"),
                row.getInt("affected"),
                row.getInt("unchanged"),
                row.getInt("already_ended"),
                row.getInt("locked_accounts"),
                Transaction.instantOrNull(row, "suspended_until"),
                row.getBytes("request_hash"),
                state == State.DONE ? receipt(row) : null);
    }

    private static Measure measure(ResultSet row) throws SQLException {
        return switch (RevocationAction.ofWire(row.getString("action"))) {
            case END -> new Measure.End();
            case SUSPEND ->
                new Measure.Suspend(
                        row.getInt("suspend_minutes"), Suspension.Then.ofWire(row.getString("suspend_then")));
            case RELEASE -> new Measure.Release();
        };
    }

    private static Receipt receipt(ResultSet row) throws SQLException {
        RevocationAction action = RevocationAction.ofWire(row.getString("action"));
        int affected = row.getInt("affected");
        return new Receipt(
                Transaction.uuid(row, "id"),
                Transaction.instant(row, "finished_at"),
                action,
                row.getString("by_name"),
                row.getString("reason"),
                row.getInt("matched"),
                action == RevocationAction.END ? affected : 0,
                action == RevocationAction.SUSPEND ? affected : 0,
                action == RevocationAction.RELEASE ? affected : 0,
                row.getInt("unchanged"),
                row.getInt("already_ended"),
                Transaction.instantOrNull(row, "suspended_until"),
                row.getInt("locked_accounts"),
                Transaction.strings(row, "lock_networks"),
                row.getLong("fence"),
                row.getString("digest"),
                nodes(row.getString("nodes")),
                row.getString("receipt"));
    }

    private static String nodes(List<Receipt.Node> nodes) {
        try {
            return JSON.writeValueAsString(nodes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Receipt.Node> nodes(@Nullable String json) {
        try {
            return json == null ? List.of() : JSON.readValue(json, NODES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the nodes of a receipt are no JSON", e);
        }
    }
}
