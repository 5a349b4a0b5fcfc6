package dev.portcullis.seed;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.EndReason;
import dev.portcullis.seed.Devices.Device;
import dev.portcullis.session.Client;
import dev.portcullis.session.Lifetime;
import dev.portcullis.session.Novelty;
import dev.portcullis.session.Session;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.PopulationStore;
import dev.portcullis.store.TokenFamilyStore.Generation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A population, row by row. Sessions are numbered by when they began, so that their handles ascend. */
public final class Population {
    /** A session's index is kept with its time in one number. */
    public static final int MOST_SESSIONS = 1 << 26;

    private static final int INDEX_BITS = 26;
    private static final int HASH_BYTES = 32;
    private static final double SECOND_FACTOR = 0.3;
    private static final double NEW_DEVICE = 0.03;
    private static final double NEW_NETWORK = 0.05;
    private static final double RACE = 0.004;
    private static final double LABELLED = 0.15;
    private static final String OPERATOR = "operator@example.com";
    private static final List<String> NOTES = List.of(
            "Stolen laptop",
            "Left the company",
            "Seen from two countries at once",
            "Shared computer, asked by the user");

    private final Plan plan;
    private final long nowMilli;
    private final Crowd crowd;

    /** Of each session when it began, since {@link #base}, and what it is drawn by; ascending. */
    private final long[] beginnings;

    private final long base;

    /**
     * How many of what.
     *
     * @param seed decides everything that is left to chance
     * @param active sessions that are active at {@code now}
     * @param ended sessions that ended in the last 30 days
     * @param now the database's time, from which all times are reckoned
     * @param passwordHash of all accounts
     */
    public record Plan(long seed, int active, int ended, Instant now, String passwordHash) {
        public Plan {
            if (active < 0 || ended < 0 || (long) active + ended > MOST_SESSIONS || active + ended == 0) {
                throw new IllegalArgumentException("there must be from 1 to " + MOST_SESSIONS + " sessions");
            }
        }

        int sessions() {
            return active + ended;
        }
    }

    private record Holder(Person person, Device device) {}

    public Population(Plan plan) {
        this.plan = plan;
        this.nowMilli = plan.now.toEpochMilli();
        int people = Math.max(5, plan.sessions() / 6);
        this.crowd = new Crowd(plan.seed, people, plan.now, plan.passwordHash);
        this.base = nowMilli - 3 * Life.HISTORY.toMillis();
        this.beginnings = new long[plan.sessions()];
        for (int i = 0; i < beginnings.length; i++) {
            beginnings[i] = (life(i).created() - base) << INDEX_BITS | i;
        }
        Arrays.parallelSort(beginnings);
    }

    public int accounts() {
        return crowd.size();
    }

    public int sessions() {
        return beginnings.length;
    }

    public Account account(int number) {
        return crowd.account(number);
    }

    /** What happened to the sessions, in the last 30 days, and what else did. */
    public History history() {
        return new History(this, plan.seed, nowMilli);
    }

    Crowd crowd() {
        return crowd;
    }

    /** The times of what is drawn by this. */
    Life life(int drawnBy) {
        Chance chance = Chance.of(plan.seed, Chance.Of.LIFE, drawnBy);
        return drawnBy < plan.active ? Life.active(chance, nowMilli) : Life.ended(chance, nowMilli);
    }

    UUID handle(int drawnBy, Life life) {
        return Chance.of(plan.seed, Chance.Of.NAMES, drawnBy).uuidAt(life.created());
    }

    private int drawnBy(int number) {
        return (int) (beginnings[number] & ((1L << INDEX_BITS) - 1));
    }

