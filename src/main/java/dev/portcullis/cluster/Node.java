package dev.portcullis.cluster;

import dev.portcullis.store.Database;
import dev.portcullis.store.NodeStore;
import dev.portcullis.store.StoreUnavailableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This server among those over the same database: it says every second that it runs. */
public final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final Duration LEASE = Duration.ofSeconds(5);

    private final Database database;
    private final String name;

    public Node(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Says that it runs. */
    public void renew() {
        database.transact(transaction -> {
            NodeStore.renew(transaction, name, LEASE);
            return true;
        });
    }

    /** Says that it no longer does. */
    public void leave() {
        try {
            database.transact(transaction -> {
                NodeStore.leave(transaction, name);
                return true;
            });
        } catch (StoreUnavailableException e) {
            LOG.info("could not sign off; the lease ends by itself: {}", e.getMessage());
        }
    }
}
