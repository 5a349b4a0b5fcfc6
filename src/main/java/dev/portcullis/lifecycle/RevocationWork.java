package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationResult;
import dev.portcullis.api.Suspension;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Measure;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.LockStore;
import dev.portcullis.store.NodeStore;
import dev.portcullis.store.RevocationChunks;
import dev.portcullis.store.RevocationChunks.Chunk;
import dev.portcullis.store.RevocationStore;
import dev.portcullis.store.RevocationStore.Committed;
import dev.portcullis.store.RevocationStore.Revocation;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.SuspensionStore;
import dev.portcullis.store.Transaction;
import dev.portcullis.token.ReceiptSigner;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Carries revocations out, a chunk in each transaction: its sessions, their events, what became of each and the progress commit together, so that a crash leaves
 * whole chunks, and nothing is done or told twice. When all are committed, the receipt is signed.
 *
 * <p>Who works on a revocation has a lease of it, and renews it with each chunk. It keeps others from waiting for each other in vain; what makes sure that
 * each chunk is done once is the row of the revocation, which every step holds.
 */
public final class RevocationWork {
    /** So many sessions, or accounts, are named in one entry of the audit. */
    static final int MOST_NAMED = 100;

    static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration ROUND = Duration.ofSeconds(10);

    private final Database database;
    private final ReceiptSigner signer;
    private final Feed feed;
    private volatile boolean stopped;

    public RevocationWork(Database database, ReceiptSigner signer, Feed feed) {
        this.database = database;
        this.signer = signer;
        this.feed = feed;
    }

    /** What a step has come to. */
    private enum Step {
        /** Another chunk is done. */
        CHUNK,
        /** There was none left: the receipt is signed. */
        SIGNED,
        /** Somebody else works on it, or it is done. */
        NOT_OURS
    }

    /** Takes up what no server works on any more, for a while; called every second. */
    public void run() {
        UUID worker = UUID.randomUUID();
        long until = System.nanoTime() + ROUND.toNanos();
        while (!stopped && System.nanoTime() - until < 0) {
            Optional<Revocation> left =
                    database.transact(transaction -> RevocationStore.takeUp(transaction, worker, LEASE));
            if (left.isEmpty()) {
                return;
            }
            left.get().origin().during(() -> carryOn(left.get().id(), worker, until));
        }
    }

    /** From here on no more chunks are begun here: other servers take them up. */
    public void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /**
     * Goes on with a revocation of which this worker has the lease: until it is done, somebody else has it, or the time is up; then others may take it up at once.
     *
     * @param until {@link System#nanoTime()}
     */
    void carryOn(UUID id, UUID worker, long until) {
        while (!stopped && System.nanoTime() - until < 0) {
            Step step = database.transact(transaction -> {
                Optional<Revocation> held = RevocationStore.hold(transaction, id, worker, LEASE);
                return held.isEmpty() ? Step.NOT_OURS : step(transaction, held.get());
            });
            feed.nudge();
            if (step != Step.CHUNK) {
                return;
            }
        }
        database.transact(transaction -> {
            RevocationStore.leave(transaction, id, worker);
            return true;
        });
    }

