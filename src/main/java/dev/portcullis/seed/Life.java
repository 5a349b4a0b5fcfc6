package dev.portcullis.seed;

import dev.portcullis.api.EndReason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times of one session, in milliseconds since 1970. What it was and whose is drawn elsewhere, so that times alone are cheap.
 *
 * @param rotations when it was bound to the next generation of tokens
 * @param ended when it ended; {@link #NEVER} while it is active
 */
record Life(
        Terms terms,
        long created,
        long lastSeen,
        long[] rotations,
        long ended,
        @Nullable EndReason reason) {
    static final long NEVER = Long.MAX_VALUE;

    /** For how long sessions that ended are there. */
    static final Duration HISTORY = Duration.ofDays(30);

    /** An active session has this left at least, so that it is still active when all are put in. */
    private static final long LEFT = Duration.ofMinutes(10).toMillis();

    /** A spent token that comes back within the grace window ends nothing. */
    private static final long PAST_GRACE = 11_000;

    private static final long SHORTEST = 5000;
    private static final long LONGEST_MEAN = Duration.ofHours(20).toMillis();
    private static final double APPS = 0.3;
    private static final double AGAIN = 0.52;
    private static final int MOST_ROTATIONS = 30;

    private record Reason(EndReason reason, double weight) {}

    private static final Weighted<Reason> REASONS = new Weighted<>(
            List.of(
                    new Reason(EndReason.LOGOUT, 41),
                    new Reason(EndReason.IDLE, 33),
                    new Reason(EndReason.EXPIRED, 9),
                    new Reason(EndReason.REPLACED, 8),
                    new Reason(EndReason.REVOKED, 3.5),
                    new Reason(EndReason.ACCOUNT, 2.5),
                    new Reason(EndReason.QUOTA, 2.2),
                    new Reason(EndReason.REUSE, 0.8)),
            Reason::weight);

    boolean active() {
        return reason == null;
    }

    int generation() {
        return rotations.length + 1;
    }

    /** When the tokens of this generation were given out. */
    long issued(int generation) {
        return generation == 1 ? created : rotations[generation - 2];
    }

    static Life active(Chance chance, long now) {
        Terms terms = (chance.happens(APPS) ? Terms.OF_APPS : Terms.OF_BROWSERS).draw(chance);
        long longest = terms.absolute() - LEFT;
        long created;
        do {
            created = now - 1000 - (long) (chance.share() * chance.share() * (longest - 1000));
        } while (!chance.happens(Rhythm.at(created)));
        int rotations = chance.runs(AGAIN, MOST_ROTATIONS);
        long unheard = (long) (Math.pow(chance.share(), 3) * (terms.idle() - LEFT));
        long lastSeen = Math.max(created + 500, now - unheard);
        if (rotations == 0) {
            long once = created + chance.below(terms.access() * 4 / 5);
            boolean recent = once > now - (terms.idle() - LEFT);
            lastSeen = Math.min(lastSeen, recent ? once : lastSeen);
            rotations = recent ? 0 : 1;
        }
        return new Life(terms, created, lastSeen, rotations(chance, terms, created, lastSeen, rotations), NEVER, null);
    }

    static Life ended(Chance chance, long now) {
        Terms terms = (chance.happens(APPS) ? Terms.OF_APPS : Terms.OF_BROWSERS).draw(chance);
        EndReason reason = REASONS.draw(chance).reason();
        long ended;
        do {
            ended = now - 1000 - (long) (chance.share() * (HISTORY.toMillis() - 1000));
        } while (!chance.happens(Rhythm.at(ended)));
        long created;
        long lastSeen;
        switch (reason) {
            case EXPIRED -> {
                created = ended - terms.absolute();
                lastSeen = ended - 1 - chance.below(Math.min(terms.idle(), terms.absolute()) / 2);
            }
            case IDLE -> {
                lastSeen = ended - terms.idle();
                created = lastSeen - used(chance, terms, terms.absolute() - terms.idle() - 1);
            }
            default -> {
                lastSeen = ended - PAST_GRACE - chance.below(Math.min(terms.idle() / 2, 120_000));
                created = lastSeen - used(chance, terms, terms.absolute() - (ended - lastSeen) - 1);
            }
        }
        int wanted = chance.runs(AGAIN, MOST_ROTATIONS) + (reason == EndReason.REUSE ? 1 : 0);
        return new Life(terms, created, lastSeen, rotations(chance, terms, created, lastSeen, wanted), ended, reason);
    }

    /** For how long it was used: a few hours, or half of what it could have been. */
    private static long used(Chance chance, Terms terms, long most) {
        double mean = (double) Math.min(terms.absolute() / 3, LONGEST_MEAN);
        return Math.clamp((long) chance.around(mean), SHORTEST, most);
    }

    /** Spread over the time of use, the last one shortly before the last use: who comes with an old token gets the next. */
    private static long[] rotations(Chance chance, Terms terms, long created, long lastSeen, int wanted) {
        long span = lastSeen - created;
        int count = (int) Math.min(wanted, span / 2000);
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = created + 1 + (long) ((i + chance.share()) * (span - 1) / count);
        }
        if (count > 0) {
            long before = count == 1 ? created : times[count - 2];
            times[count - 1] = Math.max(before + 1, lastSeen - chance.below(terms.access() * 4 / 5));
        }
        return times;
    }
}
