package dev.portcullis.console.overview;

import dev.portcullis.api.Facets;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import java.time.Instant;
import java.util.List;

/** What the screen needs of a {@link PortcullisClient}, and no more. Every call blocks, and throws {@link dev.portcullis.client.ClientException}. */
interface OverviewSource {
    /** How many are named of each kind. */
    int TOP = 5;

    /** How many reuses of a day are worth naming. */
    int REUSES = 20;

    /**
     * What happened in that time.
     *
     * @param step in minutes
     * @param timeLeft whether it is to be told how long the active sessions still have
     */
    Stats stats(Instant from, Instant to, int step, boolean timeLeft);

    /** By user, network, device and permission. */
    Facets facets();

    /** The sessions that ended because a spent refresh token came back, within a day. */
    Reuses reused();

    /**
     * Sessions that a reuse ended.
     *
     * @param newest those that are named, newest first
     * @param total how many there are in all
     */
    record Reuses(List<SessionView> newest, long total) {
        static final Reuses NONE = new Reuses(List.of(), 0);
    }

    static OverviewSource of(PortcullisClient client) {
        return new OverviewSource() {
            @Override
            public Stats stats(Instant from, Instant to, int step, boolean timeLeft) {
                return client.stats(from, to, step, timeLeft);
            }

            @Override
            public Facets facets() {
                return client.facets(List.of("user", "network", "device", "permission"), TOP, "", null);
            }

            @Override
            public Reuses reused() {
                SessionPage page =
                        client.sessions(new SessionQuery(Counted.reusedLastDay(), "all", "-endedAt", null, REUSES));
                return new Reuses(page.items(), page.total());
            }
        };
    }
}
