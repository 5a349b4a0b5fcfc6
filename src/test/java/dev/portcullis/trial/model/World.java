package dev.portcullis.trial.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What should be so, in lists and loops. */
final class World {
    static final Set<String> OWN_PERMISSIONS =
            Set.of("sessions:read", "sessions:revoke", "accounts:write", "policy:write", "audit:read");

    /** A network that the policy names. Of IPv4, so many bits of the address. */
    record Named(String name, String prefix, int bits, boolean trusted) {
        String range() {
            return prefix + "/" + bits;
        }

        boolean holds(String address) {
            return bits(address) >>> (32 - bits) == bits(prefix) >>> (32 - bits);
        }

        static long bits(String address) {
            long all = 0;
            for (String part : address.split("\\.")) {
                all = all * 256 + Integer.parseInt(part);
            }
            return all;
        }
    }

    /** That nobody logs in to an account, or from a network. */
    record Bar(
            UUID id,
            @Nullable Person person,
            @Nullable Named network,
            @Nullable Instant until) {
        boolean holds(Instant now) {
            return until == null || until.isAfter(now);
        }
    }

    /** Something that is counted by the minute. */
    record Count(String what, Instant at) {}

    /** Who was in at a moment, and what they were permitted. */
    record Past(Instant at, Map<Stay, Set<String>> live) {}

    Instant now;
    final List<Person> people = new ArrayList<>();
    final List<Stay> stays = new ArrayList<>();
    final List<Bar> bars = new ArrayList<>();
    final List<Count> counts = new ArrayList<>();
    final List<Past> past = new ArrayList<>();
    final Map<String, List<String>> roleGrants = new TreeMap<>();

    Stay.Limits limits = new Stay.Limits(1800, 43_200, 300, 43_200, 10);

    /** Of those who have the role of this name, instead of everybody's. */
    final Map<String, Stay.Limits> roleLimits = new HashMap<>();

    int quota;
    String atLimit = "reject";
    List<Named> networks = new ArrayList<>();

    /** Of what the feed must have told by now, how often. */
    final Map<String, Integer> told = new TreeMap<>();

    /** Of what it must tell in a while, since it follows from time: of some it need not, if something else comes first. */
    final Map<String, Integer> toTell = new TreeMap<>();

    final Map<String, Integer> mayTell = new TreeMap<>();

    /** What the audit must have besides, in its order: action, who, what of. */
    final List<String> audited = new ArrayList<>();

    World(Instant now) {
        this.now = now;
    }

    static Instant second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    // What people come to.

    /** What a login comes to: "ok", or why not. What it ends is ended then; {@link #begin} follows. */
    String logIn(Person person, String password, String address, @Nullable Stay presented) {
        if (barred(address)) {
            return "403 network-locked";
        }
        if (!person.enabled || !person.password.equals(password)) {
            failed(address);
            return "401 invalid-credentials";
        }
        if (bars.stream().anyMatch(bar -> person.equals(bar.person()) && bar.holds(now))) {
            failed(address);
            return "403 account-locked";
        }
        Stay leaving = presented != null && presented.live() ? presented : null;
        List<Stay> present = quota == 0
                ? List.of()
                : stays.stream()
                        .filter(stay -> stay.person == person && stay.live() && stay != leaving)
                        .sorted(
                                atLimit.equals("end-next-to-expire")
                                        ? Comparator.comparing(Stay::nextEnd).thenComparingInt(stay -> stay.number)
                                        : Comparator.comparingInt(stay -> stay.number))
                        .toList();
        int tooMany = quota == 0 ? 0 : present.size() + 1 - quota;
        if (tooMany > 0 && atLimit.equals("reject")) {
            failed(address);
            return "409 session-limit-reached";
        }
        if (leaving != null) {
            end(leaving, "replaced", leaving.person.email, null);
        }
        for (int i = 0; i < tooMany; i++) {
            end(present.get(i), "quota", person.email, null);
        }
        return "ok";
    }

