package dev.portcullis.console.overview;

import dev.portcullis.api.Facets;
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

    /** The sessions that ended because a spent refresh token came back, within a day, newest first. */
    List<SessionView> reused();

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
            public List<SessionView> reused() {
                return client.sessions(new SessionQuery(Counted.reusedLastDay(), "all", "-endedAt", null, REUSES))
                        .items();
            }
        };
    }
}
