package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Lock;
import dev.portcullis.api.LockPage;
import dev.portcullis.api.ProblemType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.LockStore;
import dev.portcullis.store.LockStore.Terms;
import dev.portcullis.store.RevocationStore.Revocation;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Nobody logs in to a locked account, or from a locked network, or proves there again who they are. Present sessions go on, and are refreshed: whoever wants them
 * to end, or to be suspended, does that, and may do both in one.
 *
 * <p>That an account is locked is told after a right password only. A login that is under way holds the account's row, so it is before the lock, and a session
 * that it began can be seen and ended; or it is after it.
 */
public final class Locks {
    /** Each login is held against them. */
    private static final int MOST_NETWORKS = 1000;

    private final Database database;
    private final Feed feed;

    /** Whether there was a lock of a network when this server last looked. What counts is what a login's own statement finds; this spares it a hash. */
    private volatile boolean anyNetwork;

    public Locks(Database database, Feed feed) {
        this.database = database;
        this.feed = feed;
    }

    /** Looks whether there are locks of networks; called every second. */
    public void refresh() {
        anyNetwork = database.read(LockStore::anyNetwork);
    }

    /** Whether nobody logs in from there: asked before a password is hashed. */
    boolean refuses(@Nullable String address) {
        return anyNetwork && address != null && database.read(transaction -> LockStore.refuses(transaction, address));
    }

    /**
     * Locks an account.
     *
     * @throws RefusedException if there is none, it is the operator's own, or may do more than they may
     */
    public Lock lockAccount(UUID account, String reason, @Nullable Integer minutes, Operator operator) {
        if (account.equals(operator.account())) {
            throw new RefusedException(ProblemType.OWN_LOCK, "Nobody locks their own account.");
        }
        Lock lock = database.transact(transaction -> {
            Account held = AccountStore.holdToChange(transaction, account)
                    .orElseThrow(() -> new RefusedException(ProblemType.NOT_FOUND, "No account has this id."));
            Authority.requireStanding(transaction, operator);
            Authority.requireWithin(held, operator);
            Terms terms = new Terms(reason, operator.name(), minutes);
            LockStore.lockAccounts(transaction, List.of(account), terms);
            EventStore.appendChange(
                    transaction,
                    EventType.ACCOUNT_LOCKED,
                    Subject.account(account),
                    operator,
                    detail(terms, null).put("email", held.email()));
            return LockStore.ofAccount(transaction, account).orElseThrow();
        });
        feed.nudge();
        return lock;
    }

    /**
     * Locks a network.
     *
     * @throws RefusedException if there are too many, or the operator is none any more
     */
    public Lock lockNetwork(String network, String reason, @Nullable Integer minutes, Operator operator) {
        Lock lock = database.transact(transaction -> {
            UUID id = lockNetwork(transaction, network, new Terms(reason, operator.name(), minutes), operator, null);
            Authority.requireStanding(transaction, operator);
            return LockStore.find(transaction, id).orElseThrow();
        });
        anyNetwork = true;
        feed.nudge();
        return lock;
    }

    /** What a revocation locks at its beginning. */
    static void begin(Transaction transaction, Revocation revocation) throws SQLException {
        for (String network : revocation.lockdown().networks()) {
            lockNetwork(transaction, network, terms(revocation), revocation.operator(), revocation.id());
        }
    }

    /** Locks accounts that the transaction holds. Answers how many were not locked before, or not for so long. */
    static int lockHeld(Transaction transaction, List<UUID> held, Revocation revocation) throws SQLException {
        Terms terms = terms(revocation);
        List<UUID> locked = LockStore.lockAccounts(transaction, held, terms);
        ObjectNode noted = detail(terms, null).put("locked", locked.size());
        ArrayNode named = noted.putArray("accounts");
        locked.stream().limit(RevocationWork.MOST_NAMED).map(UUID::toString).forEach(named::add);
        if (locked.size() > RevocationWork.MOST_NAMED) {
            noted.put("more", locked.size() - RevocationWork.MOST_NAMED);
        }
        EventStore.appendChanges(
                transaction,
                EventType.ACCOUNT_LOCKED,
                locked,
                Subject.revocation(revocation.id()),
                revocation.operator(),
                detail(terms, revocation.id()),
                noted);
        return locked.size();
    }

    private static UUID lockNetwork(
            Transaction transaction, String network, Terms terms, Operator by, @Nullable UUID revocation)
            throws SQLException {
        UUID id = LockStore.lockNetwork(transaction, network, terms);
        if (LockStore.networks(transaction) > MOST_NETWORKS) {
            throw new RefusedException(
                    ProblemType.CONFLICT, "There are " + MOST_NETWORKS + " locked networks; lift a lock first.");
        }
        EventStore.appendChange(
                transaction, EventType.NETWORK_LOCKED, Subject.network(network), by, detail(terms, revocation));
        return id;
    }

    private static Terms terms(Revocation revocation) {
        return new Terms(
                String.valueOf(revocation.reason()),
                revocation.by(),
                revocation.lockdown().minutes());
    }

    /**
     * Lifts a lock; false if there is none of that id.
     *
     * @throws RefusedException if its account may do more than the operator may, or the operator is none any more
     */
    public boolean lift(UUID id, Operator operator) {
        boolean lifted = database.transact(transaction -> {
            Lock lock = LockStore.find(transaction, id).orElse(null);
            if (lock == null) {
                return false;
            }
            Lock.Account account = lock.account();
            ObjectNode detail = JsonNodeFactory.instance.objectNode();
            if (account != null) {
                Account held = AccountStore.holdToChange(transaction, account.id())
                        .orElseThrow(() -> new RefusedException(ProblemType.NOT_FOUND, "The account is gone."));
                Authority.requireWithin(held, operator);
                detail.put("email", account.email());
            }
            LockStore.lift(transaction, lock);
            Authority.requireStanding(transaction, operator);
            if (account == null) {
                Subject network = Subject.network(String.valueOf(lock.network()));
                EventStore.appendChange(transaction, EventType.NETWORK_UNLOCKED, network, operator, detail);
            } else {
                Subject subject = Subject.account(account.id());
                EventStore.appendChange(transaction, EventType.ACCOUNT_UNLOCKED, subject, operator, detail);
            }
            return true;
        });
        feed.nudge();
        return lifted;
    }

    /** A page of those that hold, newest first. */
    public LockPage page(@Nullable UUID after, int limit) {
        List<Lock> found = database.read(transaction -> LockStore.page(transaction, after, limit + 1));
        List<Lock> items = found.stream().limit(limit).toList();
        return new LockPage(items, found.size() > limit ? items.getLast().id() : null);
    }

    /** Those of these accounts that hold, newest first. */
    public LockPage ofAccounts(Collection<UUID> accounts) {
        return new LockPage(database.read(transaction -> LockStore.ofAccounts(transaction, accounts)), null);
    }

    private static ObjectNode detail(Terms terms, @Nullable UUID revocation) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("reason", terms.reason());
        if (terms.minutes() != null) {
            detail.put("minutes", terms.minutes());
        }
        if (revocation != null) {
            detail.put("revocation", revocation.toString());
        }
        return detail;
    }
}