    private void failed(String address) {
        tell("login.failed " + address);
        counts.add(new Count("failed", now));
    }

    boolean barred(String address) {
        return bars.stream()
                .anyMatch(bar -> bar.network() != null && bar.network().holds(address) && bar.holds(now));
    }

    /** A session, after a login that was let in. */
    Stay begin(UUID handle, Person person, Program program, String address, boolean cookie) {
        Stay stay = new Stay(stays.size(), handle, person, program, address, cookie, now, limitsOf(person));
        Named network = network(address);
        stay.network = network == null ? null : network.name();
        String place = address.substring(0, address.lastIndexOf('.'));
        String wider = network == null ? place : network.name();
        stay.newDevice = person.came && !person.devices.contains(program.kind());
        stay.newNetwork = person.came
                && !person.places.contains(place)
                && !person.places.contains(wider)
                && (network == null || !network.trusted());
        stay.permissions = new TreeSet<>(person.mayDo(roleGrants));
        remember(person, program, address);
        stays.add(stay);
        tell("session.started " + handle);
        counts.add(new Count("started", now));
        if (person.operates(roleGrants)) {
            audited.add("operator.logged_in " + person.email + " session:" + handle);
        }
        return stay;
    }

    /** Of who has shown who they are, with what and from where that was. */
    void remember(Person person, Program program, String address) {
        Named network = network(address);
        String place = address.substring(0, address.lastIndexOf('.'));
        person.came = true;
        person.devices.add(program.kind());
        person.places.add(place);
        person.places.add(network == null ? place : network.name());
    }

    @Nullable
    Named network(String address) {
        return networks.stream()
                .filter(network -> network.holds(address))
                .max(Comparator.comparingInt(Named::bits))
                .orElse(null);
    }

    Stay.Limits limitsOf(Person person) {
        List<Stay.Limits> all = new ArrayList<>();
        for (String role : person.roles) {
            all.add(roleLimits.getOrDefault(role, limits));
        }
        if (all.isEmpty()) {
            all.add(limits);
        }
        return new Stay.Limits(
                all.stream().mapToInt(Stay.Limits::idle).min().orElseThrow(),
                all.stream().mapToInt(Stay.Limits::absolute).min().orElseThrow(),
                all.stream().mapToInt(Stay.Limits::access).min().orElseThrow(),
                all.stream().mapToInt(Stay.Limits::refresh).min().orElseThrow(),
                all.stream().mapToInt(Stay.Limits::grace).min().orElseThrow());
    }

    /** What comes of using a session. */
    String use(@Nullable Stay stay) {
        if (stay == null) {
            return "401 session-missing";
        }
        if (stay.end != null) {
            return "401 session-ended";
        }
        if (stay.pause != null) {
            return "403 session-suspended";
        }
        long tolerance = Math.min(5_000, stay.limits.idle() * 1000L / 20);
        if (Duration.between(stay.seen, now).toMillis() >= tolerance) {
            see(stay);
        }
        return "ok";
    }

    private void see(Stay stay) {
        stay.seen = now;
        stay.idleEnds = now.plusSeconds(stay.limits.idle());
    }

    /** What comes of a gateway's asking with a cookie. */
    String verify(@Nullable Stay stay) {
        String outcome = use(stay);
        if (stay != null && outcome.equals("ok") && stay.cookie && stay.accessEnds.isBefore(stay.limit())) {
            long left = Duration.between(now, stay.accessEnds).toMillis();
            if (left < stay.limits.access() * 1000L / 5) {
                rotate(stay);
            }
        }
        return outcome;
    }

    private void rotate(Stay stay) {
        see(stay);
        stay.generation++;
        bind(stay);
        Instant refresh = now.plusSeconds(stay.limits.refresh());
        stay.refreshEnds = refresh.isBefore(stay.limit()) ? refresh : stay.limit();
        tell("token.refreshed " + stay.handle);
        counts.add(new Count("refreshed", now));
    }

