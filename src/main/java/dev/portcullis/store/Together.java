package dev.portcullis.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Callers who come at the same time share one statement, which commits by itself: one round trip, one snapshot and one commit for all of them. Who comes alone
 * waits for nobody. While statements are under way, those who come gather; the first of them then asks for all, and hands out the answers. So the busier it is,
 * the more share one, and no timer makes anybody wait.
 *
 * <p>Each caller has an answer of their own. If the database refuses what was asked together, it has undone all of it, and each asks alone: who asks for what
 * cannot be does no harm to the others. If it cannot be reached, nobody knows, and each is told so.
 *
 * <p>The statement must not wait for what somebody may hold for long, since everybody would wait with it: it passes such rows over ({@code skip locked}) and
 * says so in the answer.
 */
public final class Together<Q, A> {
    /** How many share a statement at most. */
    static final int MOST = 64;

    /** How many statements are under way at once, if each but the last has taken long. */
    static final int AT_ONCE = 4;

    /** How many wait at most. */
    static final int MOST_WAITING = 1024;

    private final Database database;
    private final Statement<Q, A> statement;
    private final Times times;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Caller<Q, A>> waiting = new ArrayDeque<>();

    /** Those who ask, or have been called upon to. While somebody waits, the last of them has not taken long, or somebody looks again soon. */
    private final List<Caller<Q, A>> asking = new ArrayList<>();

    Together(Database database, Statement<Q, A> statement, Times times) {
        this.database = database;
        this.statement = statement;
        this.times = times;
    }

    /**
     * How long things may take.
     *
     * @param statement after which the next begins beside it, since it may be held up by something, or its connection be dead
     * @param patience for which a caller waits to be asked for
     */
    record Times(Duration statement, Duration patience) {}

    /** What is asked together. */
    @FunctionalInterface
    public interface Statement<Q, A> {
        /**
         * Asks for all of them, with one statement and nothing after it. What happened to one of them is told to the transaction
         * {@linkplain Transaction#happened(int, Happening) under its place in the list}.
         *
         * @return the answers, in the order of the questions
         */
        List<A> in(Transaction transaction, List<Q> questions) throws SQLException;
    }

    /** What came of it for one caller. */
    private sealed interface Outcome<A> {
        record Answered<A>(A answer, List<Happening> happened) implements Outcome<A> {}

        /** It was undone, for a reason that may be another's. */
        record Undone<A>() implements Outcome<A> {}

        record Failed<A>(Throwable why) implements Outcome<A> {}
    }

