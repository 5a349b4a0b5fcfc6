package dev.portcullis.cluster;

import dev.portcullis.api.NodePage;
import dev.portcullis.api.NodeView;
import dev.portcullis.api.NodeView.State;
import dev.portcullis.store.Database;
import dev.portcullis.store.LiveCount;
import dev.portcullis.store.NodeStore;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The servers over the database, as any of them sees them. */
public final class Nodes {
    /** So late with renewing its lease a server is seldom by chance. */
    private static final Duration LATE = Node.RENEW.multipliedBy(5).dividedBy(2);

    /** So long a server that is not in trouble does not read the feed: it looks ten times a second. */
    private static final Duration BEHIND = Duration.ofSeconds(2);

    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final Database database;
    private final String ourselves;

    /** @param ourselves the name of the server that answers */
    public Nodes(Database database, String ourselves) {
        this.database = database;
        this.ourselves = ourselves;
    }

    /** All that run, and those that have not been gone for long. */
    public NodePage page() {
        return database.readWithin(LONGEST, transaction -> {
            Instant now = LiveCount.now(transaction);
            return new NodePage(
                    now,
                    ourselves,
                    NodeStore.all(transaction).stream()
                            .map(node -> view(node, now))
                            .toList());
        });
    }

    private static NodeView view(NodeStore.Node node, Instant now) {
        State state = state(node, now);
        NodeStore.Report report = node.report();
        return new NodeView(
                node.name(),
                state,
                report == null ? null : report.version(),
                report == null ? null : report.address(),
                node.startedAt(),
                node.renewedAt(),
                node.leaseEnds(),
                state.runs() ? null : node.leaseEnds(),
                node.rollups(),
                report == null ? null : feed(node, report),
                report == null ? null : load(report.load()));
    }

    private static State state(NodeStore.Node node, Instant now) {
        if (!node.leaseEnds().isAfter(now)) { // an older version leaves "left" as it was when it starts again
            return node.leftAt() != null ? State.STOPPED : State.LOST;
        }
        return late(node.renewedAt(), now) || behind(node.report()) ? State.LAGGING : State.RUNNING;
    }

    private static boolean late(@Nullable Instant renewedAt, Instant now) {
        return renewedAt != null && renewedAt.plus(LATE).isBefore(now);
    }

    private static boolean behind(NodeStore.@Nullable Report report) {
        return report != null && report.behind().compareTo(BEHIND) > 0;
    }

    private static NodeView.Feed feed(NodeStore.Node node, NodeStore.Report report) {
        return new NodeView.Feed(
                report.position().text(), node.eventsBehind(), report.behind().toMillis() / 1000.0);
    }

    private static NodeView.Load load(NodeStore.Load load) {
        return new NodeView.Load(load.verifications(), load.logins(), load.poolInUse(), load.poolSize());
    }
}
