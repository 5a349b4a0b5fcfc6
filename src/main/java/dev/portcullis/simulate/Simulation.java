package dev.portcullis.simulate;

import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.ClientException.Refused;
import dev.portcullis.client.PortcullisClient;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * People who use a server until they are closed. A server that fails or cannot be reached is counted, left alone for a moment and tried again.
 *
 * <p>One thread chooses what is done next, so that the seed decides; each action then runs on a virtual thread of its own.
 */
public final class Simulation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Simulation.class);

    /** More than this at once, and the server is slower than the traffic: the traffic waits. */
    private static final int MOST_IN_FLIGHT = 32;

    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Traffic traffic;
    private final RandomGenerator random;
    private final Enrolment enrolment;
    private final Population population;
    private final Belief belief;
    private final Tally tally = new Tally();
    private final Semaphore places = new Semaphore(MOST_IN_FLIGHT);
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final ExecutorService workers;
    private final Thread chooser;
    private volatile boolean closed;

    /** @param operator makes the accounts; needs {@code accounts:write}. Not closed with the simulation. */
    public Simulation(PortcullisClient operator, Traffic traffic) {
        this(operator, traffic, () -> LOG.warn("the server does not believe where simulated people say that they are"));
    }

    /**
     * The same.
     *
     * @param onDisbelief is told, once, that the server does not believe where people say that they are: then nobody gives a wrong password
     */
    public Simulation(PortcullisClient operator, Traffic traffic, Runnable onDisbelief) {
        this.belief = new Belief(onDisbelief);
        this.traffic = traffic;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(traffic.seed());
        this.enrolment = new Enrolment(operator);
        this.population = new Population(operator.server(), People.all(random), traffic.sessions());
        this.workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("simulated-", 1).factory());
        this.chooser = Thread.ofVirtual().name("simulation").unstarted(this::run);
    }

    /** Begins; returns at once. */
    public void start() {
        chooser.start();
    }

    /** Whether anything of it is still under way. */
    public boolean isRunning() {
        return chooser.isAlive() || !workers.isTerminated();
    }

    /** What has happened so far. */
    public Counts counts() {
        return tally.counts(population.live());
    }

    /** Stops within a second. Nobody is logged out: the sessions go on until they idle out. */
    @Override
    public void close() {
        closed = true;
        chooser.interrupt();
        try {
            // First the one who gives out work, then those who do it.
            if (chooser.isAlive()) {
                chooser.join();
            }
            workers.shutdownNow();
            if (!workers.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("simulated people are still waiting for their answers");
            }
        } catch (InterruptedException _) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long next = System.nanoTime();
        try {
            while (!closed) {
                next += gapNanos();
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                TimeUnit.MILLISECONDS.sleep(pauseMillis());
                places.acquire();
                // What was missed while the server was slow is not made up for.
                next = Math.max(next, System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(100));
                choose();
            }
        } catch (InterruptedException _) {
            // close() was called: it alone interrupts this thread.
        }
    }

    private long gapNanos() {
        return (long) (random.nextExponential() / traffic.actionsPerSecond() * 1e9);
    }

    private long pauseMillis() {
        int failures = failuresInARow.get();
        return failures == 0 ? 0 : Math.min(FIRST_PAUSE_MILLIS << Math.min(failures - 1, 8), LONGEST_PAUSE_MILLIS);
    }

    /** Lets the next thing be done. What nobody can do just now, nobody does; the first ones must log in. */
    private void choose() {
        Action action = chooseAction();
        Optional<Visit> visit = action.isNewcomers()
                ? Optional.of(population.newcomer(action, random))
                : population.take(action, random);
        if (visit.isPresent()) {
            workers.execute(() -> perform(action, visit.get()));
        } else {
            places.release();
        }
    }

    private Action chooseAction() {
        double fill = population.fill();
        boolean believed = belief.isKnown();
        List<Action> possible = Arrays.stream(Action.values())
                .filter(action -> believed || !action.isGuessing())
                .toList();
        double left = random.nextDouble()
                * possible.stream().mapToDouble(action -> action.weight(fill)).sum();
        for (Action action : possible) {
            left -= action.weight(fill);
            if (left < 0) {
                return action;
            }
        }
        return Action.WORK;
    }

    private void perform(Action action, Visit visit) {
        try {
            if (action.isNewcomers()) {
                enrolment.enrol(visit.person());
            }
            tally.count(action.perform(visit));
            visit.believed().ifPresent(belief::learn);
            failuresInARow.set(0);
        } catch (Refused e) {
            refused(visit, e);
        } catch (ClientException e) {
            failed(e);
        } catch (RuntimeException e) {
            LOG.error("simulating {} failed", action, e);
            failed(e);
        } finally {
            if (action.isNewcomers()) {
                population.arrived(visit);
            } else {
                population.giveBack(visit);
            }
            places.release();
        }
    }

    /** A session that has ended is part of life, and so is somebody else who guesses; anything else is a failure. */
    private void refused(Visit visit, Refused why) {
        int status = why.problem().status();
        boolean ended =
                visit.isOpen() && (status == 401 || why.problem().title().equals("invalid_grant"));
        if (ended) {
            visit.end();
            tally.count(Outcome.FOUND_ENDED);
            failuresInARow.set(0);
        } else if (why.type().equals(Optional.of(ProblemType.TOO_MANY_ATTEMPTS))) {
            tally.count(Outcome.THROTTLED);
            failuresInARow.set(0);
        } else {
            failed(why);
        }
    }

    private void failed(RuntimeException why) {
        if (!closed) {
            tally.failed(why);
            failuresInARow.incrementAndGet();
        }
    }
}
