package dev.portcullis.console.sessions;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Facets;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.Stats;
import dev.portcullis.client.EventListener;
import dev.portcullis.client.EventStream;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where the model learns of sessions: what it needs of a {@link PortcullisClient}, and no more. */
interface SessionSource {
    /** See {@link PortcullisClient#sessions}. */
    SessionPage page(SessionQuery query);

    /** See {@link PortcullisClient#events}. */
    EventStream events(String after, EventListener listener);

    /** See {@link PortcullisClient#stats}. */
    Stats stats();

    /** See {@link PortcullisClient#facets}. */
    Facets facets(Collection<String> by, int top, String query, @Nullable Instant asOf);

    /**
     * What a client has.
     *
     * @param also hears of each event too, on the stream's thread
     */
    static SessionSource of(PortcullisClient client, BiConsumer<EventType, EventData> also) {
        return new SessionSource() {
            @Override
            public SessionPage page(SessionQuery query) {
                return client.sessions(query);
            }

            @Override
            public EventStream events(String after, EventListener listener) {
                return client.events(after, new HeardTwice(listener, also));
            }

            @Override
            public Stats stats() {
                return client.stats();
            }

            @Override
            public Facets facets(Collection<String> by, int top, String query, @Nullable Instant asOf) {
                return client.facets(by, top, query, asOf);
            }
        };
    }
}
