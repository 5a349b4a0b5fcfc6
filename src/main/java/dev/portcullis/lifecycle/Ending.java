package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Permission;
import dev.portcullis.api.Receipt;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Ids;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Session;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.NodeStore;
import dev.portcullis.store.RevocationStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import dev.portcullis.token.ReceiptSigner;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Ends sessions: by their user, by an operator, with their account's password. */
public final class Ending {
    /** So many ended sessions are named in the audit. */
    private static final int MOST_NAMED = 100;

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
            SessionStore.Ended ended = SessionStore.end(
                    transaction,
                    List.of(session.handle()),
                    EndReason.LOGOUT,
                    session.account().email(),
                    null);
            EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
            return true;
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
    public Receipt revoke(Collection<UUID> handles, String reason, Operator operator, long arrived) {
        Set<UUID> named = new LinkedHashSet<>(handles);
        UUID id = Ids.next();
        record Done(int matched, int ended, long fence, Instant at, List<String> nodes) {}
        Done done = database.transact(transaction -> {
            // Accounts before sessions: the revocation will name the operator's, which may just be about to be disabled
            // with its sessions.
            if (operator.account() != null) {
                AccountStore.holdToName(transaction, operator.account());
            }
            int matched = RevocationStore.known(transaction, named);
            SessionStore.Ended ended = SessionStore.end(transaction, named, EndReason.REVOKED, operator.name(), reason);
            EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
            int byUs = ended.byUs().size();
            long fence = RevocationStore.nextFence(transaction);
            Instant at = RevocationStore.add(
                    transaction,
                    new RevocationStore.Row(id, operator.account(), operator.client(), reason, matched, byUs, fence));
            AuditStore.note(
                    transaction,
                    operator,
                    AuditAction.SESSIONS_REVOKED,
                    Subject.revocation(id),
                    detail(reason, matched, ended.byUs()));
            return new Done(matched, byUs, fence, at, NodeStore.running(transaction));
        });
        double milliseconds = Math.round((System.nanoTime() - arrived) / 10_000.0) / 100.0;
        feed.nudge();
        Receipt receipt = signer.sign(new Receipt(
                id,
                done.at(),
                operator.name(),
                reason,
                done.matched(),
                done.ended(),
                done.matched() - done.ended(),
                done.fence(),
                done.nodes().stream()
                        .map(node -> new Receipt.Node(node, milliseconds))
                        .toList(),
                ""));
        database.transact(transaction -> RevocationStore.keep(transaction, id, receipt.signature()));
        return receipt;
    }

    /** For the record; of very many sessions not all are named: who ended it stands with each of them. */
    private static ObjectNode detail(String reason, int matched, List<UUID> ended) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("reason", reason)
                .put("matched", matched)
                .put("ended", ended.size());
        ArrayNode named = detail.putArray("sessions");
        ended.stream().limit(MOST_NAMED).map(UUID::toString).forEach(named::add);
        return detail;
    }

    /** What came of setting a password. */
    public enum PasswordOutcome {
        SET,
        NO_SUCH_ACCOUNT,
        /** The account may do what the operator may not: whoever sets its password could become more than they are. */
        BEYOND_OPERATOR
    }

    /** Sets an account's password, and ends its sessions in the same transaction. */
    public PasswordOutcome setPassword(UUID account, String passwordHash, Operator operator) {
        PasswordOutcome outcome = database.transact(transaction -> {
            Optional<AccountStore.Account> held = AccountStore.holdToChange(transaction, account);
            if (held.isEmpty()) {
                return PasswordOutcome.NO_SUCH_ACCOUNT;
            }
            Authority.requireStanding(transaction, operator);
            if (beyond(held.get(), operator)) {
                return PasswordOutcome.BEYOND_OPERATOR;
            }
            AccountStore.setPassword(transaction, account, passwordHash);
            SessionStore.Ended ended = SessionStore.end(
                    transaction,
                    SessionStore.ofAccount(transaction, account),
                    EndReason.ACCOUNT,
                    operator.name(),
                    null);
            EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
            EventStore.appendChange(
                    transaction,
                    EventType.ACCOUNT_PASSWORD_CHANGED,
                    Subject.account(account),
                    operator,
                    new Difference()
                            .with("email", held.get().email())
                            .with("sessionsEnded", ended.byUs().size())
                            .detail());
            return PasswordOutcome.SET;
        });
        feed.nudge();
        return outcome;
    }

    /** Whether the account may do what the operator may not: whoever gets into it would become more than they are. */
    static boolean beyond(AccountStore.Account account, Operator operator) {
        return account.effectivePermissions().stream()
                .anyMatch(permission -> Permission.ALL.contains(permission) && !operator.permits(permission));
    }

    /** Ends the other sessions of a session's account, which the transaction holds (ASVS 7.4.3). */
    static void endOthers(Transaction transaction, Session own) throws SQLException {
        List<UUID> others = SessionStore.ofAccount(transaction, own.account().id()).stream()
                .filter(handle -> !handle.equals(own.handle()))
                .toList();
        SessionStore.Ended ended = SessionStore.end(
                transaction, others, EndReason.ACCOUNT, own.account().email(), null);
        EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
    }
}