    /** Signs the receipt of a held one whose chunks are all committed. */
    private void finish(Transaction transaction, Revocation revocation) throws SQLException {
        RevocationAction action = revocation.measure().action();
        Committed committed = RevocationStore.committed(transaction, revocation.id());
        Receipt receipt = signer.sign(new Receipt(
                revocation.id(),
                committed.at(),
                action,
                revocation.by(),
                String.valueOf(revocation.reason()),
                revocation.done(), // some that matched may have left retention since
                action == RevocationAction.END ? revocation.affected() : 0,
                action == RevocationAction.SUSPEND ? revocation.affected() : 0,
                action == RevocationAction.RELEASE ? revocation.affected() : 0,
                revocation.unchanged(),
                revocation.alreadyEnded(),
                revocation.suspendedUntil(),
                revocation.lockedAccounts(),
                revocation.lockdown().networks(),
                RevocationStore.nextFence(transaction),
                RevocationChunks.digest(transaction, revocation.id()).orElse(null),
                NodeStore.running(transaction).stream()
                        .map(node -> new Receipt.Node(node, committed.elapsed()))
                        .toList(),
                ""));
        RevocationStore.finish(transaction, receipt);
        EventStore.appendChange(
                transaction,
                EventType.REVOCATION_DONE,
                Subject.revocation(revocation.id()),
                revocation.operator(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("action", receipt.action().wire())
                        .put("reason", receipt.reason())
                        .put("matched", receipt.matched())
                        .put("affected", revocation.affected())
                        .put("lockedAccounts", revocation.lockedAccounts())
                        .put("digest", receipt.digest()));
    }

    /** Tells that it is begun, and locks the networks that it locks. */
    static void begin(Transaction transaction, Revocation revocation) throws SQLException {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("action", revocation.measure().action().wire())
                .put("reason", revocation.reason())
                .put("matched", revocation.matched());
        if (revocation.query() != null) {
            detail.put("query", revocation.query());
        }
        AuditStore.note(
                transaction,
                revocation.operator(),
                AuditAction.REVOCATION_BEGUN,
                Subject.revocation(revocation.id()),
                detail);
        Locks.begin(transaction, revocation);
    }

    /** Begins one that has a single chunk, and deals with that. */
    static void atOnce(Transaction transaction, Revocation revocation) throws SQLException {
        Locks.begin(transaction, revocation);
        chunk(transaction, revocation);
    }

    /** Deals with the next chunk of a held revocation. */
    private static boolean chunk(Transaction transaction, Revocation revocation) throws SQLException {
        Optional<Chunk> chunk = RevocationChunks.next(transaction, revocation.id());
        if (chunk.isEmpty()) {
            return false;
        }
        deal(transaction, revocation, chunk.get());
        return true;
    }

    private Step step(Transaction transaction, Revocation revocation) throws SQLException {
        if (chunk(transaction, revocation)) {
            return Step.CHUNK;
        }
        finish(transaction, revocation);
        return Step.SIGNED;
    }

    private static void deal(Transaction transaction, Revocation revocation, Chunk chunk) throws SQLException {
        if (revocation.lockdown().accounts()) { // first: accounts are held before their sessions
            List<UUID> held = LockStore.holdAccounts(
                    transaction, chunk.handles(), revocation.operator().account(), revocation.beyond());
            int locked = Locks.lockHeld(transaction, held, revocation);
            RevocationStore.locked(transaction, revocation.id(), locked);
        }
        Set<UUID> affected = Set.copyOf(
                switch (revocation.measure()) {
                    case Measure.End() -> end(transaction, revocation, chunk.handles());
                    case Measure.Suspend(int _, var then) -> suspend(transaction, revocation, chunk.handles(), then);
                    case Measure.Release() -> release(transaction, revocation, chunk.handles());
                });
        Map<UUID, Boolean> ended = SessionStore.ended(transaction, chunk.handles());
        List<RevocationResult> results = chunk.handles().stream()
                .map(handle -> result(revocation.measure(), affected.contains(handle), ended.get(handle)))
                .toList();
        RevocationChunks.done(transaction, revocation.id(), chunk, results);
        note(transaction, revocation, ended.size(), List.copyOf(affected));
        int unchanged = Collections.frequency(results, RevocationResult.UNCHANGED);
        RevocationStore.advance(
                transaction, revocation.id(), affected.size(), unchanged, ended.size() - affected.size() - unchanged);
    }

    /** For the audit; of very many sessions not all are named, but how many more there are: under the revocation's id, which is the subject, all can be read. */
    private static void note(Transaction transaction, Revocation revocation, int matched, List<UUID> affected) {
        AuditAction action = switch (revocation.measure()) {
            case Measure.End() -> AuditAction.SESSIONS_REVOKED;
            case Measure.Suspend _ -> AuditAction.SESSIONS_SUSPENDED;
            case Measure.Release() -> AuditAction.SESSIONS_RELEASED;
        };
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("reason", revocation.reason())
                .put("matched", matched)
                .put(
                        switch (revocation.measure()) {
                            case Measure.End() -> "ended";
                            case Measure.Suspend _ -> "suspended";
                            case Measure.Release() -> "released";
                        },
                        affected.size());
        if (revocation.suspendedUntil() != null) {
            detail.put("until", revocation.suspendedUntil().toString());
        }
        ArrayNode named = detail.putArray("sessions");
        affected.stream().limit(MOST_NAMED).map(UUID::toString).forEach(named::add);
        if (affected.size() > MOST_NAMED) {
            detail.put("more", affected.size() - MOST_NAMED);
        }
        AuditStore.note(transaction, revocation.operator(), action, Subject.revocation(revocation.id()), detail);
    }

    private static List<UUID> end(Transaction transaction, Revocation revocation, List<UUID> handles)
            throws SQLException {
        SessionStore.Ended ended =
                SessionStore.end(transaction, handles, EndReason.REVOKED, revocation.by(), revocation.reason());
        EventStore.append(transaction, EventType.SESSION_ENDED, ended.byUs(), revocation.actor(), detail(revocation));
        EventStore.append(transaction, EventType.SESSION_ENDED, ended.lapsed());
        return ended.byUs();
    }

    private static List<UUID> suspend(
            Transaction transaction, Revocation revocation, List<UUID> handles, Suspension.Then then)
            throws SQLException {
        Instant until = revocation.suspendedUntil();
        String reason = revocation.reason();
        if (until == null || reason == null) {
            throw new IllegalStateException("a revocation is carried out that was not begun");
        }
        settle(transaction, handles);
        List<UUID> suspended = SuspensionStore.suspend(transaction, handles, until, then, revocation.by(), reason);
        ObjectNode detail =
                detail(revocation).put("suspendedUntil", until.toString()).put("then", then.wire());
        EventStore.append(transaction, EventType.SESSION_CHANGED, suspended, revocation.actor(), detail);
        return suspended;
    }

    private static List<UUID> release(Transaction transaction, Revocation revocation, List<UUID> handles)
            throws SQLException {
        settle(transaction, handles);
        List<UUID> released = SuspensionStore.release(transaction, handles);
        ObjectNode detail = detail(revocation).put("released", true);
        EventStore.append(transaction, EventType.SESSION_CHANGED, released, revocation.actor(), detail);
        return released;
    }

    /** Holds them, and writes down the ends of those whose time has passed. */
    private static void settle(Transaction transaction, List<UUID> handles) throws SQLException {
        SessionStore.hold(transaction, handles);
        EventStore.append(transaction, EventType.SESSION_ENDED, SessionStore.settle(transaction, handles));
    }

    /** @param over whether the session has ended; null if there is none */
    private static RevocationResult result(Measure measure, boolean affected, @Nullable Boolean over) {
        if (over == null) {
            return RevocationResult.NOT_FOUND;
        }
        if (affected) {
            return switch (measure) {
                case Measure.End() -> RevocationResult.ENDED;
                case Measure.Suspend _ -> RevocationResult.SUSPENDED;
                case Measure.Release() -> RevocationResult.RELEASED;
            };
        }
        return over ? RevocationResult.ALREADY_ENDED : RevocationResult.UNCHANGED;
    }

    private static ObjectNode detail(Revocation revocation) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("revocation", revocation.id().toString());
    }
}
