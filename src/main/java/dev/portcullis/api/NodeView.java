package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server over the database, as it has last said itself, with the renewal of its lease. It has no sessions of its own: those are the database's, and each server answers for all of them.
 *
 * @param name unique among those that run
 * @param state how it is with it
 * @param version of the software; null of one whose version does not say, as is all the rest that may be
 * @param address where it listens itself, which need not be where others reach it
 * @param startedAt since when
 * @param renewedAt when it last renewed its lease
 * @param leaseEndsAt when it is given up unless it renews its lease before
 * @param endedAt when it signed off, or its lease ran out; null while it runs
 * @param rollups whether it is the one that makes the counts
 * @param feed how far it has read the feed of events
 * @param load how much it had to do
 */
public record NodeView(
        String name,
        State state,
        @Nullable String version,
        @Nullable String address,
        Instant startedAt,
        @Nullable Instant renewedAt,
        Instant leaseEndsAt,
        @Nullable Instant endedAt,
        boolean rollups,
        @Nullable Feed feed,
        @Nullable Load load) {

    /** How it is with a server. */
    public enum State {
        /** It renews its lease in time and has read the feed. */
        @JsonProperty("running")
        RUNNING,
        /** Its lease runs, but it is late with renewing it, or with reading the feed. */
        @JsonProperty("lagging")
        LAGGING,
        /** It has signed off. */
        @JsonProperty("stopped")
        STOPPED,
        /** Its lease has run out, and it had not signed off. */
        @JsonProperty("lost")
        LOST;

        /** Whether it is one of those that serve. */
        public boolean runs() {
            return this == RUNNING || this == LAGGING;
        }
    }

    /**
     * How far it had read the feed when it renewed its lease.
     *
     * @param position up to which, as the id of an event in the stream
     * @param eventsBehind how many events after that could be read then; at most {@link NodePage#MOST_BEHIND}, which stands for any number from there on
     * @param secondsBehind how long ago it last had read all there was; it looks ten times a second
     */
    public record Feed(String position, int eventsBehind, double secondsBehind) {}

    /**
     * What it had to do in the ten seconds before it renewed its lease.
     *
     * @param verificationsPerSecond answers to gateways
     * @param loginsPerSecond successful ones
     * @param poolInUse connections to the database that were in use then, of at most {@code poolSize}
     */
    public record Load(double verificationsPerSecond, double loginsPerSecond, int poolInUse, int poolSize) {}
}
