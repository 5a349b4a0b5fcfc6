package dev.portcullis.trial.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session, as the model has it. */
final class Stay {
    /** How it ended. */
    record End(
            Instant at,
            String reason,
            @Nullable String by,
            @Nullable String note) {}

    /**
     * That it is denied for a while.
     *
     * @param idleLeft how much of the idle time was left; it stands still
     */
    record Break(Instant at, Instant until, boolean thenEnd, String by, String note, Duration idleLeft) {}

    /** A token of its refresh family. */
    static final class Token {
        final String text;

        @Nullable
        Instant spentAt;

        @Nullable
        String successor;

        Token(String text) {
            this.text = text;
        }
    }

    /** An access token that its client holds. */
    record Access(String text, Instant until) {}

    /** The limits that it was begun with, or was given since; in seconds. */
    record Limits(int idle, int absolute, int access, int refresh, int grace) {}

    final int number;
    final UUID handle;
    final Person person;
    final Program program;
    final String address;
    final boolean cookie;
    final Instant created;

    @Nullable
    String network;

    boolean newDevice;
    boolean newNetwork;
    Limits limits;
    Instant seen;
    Instant idleEnds;
    Instant ends;
    Set<String> permissions = new TreeSet<>();
    Map<String, Object> attributes = new TreeMap<>();
    Instant accessIssued;
    Instant accessEnds;
    int generation = 1;
    Instant refreshEnds;
    boolean reused;

    /** What an operator has set by hand. */
    @Nullable
    Integer idleCap;

    @Nullable
    Instant endCap;

    @Nullable
    Break pause;

    @Nullable
    End end;

    /** Whether it is still to be given the limits of a policy, when it goes on. */
    boolean limitsDue;

    /** Of one that was delivered as tokens. */
    final List<Token> family = new ArrayList<>();

    @Nullable
    Access access;

    Stay(
            int number,
            UUID handle,
            Person person,
            Program program,
            String address,
            boolean cookie,
            Instant created,
            Limits limits) {
        this.number = number;
        this.handle = handle;
        this.person = person;
        this.program = program;
        this.address = address;
        this.cookie = cookie;
        this.created = created;
        this.limits = limits;
        this.seen = created;
        this.idleEnds = created.plusSeconds(limits.idle());
        this.ends = created.plusSeconds(limits.absolute());
        this.accessIssued = World.second(created);
        this.accessEnds = accessIssued.plusSeconds(Math.min(limits.access(), limits.absolute()));
        this.refreshEnds = created.plusSeconds(Math.min(limits.refresh(), limits.absolute()));
    }

    boolean live() {
        return end == null;
    }

    boolean active() {
        return end == null && pause == null;
    }

    String state() {
        return end != null ? "ended" : pause != null ? "suspended" : "active";
    }

    /** When it ends without use, as things are. */
    Instant idleLimit() {
        return pause == null ? idleEnds : pause.until().plus(pause.idleLeft());
    }

    /** When it ends in any case, as things are. */
    Instant limit() {
        return pause != null && pause.thenEnd() && pause.until().isBefore(ends) ? pause.until() : ends;
    }

    Instant nextEnd() {
        return limit().isBefore(idleLimit()) ? limit() : idleLimit();
    }

    /** A session that is suspended goes on. */
    void resume(Instant at) {
        if (pause != null) {
            idleEnds = at.plus(pause.idleLeft());
            pause = null;
        }
    }

    /** What counts as its last use where idle time is counted: the time in which it was suspended does not. */
    void limitIdle(int seconds) {
        idleEnds = idleEnds.minusSeconds(limits.idle()).plusSeconds(seconds);
        limits = new Limits(seconds, limits.absolute(), limits.access(), limits.refresh(), limits.grace());
    }

    @Override
    public String toString() {
        return "S" + number + "(" + person + ")";
    }
}