    private void bind(Stay stay) {
        stay.accessIssued = second(now);
        Instant access = stay.accessIssued.plusSeconds(stay.limits.access());
        stay.accessEnds = access.isBefore(stay.limit()) ? access : stay.limit();
    }

    /** What comes of presenting a refresh token: "ok" also if it is the same successor again. */
    String refresh(Stay stay, Stay.Token token) {
        if (!stay.live()) {
            return "400 invalid_grant";
        }
        Instant spent = token.spentAt;
        if (spent == null) {
            if (!now.isBefore(stay.refreshEnds)) {
                return "400 invalid_grant";
            }
            if (stay.pause != null) {
                return "403 temporarily_unavailable";
            }
            rotate(stay);
            token.spentAt = now;
            return "ok";
        }
        if (!now.isAfter(spent.plusSeconds(stay.limits.grace()))) {
            return stay.pause == null ? "ok" : "403 temporarily_unavailable";
        }
        stay.reused = true;
        tell("token.reused " + stay.handle);
        counts.add(new Count("reused", now));
        end(stay, "reuse", null, null);
        return "400 invalid_grant";
    }

    /** Ends it, if it has not ended. */
    boolean end(Stay stay, String reason, @Nullable String by, @Nullable String note) {
        if (stay.end != null) {
            return false;
        }
        stay.ends = stay.limit();
        stay.end = new Stay.End(now, reason, by, note);
        stay.pause = null;
        tell("session.ended " + stay.handle);
        return true;
    }

    // What operators do.

    void suspend(Stay stay, Instant until, boolean thenEnd, String by, String note) {
        Stay.Break before = stay.pause;
        Duration left = before == null ? Duration.between(now, stay.idleEnds) : before.idleLeft();
        stay.pause = new Stay.Break(before == null ? now : before.at(), until, thenEnd, by, note, left);
        tell("session.changed " + stay.handle);
    }

    boolean release(Stay stay) {
        if (!stay.live() || stay.pause == null) {
            return false;
        }
        stay.resume(now);
        tell("session.changed " + stay.handle);
        return true;
    }

    /** Every session of an account follows what is granted to it. */
    void follow(Person person, Set<String> before) {
        Set<String> after = person.mayDo(roleGrants);
        if (before.equals(after)) {
            return;
        }
        for (Stay stay : stays) {
            if (stay.person != person || !stay.live()) {
                continue;
            }
            Set<String> held = new TreeSet<>();
            for (String permission : after) {
                if (stay.permissions.contains(permission) || !before.contains(permission)) {
                    held.add(permission);
                }
            }
            if (!held.equals(stay.permissions)) {
                stay.permissions = held;
                if (stay.cookie) {
                    bind(stay);
                }
                tell("session.changed " + stay.handle);
            }
        }
    }

    void endAll(Person person, String by) {
        stays.stream().filter(stay -> stay.person == person).forEach(stay -> end(stay, "account", by, null));
    }

    /** Shortens what an operator has set by hand, and ends what is over by it. */
    void shorten(Stay stay, @Nullable Integer idle, @Nullable Instant ends) {
        if (idle != null) {
            stay.idleCap = stay.idleCap == null ? idle : Math.min(stay.idleCap, idle);
            stay.limitIdle(Math.min(idle, stay.limits.idle()));
        }
        if (ends != null) {
            stay.endCap = stay.endCap == null || ends.isBefore(stay.endCap) ? ends : stay.endCap;
            stay.ends = earlier(stay.ends, ends);
            stay.accessEnds = earlier(stay.accessEnds, ends);
            stay.refreshEnds = earlier(stay.refreshEnds, ends);
        }
        endByNewLimits(stay);
    }

    private void endByNewLimits(Stay stay) {
        if (!stay.nextEnd().isAfter(now)) {
            end(stay, stay.limit().isAfter(stay.idleLimit()) ? "idle" : "expired", null, null);
        }
    }

