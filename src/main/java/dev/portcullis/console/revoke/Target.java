package dev.portcullis.console.revoke;

import dev.portcullis.api.RevocationRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.UUID;

/** Which sessions an operator asks about. */
public sealed interface Target {
    /** The most that can be named at once; more are asked for by a query. */
    int MOST_NAMED = 10_000;

    /**
     * Those that were selected.
     *
     * @param ownLeftOut whether the operator's own session was selected too, and spared
     */
    record Selected(SequencedSet<UUID> handles, boolean ownLeftOut) implements Target {}

    /** All that match a query when it is asked; the operator's own session is spared. */
    record Matching(String query) implements Target {}

    /** The request to do this to them. */
    default RevocationRequest request(Measure measure) {
        RevocationRequest request = switch (this) {
            case Selected selected ->
                switch (measure.action()) {
                    case END -> RevocationRequest.end(selected.handles());
                    case SUSPEND -> RevocationRequest.suspend(selected.handles(), measure.minutes(), measure.then());
                    case RELEASE -> RevocationRequest.release(selected.handles());
                };
            case Matching(String query) ->
                switch (measure.action()) {
                    case END -> RevocationRequest.end(query);
                    case SUSPEND -> RevocationRequest.suspend(query, measure.minutes(), measure.then());
                    case RELEASE -> RevocationRequest.release(query);
                };
        };
        return measure.lock() == null ? request : request.locking(measure.lock());
    }

    /** Whether one request cannot name them all. */
    default boolean tooMany() {
        return this instanceof Selected selected && selected.handles().size() > MOST_NAMED;
    }

    /** Just these. */
    static Target of(List<UUID> handles, boolean ownLeftOut) {
        return new Selected(new LinkedHashSet<>(handles), ownLeftOut);
    }
}
