package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.PolicyState;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.PolicyStore;
import dev.portcullis.store.PolicyStore.Applied;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives live sessions the limits of a policy that is to be applied to them: exactly those, whether shorter or longer than what they had, but never beyond what an
 * operator has set for one session by hand.
 *
 * <p>What is still to be done stands in the database: live sessions whose limits are of an older version than the one applied. So any number of servers may work
 * on it at once, each on sessions that no other holds; a server that dies leaves nothing half done; and a login that raced with the change, and took its limits
 * from the policy before, is found when it has committed.
 *
 * <p>A session whose time had passed by its old limits ended then, whatever the new ones are. One whose time has passed by the new limits only ends now: until now
 * it was rightly answered as active, and its end must not lie before the change that caused it.
 */
public final class PolicyApplication {
    private static final int BATCH = 500;
    private static final int BATCHES = 20;

    private final Database database;
    private final Feed feed;

    public PolicyApplication(Database database, Feed feed) {
        this.database = database;
        this.feed = feed;
    }

    /** Goes on with it, in small transactions; called every second. */
    public void run() {
        for (int batch = 0; batch < BATCHES; batch++) {
            int done = database.transact(PolicyApplication::some);
            if (done > 0) {
                feed.nudge();
            }
            if (done < BATCH) {
                return;
            }
        }
    }

    private static int some(Transaction transaction) throws SQLException {
        List<UUID> pending = PolicyStore.holdPending(transaction, BATCH);
        Optional<PolicyState> policy = PolicyStore.find(transaction);
        if (pending.isEmpty() || policy.isEmpty()) {
            return 0;
        }
        List<UUID> over = SessionStore.settle(transaction, pending);
        List<UUID> changed = PolicyStore.apply(transaction, pending).stream()
                .filter(Applied::changed)
                .map(Applied::handle)
                .toList();
        List<UUID> ended = SessionStore.endByNewLimits(transaction, pending);
        EventStore.append(transaction, EventType.SESSION_ENDED, over);
        String by = String.valueOf(policy.get().changedBy());
        EventStore.append(transaction, EventType.SESSION_CHANGED, changed, by, detail(policy.get()));
        EventStore.append(transaction, EventType.SESSION_ENDED, ended, by, detail(policy.get()));
        return pending.size();
    }

    private static ObjectNode detail(PolicyState policy) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("policyVersion", policy.policy().version());
    }
}