    /** Gives sessions the policy's limits; those that are suspended when they go on. */
    void applyLimits(Collection<Stay> to) {
        for (Stay stay : to) {
            if (!stay.live()) {
                continue;
            }
            if (stay.pause != null) {
                stay.limitsDue = true;
                continue;
            }
            stay.limitsDue = false;
            Stay.Limits given = limitsOf(stay.person);
            int idle = stay.idleCap == null ? given.idle() : Math.min(stay.idleCap, given.idle());
            Instant ends = stay.created.plusSeconds(given.absolute());
            ends = stay.endCap == null ? ends : earlier(ends, stay.endCap);
            Stay.Limits had = stay.limits;
            boolean changed = idle != had.idle()
                    || !ends.equals(stay.ends)
                    || given.access() != had.access()
                    || given.refresh() != had.refresh()
                    || given.grace() != had.grace();
            stay.limitIdle(idle);
            stay.limits = new Stay.Limits(idle, given.absolute(), given.access(), given.refresh(), given.grace());
            stay.ends = ends;
            stay.accessEnds = earlier(earlier(stay.accessEnds, ends), stay.accessIssued.plusSeconds(given.access()));
            if (stay.refreshEnds.isAfter(now)) {
                stay.refreshEnds = earlier(ends, stay.accessIssued.plusSeconds(given.refresh()));
            }
            if (changed) {
                tell("session.changed " + stay.handle);
            }
            endByNewLimits(stay);
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    // Time.

    /** Time passes, and some end by that alone. */
    void passTo(Instant then) {
        Map<Stay, Set<String>> live = new HashMap<>();
        stays.stream().filter(Stay::live).forEach(stay -> live.put(stay, new TreeSet<>(stay.permissions)));
        // Half-way nothing happens; whose time passes before that was out.
        Instant between = now.plus(Duration.between(now, then).dividedBy(2)).truncatedTo(ChronoUnit.MICROS);
        now = then;
        stays.forEach(this::lapse);
        live.keySet().removeIf(stay -> stay.end != null && !stay.end.at().isAfter(between));
        if (between.isBefore(then)) {
            past.add(new Past(between, live));
        }
    }

    private void lapse(Stay stay) {
        if (!stay.live()) {
            return;
        }
        Stay.Break pause = stay.pause;
        if (pause != null && !pause.until().isAfter(now) && !pause.thenEnd() && stay.ends.isAfter(pause.until())) {
            stay.resume(pause.until());
            add(mayTell, "session.changed " + stay.handle);
        }
        pause = stay.pause;
        Instant limit = stay.limit();
        Instant idle = stay.idleLimit();
        if (now.isBefore(limit) && now.isBefore(idle)) {
            return;
        }
        boolean suspension = pause != null && pause.thenEnd() && pause.until().equals(limit);
        if (limit.isAfter(idle)) {
            stay.end = new Stay.End(idle, "idle", null, null);
        } else if (pause != null && suspension) {
            stay.end = new Stay.End(limit, "revoked", pause.by(), pause.note());
        } else {
            stay.end = new Stay.End(limit, "expired", null, null);
        }
        stay.ends = limit;
        stay.pause = null;
        add(toTell, "session.ended " + stay.handle);
    }

    void tell(String event) {
        add(told, event);
    }

    private static void add(Map<String, Integer> events, String event) {
        events.merge(event, 1, Integer::sum);
    }

    // What is asked.

    List<Stay> live() {
        return stays.stream().filter(Stay::live).toList();
    }

    /** By hour and minute, what happened in it. */
    long counted(String what, Instant from, Instant until) {
        return counts.stream()
                        .filter(count -> count.what().equals(what) && within(count.at(), from, until))
                        .count()
                + stays.stream()
                        .filter(stay -> stay.end != null
                                && (what.equals("ended") || what.equals(stay.end.reason()))
                                && within(stay.end.at(), from, until))
                        .count();
    }

    private static boolean within(Instant at, Instant from, Instant until) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
