package dev.portcullis.lifecycle;

import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RevocationPage;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationPlan.OwnSession;
import dev.portcullis.api.RevocationView;
import dev.portcullis.api.RevokedSessionPage;
import dev.portcullis.query.Query;
import dev.portcullis.session.Ids;
import dev.portcullis.session.Lockdown;
import dev.portcullis.session.Measure;
import dev.portcullis.session.Operator;
import dev.portcullis.store.BlastRadius;
import dev.portcullis.store.Database;
import dev.portcullis.store.RevocationChunks;
import dev.portcullis.store.RevocationStore;
import dev.portcullis.store.RevocationStore.Revocation;
import dev.portcullis.store.SessionSet;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.store.Transaction;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operators end sessions (ASVS 7.4.5): first a plan, which shows whom it hits and is bound to exactly those sessions and to who asked; then its execution. A few
 * sessions can be ended in one step.
 *
 * <p>What is begun is carried out, whatever happens to this server or to who asked: see {@link RevocationWork}. The commit is the bound: servers ask the database
 * each time, so none of them serves a session after the commit of its chunk.
 */
public final class Revocations {
    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
    private static final Duration VALID = Duration.ofMinutes(5);
    private static final Duration LONGEST_PLAN = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 2;
    private static final int MOST = 2_000_000;

    /** How long an answer takes at most: what takes longer goes on by itself. */
    public static final Duration LONGEST_PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PLAN_BYTES = 16;

    /** So many bytes in base64url. Nothing else is a plan's name, and not all text can be asked for: PostgreSQL refuses U+0000. */
    private static final Pattern PLAN = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final Database database;
    private final RevocationWork work;

    /** To look for sessions: that takes memory. */
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    public Revocations(Database database, RevocationWork work) {
        this.database = database;
        this.work = work;
    }

    /** What it would mean to do this to the sessions with these handles; nothing is done yet. */
    public RevocationPlan plan(SequencedSet<UUID> handles, Measure measure, Lockdown lockdown, Operator operator) {
        takeTurn();
        try {
            return planned(handles, measure, lockdown, operator);
        } finally {
            turns.release();
        }
    }

    private RevocationPlan planned(SequencedSet<UUID> handles, Measure measure, Lockdown lockdown, Operator operator) {
        boolean own = operator.session() != null && handles.contains(operator.session());
        return database.snapshotWithin(LONGEST_PLAN, transaction -> {
            BlastRadius.Counted counted = BlastRadius.of(transaction, SessionSet.named(handles));
            RevocationStore.Planned planned = new RevocationStore.Planned(
                    Ids.next(),
                    measure,
                    lockdown,
                    operator,
                    planName(),
                    VALID,
                    null,
                    counted.matched(),
                    handles.size());
            Instant until = RevocationStore.plan(transaction, planned);
            RevocationChunks.add(transaction, planned.id(), handles);
            return plan(planned, until, counted, new OwnSession(own, own));
        });
    }

