package dev.portcullis.lifecycle;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Receipt;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Ids;
import dev.portcullis.session.Session;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.NodeStore;
import dev.portcullis.store.RevocationStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.token.ReceiptSigner;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Ends sessions: by their user, by an operator, with their account's password. */
public final class Ending {
    private final Database database;
    private final ReceiptSigner signer;
    private final Feed feed;

    public Ending(Database database, ReceiptSigner signer, Feed feed) {
        this.database = database;
        this.signer = signer;
        this.feed = feed;
    }

    /** The user logs out. */
    public void logOut(Session session) {
        database.transact(transaction -> {
            List<UUID> ended = SessionStore.end(
                    transaction,
                    List.of(session.handle()),
                    EndReason.LOGOUT,
                    session.account().email(),
                    null);
            EventStore.append(transaction, EventType.SESSION_ENDED, ended);
            return ended.size();
        });
        feed.nudge();
    }

    /**
     * An operator ends sessions (ASVS 7.4.5). When this returns, no server serves any of them: servers ask the database each time, so the commit is the bound,
     * and the same for all that run.
     *
     * @param handles those that are no session's count for nothing
     * @param arrived {@link System#nanoTime()} when the request came
     */
    public Receipt revoke(Collection<UUID> handles, String reason, Session operator, long arrived) {
        Set<UUID> named = new LinkedHashSet<>(handles);
        record Done(int matched, int ended, long fence, List<String> nodes) {}
        Done done = database.transact(transaction -> {
            int matched = RevocationStore.known(transaction, named);
            List<UUID> ended = SessionStore.end(
                    transaction, named, EndReason.REVOKED, operator.account().email(), reason);
            EventStore.append(transaction, EventType.SESSION_ENDED, ended);
            return new Done(
                    matched, ended.size(), RevocationStore.nextFence(transaction), NodeStore.running(transaction));
        });
        double milliseconds =
                Math.round(Duration.ofNanos(System.nanoTime() - arrived).toNanos() / 10_000.0) / 100.0;
        feed.nudge();
        Receipt receipt = signer.sign(new Receipt(
                Ids.next(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                operator.account().email(),
                reason,
                done.matched(),
                done.ended(),
                done.matched() - done.ended(),
                done.fence(),
                done.nodes().stream()
                        .map(node -> new Receipt.Node(node, milliseconds))
                        .toList(),
                ""));
        database.transact(transaction -> {
            RevocationStore.keep(transaction, receipt, operator.account().id());
            return true;
        });
        return receipt;
    }

    /**
     * Sets an account's password, and ends its sessions in the same transaction.
     *
     * @return whether there is such an account
     */
    public boolean setPassword(UUID account, String passwordHash, Session operator) {
        boolean known = database.transact(transaction -> {
            if (!AccountStore.setPassword(transaction, account, passwordHash)) {
                return false;
            }
            List<UUID> ended = SessionStore.end(
                    transaction,
                    SessionStore.ofAccount(transaction, account),
                    EndReason.ACCOUNT,
                    operator.account().email(),
                    null);
            EventStore.append(transaction, EventType.SESSION_ENDED, ended);
            return true;
        });
        feed.nudge();
        return known;
    }
}
