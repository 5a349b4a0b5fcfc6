package dev.portcullis.cluster;

import dev.portcullis.store.Database;
import dev.portcullis.store.NodeStore;
import dev.portcullis.store.StoreUnavailableException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This server among those over the same database: it says every second that it runs, and how it is. */
public final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    /** From one renewal to the next. */
    public static final Duration RENEW = Duration.ofSeconds(1);

    private static final Duration LEASE = Duration.ofSeconds(5);

    private final UUID instance = UUID.randomUUID();
    private final Database database;
    private final Feed feed;
    private final String name;
    private final String version;
    private final String address;
    private final Supplier<NodeStore.Load> load;

    /**
     * @param version of the software
     * @param address where it listens
     * @param load what it has to do, when it is asked
     */
    public Node(
            Database database, Feed feed, String name, String version, String address, Supplier<NodeStore.Load> load) {
        this.database = database;
        this.feed = feed;
        this.name = name;
        this.version = version;
        this.address = address;
        this.load = load;
    }

    public String name() {
        return name;
    }

    /** Says that it runs. */
    public void renew() {
        NodeStore.Load present = load.get();
        NodeStore.Report
                report = // the position is read before the database says how far one could have come: so it is never
                        // behind what is new
                        new NodeStore.Report(instance, version, address, feed.reached(), feed.behind(), present);
        database.transact(transaction -> {
            NodeStore.renew(transaction, name, LEASE, report);
            return true;
        });
    }

    /** Says that it no longer does. */
    public void leave() {
        try {
            database.transact(transaction -> {
                NodeStore.leave(transaction, name, instance);
                return true;
            });
        } catch (StoreUnavailableException e) {
            LOG.info("could not sign off; the lease ends by itself: {}", e.getMessage());
        }
    }
}
