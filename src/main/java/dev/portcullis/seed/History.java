package dev.portcullis.seed;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.store.PopulationStore.Event;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What happened in the last 30 days, in the order of time: what the sessions tell of themselves, and logins that failed, by the hour of the day, with a few
 * hours in which somebody guesses passwords.
 *
 * <p>An event is kept as one number until it is asked for: when (32 bits), what (3), and what to draw it by (26).
 */
public final class History {
    private static final int INDEX_BITS = 26;
    private static final int KIND_BITS = 3;
    private static final long MINUTE = 60_000;
    private static final int MINUTES = (int) (Life.HISTORY.toMillis() / MINUTE);

    /** Failures of one minute that are told one by one, at most; one more stands for the rest. */
    private static final int OF_A_MINUTE = 1023;

    private static final int REST = OF_A_MINUTE;

    /** Failed logins for each session that there ever was. */
    private static final double FAILURES = 0.06;

    private static final double AVERAGE_RHYTHM = 0.45;
    private static final int BURSTS = 5;
    private static final int TOLD_OF_BURST = 20;
    private static final long LATEST_SWEEP = 1000;

    // The kinds of events, in the order in which they happen to one session at one time.
    private static final int STARTED = 0;
    private static final int REFRESHED = 1;
    private static final int REUSED = 2;
    private static final int ENDED = 3;
    private static final int FAILED = 4;

    /** An hour in which somebody guesses. */
    private record Burst(int firstMinute, int lastMinute, int perMinute, String address) {
        boolean covers(int minute) {
            return firstMinute <= minute && minute <= lastMinute;
        }
    }

    private final Population population;
    private final long seed;
    private final long now;
    private final long begin;
    private final Burst[] bursts = new Burst[BURSTS];
    private long[] events = new long[1024];
    private int size;

    History(Population population, long seed, long now) {
        this.population = population;
        this.seed = seed;
        this.now = now;
        this.begin = now - Life.HISTORY.toMillis();
        for (int i = 0; i < BURSTS; i++) {
            bursts[i] = burst(i);
        }
        for (int drawnBy = 0; drawnBy < population.sessions(); drawnBy++) {
            add(drawnBy, population.life(drawnBy));
        }
        for (int minute = 0; minute < MINUTES; minute++) {
            addFailures(minute);
        }
        Arrays.parallelSort(events, 0, size);
    }

    public int events() {
        return size;
    }

    private void add(int drawnBy, Life life) {
        add(STARTED, life.created(), drawnBy);
        for (long rotation : life.rotations()) {
            add(REFRESHED, rotation, drawnBy);
        }
        EndReason reason = life.reason();
        if (reason != null) {
            if (reason == EndReason.REUSE) {
                add(REUSED, life.ended(), drawnBy);
            }
            add(ENDED, reason == EndReason.IDLE || reason == EndReason.EXPIRED ? swept(life) : life.ended(), drawnBy);
        }
    }

    /** A lapse is written down a little later. */
    private long swept(Life life) {
        return Math.min(now, life.ended() + life.created() % LATEST_SWEEP);
    }

    private void addFailures(int minute) {
        long start = begin + minute * MINUTE;
        Chance chance = Chance.of(seed, Chance.Of.MINUTE, minute);
        double mean = FAILURES * population.sessions() / MINUTES * Rhythm.at(start) / AVERAGE_RHYTHM;
        int usual = Math.min(chance.count(mean), OF_A_MINUTE - TOLD_OF_BURST);
        boolean guessing = guessing(minute) != null;
        int told = usual + (guessing ? TOLD_OF_BURST : 0);
        for (int i = 0; i < told; i++) {
            add(FAILED, start + chance.below(MINUTE), minute * (OF_A_MINUTE + 1) + i);
        }
        if (guessing) {
            add(FAILED, start + MINUTE - 1, minute * (OF_A_MINUTE + 1) + REST);
        }
    }

    private void add(int kind, long at, int index) {
        if (at < begin || at > now) {
            return;
        }
        if (size == events.length) {
            events = Arrays.copyOf(events, size * 2);
        }
        events[size++] = ((at - begin) << KIND_BITS | kind) << INDEX_BITS | index;
    }

    /** The event of this number. */
    public Event event(int number) {
        long packed = events[number];
        long at = begin + (packed >>> (INDEX_BITS + KIND_BITS));
        int index = (int) (packed & ((1L << INDEX_BITS) - 1));
        return switch ((int) (packed >>> INDEX_BITS) & ((1 << KIND_BITS) - 1)) {
            case STARTED -> ofSession(at, EventType.SESSION_STARTED, index);
            case REFRESHED -> ofSession(at, EventType.TOKEN_REFRESHED, index);
            case REUSED -> ofSession(at, EventType.TOKEN_REUSED, index);
            case ENDED -> ofSession(at, EventType.SESSION_ENDED, index);
            case FAILED -> failure(at, index);
            default -> throw new IllegalStateException("no kind of event");
        };
    }

    private Event ofSession(long at, EventType type, int drawnBy) {
        return new Event(
                Population.instant(at), type, population.handle(drawnBy, population.life(drawnBy)), null, null, 1);
    }

    private Event failure(long at, int index) {
        int minute = index / (OF_A_MINUTE + 1);
        int ofMinute = index % (OF_A_MINUTE + 1);
        Chance chance = Chance.of(seed, Chance.Of.FAILURE, index);
        Burst burst = guessing(minute);
        if (ofMinute == REST && burst != null) {
            return new Event(
                    Population.instant(at),
                    EventType.LOGIN_FAILED,
                    null,
                    null,
                    null,
                    2 + chance.below(burst.perMinute));
        }
        Person person = population.crowd().person(population.crowd().draw(chance));
        String guesser = burst != null && chance.happens(0.8) ? burst.address : null;
        return new Event(
                Population.instant(at),
                EventType.LOGIN_FAILED,
                null,
                chance.happens(guesser == null ? 0.85 : 0.2) ? person.id() : null,
                guesser != null
                        ? guesser
                        : Crowd.address(person, person.devices().getFirst(), chance),
                1);
    }

    private @Nullable Burst guessing(int minute) {
        for (Burst burst : bursts) {
            if (burst.covers(minute)) {
                return burst;
            }
        }
        return null;
    }

    private Burst burst(int number) {
        Chance chance = Chance.of(seed, Chance.Of.BURST, number);
        int first = chance.below(MINUTES - 90);
        return new Burst(
                first,
                first + 5 + chance.below(60),
                20 + chance.below(Math.clamp(population.sessions() / 200, 10, 1500)),
                "203.0.113." + (200 + number));
    }
}
