package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationResult;
import dev.portcullis.cluster.Feed;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.NodeStore;
import dev.portcullis.store.RevocationChunks;
import dev.portcullis.store.RevocationChunks.Chunk;
import dev.portcullis.store.RevocationStore;
import dev.portcullis.store.RevocationStore.Committed;
import dev.portcullis.store.RevocationStore.Revocation;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import dev.portcullis.token.ReceiptSigner;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Carries revocations out, a chunk in each transaction: its sessions, their events, what became of each and the progress commit together, so that a crash leaves
 * whole chunks, and nothing is done or told twice. When all are committed, the receipt is signed.
 *
 * <p>Who works on a revocation has a lease of it, and renews it with each chunk. It keeps others from waiting for each other in vain; what makes sure that
 * each chunk is done once is the row of the revocation, which every step holds.
 */
public final class RevocationWork {
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
            Optional<UUID> left = database.transact(transaction -> RevocationStore.takeUp(transaction, worker, LEASE));
            if (left.isEmpty()) {
                return;
            }
            carryOn(left.get(), worker, until);
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
        Committed committed = RevocationStore.committed(transaction, revocation.id());
        Receipt receipt = signer.sign(new Receipt(
                revocation.id(),
                committed.at(),
                revocation.action(),
                revocation.by(),
                String.valueOf(revocation.reason()),
                revocation.done(), // some that matched may have left retention since
                revocation.affected(),
                revocation.alreadyEnded(),
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
                null,
                revocation.actor(),
                detail(revocation)
                        .put("action", receipt.action().wire())
                        .put("reason", receipt.reason())
                        .put("matched", receipt.matched())
                        .put("affected", receipt.ended())
                        .put("digest", receipt.digest()));
    }

    /** Deals with the next chunk of a held revocation. */
    static boolean chunk(Transaction transaction, Revocation revocation) throws SQLException {
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
        SessionStore.Ended ended =
                SessionStore.end(transaction, chunk.handles(), EndReason.REVOKED, revocation.by(), revocation.reason());
        EventStore.append(transaction, EventType.SESSION_ENDED, ended.byUs(), revocation.actor(), detail(revocation));
        EventStore.append(transaction, EventType.SESSION_ENDED, ended.lapsed());
        Set<UUID> byUs = new HashSet<>(ended.byUs());
        Set<UUID> known = new HashSet<>(SessionStore.known(transaction, chunk.handles()));
        List<RevocationResult> results = chunk.handles().stream()
                .map(handle -> byUs.contains(handle)
                        ? RevocationResult.ENDED
                        : known.contains(handle) ? RevocationResult.ALREADY_ENDED : RevocationResult.NOT_FOUND)
                .toList();
        RevocationChunks.done(transaction, revocation.id(), chunk, results);
        RevocationStore.advance(transaction, revocation.id(), byUs.size(), known.size() - byUs.size());
    }

    private static ObjectNode detail(Revocation revocation) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("revocation", revocation.id().toString());
    }
}