    /**
     * What it would mean to do this to the sessions that match and have not ended.
     *
     * @param includeOwn whether to the session that asks as well, if it matches
     * @throws dev.portcullis.store.TooSlowException if they cannot be found in 10 s
     */
    public RevocationPlan plan(Query query, boolean includeOwn, Measure measure, Lockdown lockdown, Operator operator) {
        takeTurn();
        try {
            return planned(query, includeOwn, measure, lockdown, operator);
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RefusedException(ProblemType.BUSY, "Too many plans at once. Try again shortly.");
    }

    private RevocationPlan planned(
            Query query, boolean includeOwn, Measure measure, Lockdown lockdown, Operator operator) {
        UUID own = operator.session();
        return database.snapshotWithin(LONGEST_PLAN, transaction -> {
            SessionSet found = SessionSet.found(transaction, query);
            boolean ownFound = own != null && found.has(transaction, own);
            SessionSet set = own == null || includeOwn ? found : found.without(own);
            BlastRadius.Counted counted = BlastRadius.of(transaction, set);
            if (counted.matched() > MOST) {
                throw new RefusedException(
                        ProblemType.INVALID_REQUEST,
                        "It finds " + counted.matched() + " sessions; a plan has at most " + MOST + ". Ask for fewer.");
            }
            RevocationStore.Planned planned = new RevocationStore.Planned(
                    Ids.next(),
                    measure,
                    lockdown,
                    operator,
                    planName(),
                    VALID,
                    query.text(),
                    counted.matched(),
                    counted.matched());
            Instant until = RevocationStore.plan(transaction, planned);
            if (RevocationChunks.add(transaction, planned.id(), set) != counted.matched()) {
                throw new IllegalStateException("what is shown is not what is planned");
            }
            return plan(planned, until, counted, new OwnSession(ownFound, ownFound && includeOwn));
        });
    }

    private static RevocationPlan plan(
            RevocationStore.Planned planned, Instant until, BlastRadius.Counted counted, OwnSession own) {
        return new RevocationPlan(
                String.valueOf(planned.plan()),
                until,
                planned.measure().action(),
                counted.matched(),
                planned.named() - counted.matched(),
                counted.over(),
                own,
                counted.radius(),
                counted.matched() == 0 ? "No session matches: executing this plan changes nothing." : null);
    }

    /**
     * How something is asked for.
     *
     * @param key the request's idempotency key, if it has one
     * @param fingerprint a hash of the request, to tell one from another under the same key
     * @param arrived {@link System#nanoTime()} when it came
     * @param patience how long to wait for it to be done, at most {@link #LONGEST_PATIENCE}
     */
    public record Asked(
            Operator operator,
            String reason,
            @Nullable String key,
            byte[] fingerprint,
            long arrived,
            Duration patience) {}

    /**
     * A plan of this operator's, executed or not.
     *
     * @throws RefusedException if there is none, it is somebody else's, or its time has passed before it was executed
     */
    public Revocation planned(String plan, Operator operator) {
        Optional<Revocation> named = PLAN.matcher(plan).matches()
                ? database.read(transaction -> RevocationStore.byPlan(transaction, plan))
                : Optional.empty();
        Revocation found = named.orElseThrow(() -> new RefusedException(
                ProblemType.NOT_FOUND, "There is no such plan; one that is not executed is gone after a while."));
        if (!found.isOf(operator)) {
            throw new RefusedException(
                    ProblemType.FORBIDDEN, "This plan is another operator's. Make one of your own, and look at it.");
        }
        if (found.state() == RevocationStore.State.PLANNED && found.expired()) {
            throw expired();
        }
        return found;
    }

    /**
     * Executes a plan; one that was executed before is not executed again, and answers what it answered.
     *
     * @return as far as it has come within the patience of who asks
     */
    public RevocationView execute(Revocation planned, Asked asked) {
        UUID worker = UUID.randomUUID();
        Optional<Revocation> before = database.transact(transaction -> {
            Optional<Revocation> same = sameKey(transaction, asked);
            if (same.isPresent()) {
                return same;
            }
            if (!RevocationStore.begin(transaction, planned.id(), beginning(asked, worker))) {
                return Optional.of(begun(transaction, planned.id()).orElseThrow(Revocations::expired));
            }
            Authority.requireStanding(transaction, asked.operator());
            RevocationWork.begin(transaction, begun(transaction, planned.id()).orElseThrow());
            return Optional.empty();
        });
        return await(before.map(Revocation::id).orElse(planned.id()), worker, asked);
    }

    /**
     * Deals with the sessions with these handles without a plan. If they are few, all of it is one transaction.
     *
     * @return as far as it has come within the patience of who asks
     */
    public RevocationView revoke(SequencedSet<UUID> handles, Measure measure, Lockdown lockdown, Asked asked) {
        UUID id = Ids.next();
        UUID worker = UUID.randomUUID();
        Optional<Revocation> before = database.transact(transaction -> {
            Optional<Revocation> same = sameKey(transaction, asked);
            if (same.isEmpty()) {
                int matched = SessionStore.ended(transaction, handles).size();
                RevocationStore.plan(
                        transaction,
                        new RevocationStore.Planned(
                                id, measure, lockdown, asked.operator(), null, VALID, null, matched, handles.size()));
                RevocationChunks.add(transaction, id, handles);
                RevocationStore.begin(transaction, id, beginning(asked, worker));
                Authority.requireStanding(transaction, asked.operator());
                Revocation begun = begun(transaction, id).orElseThrow();
                if (handles.size() <= RevocationChunks.SIZE) {
                    RevocationWork.atOnce(transaction, begun);
                } else {
                    RevocationWork.begin(transaction, begun);
                }
            }
            return same;
        });
        return await(before.map(Revocation::id).orElse(id), worker, asked);
    }

    /** One that was begun. */
    public Optional<RevocationView> find(UUID id) {
        return database.read(transaction -> begun(transaction, id)).map(Revocation::view);
    }

    /** A page of those that were begun, newest first. */
    public RevocationPage page(@Nullable UUID after, int limit) {
        List<RevocationView> found =
                database.read(transaction -> RevocationStore.page(transaction, after, limit + 1)).stream()
                        .map(Revocation::view)
                        .toList();
        List<RevocationView> items = found.stream().limit(limit).toList();
        return new RevocationPage(items, found.size() > limit ? items.getLast().id() : null);
    }

    /** What became of its sessions; empty if there is no such revocation. */
    public Optional<RevokedSessionPage> sessions(UUID id, @Nullable UUID after, int limit) {
        return database.read(transaction -> {
            if (begun(transaction, id).isEmpty()) {
                return Optional.empty();
            }
            List<RevokedSessionPage.Item> found = RevocationChunks.page(transaction, id, after, limit + 1);
            List<RevokedSessionPage.Item> items = found.stream().limit(limit).toList();
            return Optional.of(new RevokedSessionPage(
                    items, found.size() > limit ? items.getLast().handle() : null));
        });
    }

    /** Works on it, or waits for who does, until it is done or the time is up. */
    private RevocationView await(UUID id, UUID worker, Asked asked) {
        long until = asked.arrived() + asked.patience().toNanos();
        try {
            work.carryOn(id, worker, until);
        } catch (StoreUnavailableException e) {
            LOG.warn("revocation {} goes on later: {}", id, e.getMessage()); // it is begun; housekeeping takes it up
        }
        RevocationView view = find(id).orElseThrow(() -> new IllegalStateException("a revocation is gone"));
        while (view.receipt() == null && System.nanoTime() - until < 0 && !work.isStopped() && pause()) {
            view = find(id).orElseThrow(() -> new IllegalStateException("a revocation is gone"));
        }
        return view;
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What was begun before under the request's key. */
    private static Optional<Revocation> sameKey(Transaction transaction, Asked asked) throws SQLException {
        String key = asked.key();
        if (key == null) {
            return Optional.empty();
        }
        RevocationStore.holdKey(transaction, asked.operator(), key);
        Optional<Revocation> found = RevocationStore.byKey(transaction, asked.operator(), key);
        if (found.isPresent() && !Arrays.equals(found.get().requestHash(), asked.fingerprint())) {
            throw new RefusedException(
                    ProblemType.IDEMPOTENCY_KEY_REUSED, "This key was sent with another request. Take a new one.");
        }
        return found;
    }

    private static RevocationStore.Beginning beginning(Asked asked, UUID worker) {
        return new RevocationStore.Beginning(
                asked.reason(),
                Duration.ofNanos(System.nanoTime() - asked.arrived()),
                asked.operator(),
                worker,
                RevocationWork.LEASE,
                asked.key(),
                asked.key() == null ? null : asked.fingerprint());
    }

    private static Optional<Revocation> begun(Transaction transaction, UUID id) throws SQLException {
        return RevocationStore.begun(transaction, id);
    }

    private static RefusedException expired() {
        return new RefusedException(
                ProblemType.PLAN_EXPIRED, "It was good for " + VALID.toMinutes() + " minutes. Make another.");
    }

    private static String planName() {
        byte[] bits = new byte[PLAN_BYTES];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
