package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.place.Locator;
import dev.portcullis.place.NetworkNames;
import dev.portcullis.session.PolicyState;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.NetworkStore;
import dev.portcullis.store.NetworkStore.Named;
import dev.portcullis.store.NetworkStore.Outdated;
import dev.portcullis.store.PolicyStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Names the networks of live sessions anew when the policy calls networks otherwise: the names only, nothing of their limits. Works as {@link PolicyApplication}
 * does: what is still to be done stands in the database, so any number of servers may work on it, and a login that raced with the change is found when it has
 * committed. What has ended keeps the name that it had.
 */
public final class NetworkNaming {
    private static final int BATCH = 500;
    private static final int BATCHES = 20;

    private final Database database;
    private final Locator locator;
    private final Feed feed;

    public NetworkNaming(Database database, Locator locator, Feed feed) {
        this.database = database;
        this.locator = locator;
        this.feed = feed;
    }

    /** Goes on with it, in small transactions; called every second. */
    public void run() {
        for (int batch = 0; batch < BATCHES; batch++) {
            int done = database.transact(this::some);
            if (done > 0) {
                feed.nudge();
            }
            if (done < BATCH) {
                return;
            }
        }
    }

    private int some(Transaction transaction) throws SQLException {
        List<Outdated> outdated = NetworkStore.holdOutdated(transaction, BATCH);
        // Read after them: a policy that is newer still finds them outdated again, and no older one can follow.
        Optional<PolicyState> policy = outdated.isEmpty() ? Optional.empty() : PolicyStore.find(transaction);
        if (policy.isEmpty()) {
            return 0;
        }
        NetworkNames names = locator.names(policy.get().policy());
        List<Named> named = outdated.stream()
                .map(session -> new Named(session.handle(), names.name(session.address())))
                .toList();
        long version = policy.get().policy().version();
        NetworkStore.name(transaction, named, version);
        EventStore.append(
                transaction,
                EventType.SESSION_CHANGED,
                changed(outdated, named),
                String.valueOf(policy.get().changedBy()),
                JsonNodeFactory.instance.objectNode().put("policyVersion", version));
        return outdated.size();
    }

    private static List<UUID> changed(List<Outdated> before, List<Named> after) {
        return java.util.stream.IntStream.range(0, before.size())
                .filter(i ->
                        !Objects.equals(before.get(i).network(), after.get(i).network()))
                .mapToObj(i -> before.get(i).handle())
                .toList();
    }
}