    public Session session(int number) {
        int drawnBy = drawnBy(number);
        Life life = life(drawnBy);
        Chance chance = Chance.of(plan.seed, Chance.Of.SESSION, drawnBy);
        Holder holder = holder(life, chance);
        Person person = holder.person();
        Device device = holder.device();
        Instant created = instant(life.created());
        Instant expires = created.plus(life.terms().lifetime().absolute());
        Instant bound = instant(life.issued(life.generation()));
        Instant seen = instant(life.lastSeen());
        String address = Crowd.address(person, device, chance);
        return new Session(
                handle(drawnBy, life),
                new Session.Account(person.id(), person.email(), person.name()),
                chance.bytes(HASH_BYTES),
                new Client(address, device.userAgent(), device.reading(), device.delivery()),
                Whereabouts.of(address),
                new Novelty(chance.happens(NEW_DEVICE), chance.happens(NEW_NETWORK)),
                created,
                created,
                chance.happens(SECOND_FACTOR) ? List.of("pwd", "otp") : List.of("pwd"),
                seen,
                limits(life),
                seen.plus(life.terms().lifetime().idle()),
                expires,
                person.permissions(),
                chance.happens(LABELLED) && person.organisation().hasOffices()
                        ? Map.of("site", person.organisation().label())
                        : Map.of(),
                access(life, drawnBy, expires),
                new Session.Refresh(
                        chance.uuid(),
                        life.generation(),
                        earlier(expires, bound.plus(life.terms().lifetime().refresh())),
                        life.reason() == EndReason.REUSE),
                life.generation() + (life.active() ? 0 : 1),
                over(life, person, chance),
                null,
                plan.now);
    }

    /** Its refresh tokens, the first first. */
    public List<PopulationStore.Token> tokens(int number) {
        int drawnBy = drawnBy(number);
        Life life = life(drawnBy);
        UUID handle = handle(drawnBy, life);
        Chance chance = Chance.of(plan.seed, Chance.Of.TOKENS, drawnBy);
        List<PopulationStore.Token> tokens = new ArrayList<>(life.generation());
        for (int generation = 1; generation <= life.generation(); generation++) {
            tokens.add(new PopulationStore.Token(
                    handle, chance.bytes(HASH_BYTES), generation(life, drawnBy, generation, chance)));
        }
        return tokens;
    }

    /** A spent token that came back: at once in a race, or, from other hands, to end the session. */
    private Generation generation(Life life, int drawnBy, int generation, Chance chance) {
        boolean current = generation == life.generation();
        Instant spent = current ? null : instant(life.issued(generation + 1));
        boolean stale = life.reason() == EndReason.REUSE && generation == life.generation() - 1;
        boolean race = spent != null && !stale && chance.happens(RACE);
        return new Generation(
                generation,
                instant(life.issued(generation)),
                spent,
                false,
                jti(drawnBy, generation),
                stale ? "stale" : race ? "race" : null,
                stale || race ? 1 : 0,
                stale
                        ? instant(life.ended())
                        : race && spent != null ? earlier(spent.plusMillis(chance.below(8000)), plan.now) : null,
                null);
    }

    private UUID jti(int drawnBy, int generation) {
        return Chance.of(plan.seed, Chance.Of.NAMES, drawnBy + ((long) generation << INDEX_BITS))
                .uuid();
    }

    private Session.Access access(Life life, int drawnBy, Instant expires) {
        Instant issued = instant(life.issued(life.generation())).truncatedTo(ChronoUnit.SECONDS);
        return new Session.Access(
                jti(drawnBy, life.generation()),
                issued,
                earlier(expires, issued.plus(life.terms().lifetime().access())));
    }

    /** Somebody who has something that fits: browsers hold the cookie, apps and programs hold tokens. */
    private Holder holder(Life life, Chance chance) {
        Delivery delivery = life.terms().ofApps() ? Delivery.TOKENS : Delivery.COOKIE;
        while (true) {
            Person person = crowd.person(crowd.draw(chance));
            List<Device> fitting = person.devices().stream()
                    .filter(device -> device.delivery() == delivery)
                    .toList();
            if (!fitting.isEmpty() && (person.enabled() || !life.active())) {
                return new Holder(person, chance.one(fitting));
            }
        }
    }

    private static Session.@Nullable End over(Life life, Person person, Chance chance) {
        EndReason reason = life.reason();
        if (reason == null) {
            return null;
        }
        String by = switch (reason) {
            case LOGOUT, REPLACED, QUOTA -> person.email();
            case REVOKED, ACCOUNT -> OPERATOR;
            case IDLE, EXPIRED, REUSE -> null;
        };
        String note = reason == EndReason.REVOKED ? chance.one(NOTES) : null;
        return new Session.End(instant(life.ended()), reason, by, note, true);
    }

    private static Session.Limits limits(Life life) {
        Lifetime lifetime = life.terms().lifetime();
        return new Session.Limits(lifetime.idle(), lifetime.access(), lifetime.refresh(), lifetime.grace());
    }

    static Instant instant(long epochMilli) {
        return Instant.ofEpochMilli(epochMilli);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