    /**
     * The answer, once it is committed.
     *
     * @throws StoreUnavailableException if the database cannot be reached, and whether the statement took effect is then unknown; or if too many wait, and it did not
     */
    public A ask(Q question) {
        Caller<Q, A> caller = new Caller<>(question);
        come(caller);
        boolean interrupted = await(caller);
        try {
            if (caller.calledUpon) {
                askFrom(caller);
            }
            return answer(caller);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How many wait, for whom nobody has begun to ask. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private A answer(Caller<Q, A> caller) {
        return switch (caller.outcome) {
            case Outcome.Answered<A>(A answer, List<Happening> happened) -> {
                database.tell(happened); // here: lines of the log say whose request they are from
                yield answer;
            }
            case Outcome.Undone<A> _ ->
                database.atOnce(transaction ->
                        statement.in(transaction, List.of(caller.question)).getFirst());
            case Outcome.Failed<A>(StoreUnavailableException why) ->
                throw new StoreUnavailableException(String.valueOf(why.getMessage()), why);
            case Outcome.Failed<A>(Throwable why) ->
                throw new IllegalStateException("what was asked together failed", why);
            case null -> throw new IllegalStateException("neither asked for nor called upon");
        };
    }

    private void come(Caller<Q, A> caller) {
        lock.lock();
        try {
            if (waiting.size() >= MOST_WAITING) {
                throw new StoreUnavailableException("too many wait for the database", null);
            }
            waiting.addLast(caller);
            callNext();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for an outcome, or for being called upon.
     *
     * @return whether the thread was interrupted meanwhile
     * @throws StoreUnavailableException if nobody has begun to ask for this caller in time, or the thread was interrupted before
     */
    private boolean await(Caller<Q, A> caller) {
        long deadline = System.nanoTime() + times.patience().toNanos();
        boolean interrupted = false;
        boolean begun = false;
        while (caller.outcome == null && !caller.calledUpon) {
            interrupted |= Thread.interrupted();
            long left = deadline - System.nanoTime();
            if (begun) {
                LockSupport.park(this);
            } else if (left > 0 && !interrupted) {
                LockSupport.parkNanos(this, Math.min(left, times.statement().toNanos()));
                lookAgain();
            } else if (leaves(caller)) {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                throw new StoreUnavailableException("the database is too slow", null);
            } else {
                begun = true;
            }
        }
        return interrupted;
    }

    /** Whether the caller need not wait, since nobody has begun to ask for it. */
    private boolean leaves(Caller<Q, A> caller) {
        lock.lock();
        try {
            return waiting.remove(caller);
        } finally {
            lock.unlock();
        }
    }

    /** Asks for this caller and for those who wait, calls upon the next, and hands out what came of it. */
    @SuppressWarnings("ThreadPriorityCheck") // measured: 5,170 logins a second instead of 4,880, with 64 clients
    private void askFrom(Caller<Q, A> first) {
        Thread.yield(); // whoever is on the way here comes along; if nobody is, it takes no time
        List<Caller<Q, A>> callers = take(first);
        List<Outcome<A>> outcomes = List.of();
        try {
            outcomes = outcomes(callers);
        } catch (RuntimeException | Error e) { // of a statement that may have taken effect
            outcomes = each(callers, _ -> new Outcome.Failed<>(e));
        } finally {
            over(first);
            for (int i = 0; i < callers.size(); i++) {
                callers.get(i).hear(i < outcomes.size() ? outcomes.get(i) : new Outcome.Failed<>(new AssertionError()));
            }
        }
    }

    private List<Caller<Q, A>> take(Caller<Q, A> first) {
        List<Caller<Q, A>> taken = new ArrayList<>();
        taken.add(first);
        lock.lock();
        try {
            while (taken.size() < MOST && !waiting.isEmpty()) {
                taken.add(waiting.removeFirst());
            }
        } finally {
            lock.unlock();
        }
        return taken;
    }

    private void over(Caller<Q, A> leader) {
        lock.lock();
        try {
            asking.remove(leader);
            callNext();
        } finally {
            lock.unlock();
        }
    }

    private void lookAgain() {
        lock.lock();
        try {
            callNext();
        } finally {
            lock.unlock();
        }
    }

    /** Calls upon who has waited longest, unless a statement is under way that has not taken long: who asks there calls the next. With the lock. */
    private void callNext() {
        long now = System.nanoTime();
        boolean soon = asking.stream()
                .anyMatch(leader -> now - leader.since < times.statement().toNanos());
        if (waiting.isEmpty() || soon || asking.size() >= AT_ONCE) {
            return;
        }
        Caller<Q, A> longest = waiting.removeFirst();
        asking.add(longest);
        longest.callUpon(now);
    }

    private List<Outcome<A>> outcomes(List<Caller<Q, A>> callers) {
        List<Q> questions = callers.stream().map(caller -> caller.question).toList();
        try {
            return database.oneStatement(transaction -> {
                List<A> answers = statement.in(transaction, questions);
                return each(callers, i -> new Outcome.Answered<>(answers.get(i), transaction.happened(i)));
            });
        } catch (SQLException e) {
            boolean again = Database.undone(e) || (!Database.unavailable(e) && callers.size() > 1);
            return each(callers, _ -> again ? new Outcome.Undone<>() : new Outcome.Failed<>(Database.translate(e)));
        }
    }

    private List<Outcome<A>> each(List<Caller<Q, A>> callers, IntFunction<Outcome<A>> outcome) {
        return IntStream.range(0, callers.size()).mapToObj(outcome).toList();
    }

    /** Somebody who asks, and the thread that waits for it. */
    private static final class Caller<Q, A> {
        private final Q question;
        private final Thread thread = Thread.currentThread();
        private volatile @Nullable Outcome<A> outcome;
        private volatile boolean calledUpon;

        /** When ({@link System#nanoTime()}) it was called upon. */
        private long since;

        Caller(Q question) {
            this.question = question;
        }

        void callUpon(long now) {
            since = now;
            calledUpon = true;
            LockSupport.unpark(thread);
        }

        void hear(Outcome<A> its) {
            outcome = its;
            LockSupport.unpark(thread);
        }
    }
}
