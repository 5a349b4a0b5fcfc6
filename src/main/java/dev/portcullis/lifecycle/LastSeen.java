package dev.portcullis.lifecycle;

import dev.portcullis.api.EventData;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.SessionUses;
import dev.portcullis.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes that sessions are used, without a write for each use: a use is written only if the last one written is 5 s old (or a twentieth of the idle limit, if that
 * is less), and then with all others of that second in one statement.
 *
 * <p>The error of the idle limit: a session may be judged idle up to 6 s early (5 s not written, 1 s waiting), never late. A session that is within 10 s of its
 * idle limit is written at once, before its use is answered, so that one in use is not lost at the edge. A use that could not be written when the limit came, because
 * the database was away, counts all the same, as long as no end is written down.
 */
public final class LastSeen {
    private static final Logger LOG = LoggerFactory.getLogger(LastSeen.class);
    private static final Duration COALESCED = Duration.ofSeconds(5);
    private static final Duration EDGE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 500;

    private final Database database;
    private final Feed feed;
    private final Map<UUID, Instant> waiting = new ConcurrentHashMap<>();

    public LastSeen(Database database, Feed feed) {
        this.database = database;
        this.feed = feed;
    }

    /**
     * Notes a use of an active session, at the time when it was read.
     *
     * @return false if the session turned out to have ended meanwhile
     */
    public boolean used(Session session) {
        Duration unwritten = Duration.between(session.lastSeenAt(), session.readAt());
        Duration left = Duration.between(session.readAt(), session.idleExpiresAt());
        if (unwritten.compareTo(tolerance(session)) < 0) {
            return true;
        }
        if (left.compareTo(EDGE) < 0) {
            return writeNow(session);
        }
        keep(session.handle(), session.readAt());
        return true;
    }

    /** Writes what waits; called every second, and once at the end. Uses that cannot be written now wait on. */
    public void flush() {
        List<UUID> handles = List.copyOf(waiting.keySet());
        for (int from = 0; from < handles.size(); from += AT_ONCE) {
            List<UUID> some = handles.subList(from, Math.min(from + AT_ONCE, handles.size()));
            try {
                write(some);
            } catch (StoreUnavailableException e) {
                LOG.warn("{} uses wait to be written: {}", some.size(), e.getMessage());
            }
        }
    }

    /**
     * Writes a use of this session, if one waits: before the session is judged by what is written.
     *
     * @throws StoreUnavailableException if it cannot be written; then nobody can judge
     */
    void flush(UUID handle) {
        write(List.of(handle));
    }

    private void write(List<UUID> handles) {
        Map<UUID, Instant> uses = new HashMap<>();
        for (UUID handle : handles) {
            Instant at = waiting.get(handle);
            if (at != null) {
                uses.put(handle, at);
            }
        }
        if (uses.isEmpty()) {
            return;
        }
        Set<UUID> passedOver = database.transact(transaction -> {
            List<EventData.Seen> seen = new ArrayList<>();
            SessionUses.see(transaction, uses)
                    .forEach(handle -> seen.add(new EventData.Seen(handle, uses.getOrDefault(handle, Instant.EPOCH))));
            if (!seen.isEmpty()) {
                EventStore.appendSeen(transaction, seen);
            }
            return Set.copyOf(SessionUses.unseen(transaction, uses));
        });
        uses.keySet().removeAll(passedOver);
        uses.forEach(waiting::remove); // unless there is a newer one by now
        feed.nudge();
    }

    private void keep(UUID handle, Instant at) {
        waiting.merge(handle, at, (a, b) -> a.isAfter(b) ? a : b);
    }

    private boolean writeNow(Session session) {
        boolean alive = database.transact(transaction -> {
            if (!SessionUses.see(transaction, session.handle())) {
                return false;
            }
            EventStore.appendSeen(transaction, List.of(new EventData.Seen(session.handle(), session.readAt())));
            return true;
        });
        feed.nudge();
        return alive;
    }

    private static Duration tolerance(Session session) {
        Duration share = session.limits().idle().dividedBy(20);
        return share.compareTo(COALESCED) < 0 ? share : COALESCED;
    }
}
