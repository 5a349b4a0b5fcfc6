package dev.portcullis.console.nodes;

import dev.portcullis.api.NodePage;
import dev.portcullis.api.NodeView;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.list.ListModel;
import dev.portcullis.console.list.ListState;
import dev.portcullis.console.list.Polling;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The servers over the database, asked anew every few seconds while somebody looks: one question at a time. For the JavaFX thread. */
public final class NodesModel extends ListModel<NodeView> {
    private static final Polling.Pace PACE = new Polling.Pace(Duration.ofSeconds(2), Duration.ofSeconds(5));

    /** What is older than that is what was. */
    private static final Duration OLD = Duration.ofSeconds(8);

    private final InstantSource clock;
    private final Polling<NodePage> polling;
    private final ReadOnlyObjectWrapper<@Nullable Seen> seen = new ReadOnlyObjectWrapper<>();

    /**
     * What was read last.
     *
     * @param at when it was here, by the same clock as everything on the screen: leases are counted from then on, so no difference of clocks falsifies them
     */
    record Seen(NodePage page, Instant at) {
        /** What is left of its lease, or less than nothing. */
        Duration left(NodeView node, Instant now) {
            return Duration.between(page.at(), node.leaseEndsAt()).minus(Duration.between(at, now));
        }

        /** How long it has run. */
        Duration up(NodeView node, Instant now) {
            return Duration.between(node.startedAt(), page.at()).plus(Duration.between(at, now));
        }

        /** How long it has been gone. */
        Duration gone(NodeView node, Instant now) {
            Instant end = node.endedAt() == null ? node.leaseEndsAt() : node.endedAt();
            return Duration.between(end, page.at()).plus(Duration.between(at, now));
        }
    }

    /**
     * Asks nothing before somebody looks.
     *
     * @param source asks the server; blocks
     * @param clock the server's
     */
    public NodesModel(Callable<NodePage> source, Background background, InstantSource clock) {
        super(clock, NodeView::name, OLD);
        this.clock = clock;
        polling = new Polling<>(source, background, clock, PACE, this::show, this::failed);
    }

    /** What was read last; null before the first answer. */
    ReadOnlyObjectProperty<@Nullable Seen> seenProperty() {
        return seen.getReadOnlyProperty();
    }

    /** Those that run, by their versions. */
    Versions versions() {
        Seen last = seen.get();
        return Versions.of(last == null ? List.of() : last.page().items());
    }

    /** Whether it is this one that has answered. */
    boolean answers(NodeView node) {
        Seen last = seen.get();
        return last != null && last.page().answeredBy().equals(node.name());
    }

    /** Somebody looks, until the subscription ends. */
    public Subscription look() {
        return polling.look();
    }

    @Override
    public void read() {
        reading();
        polling.ask();
    }

    @Override
    public void tick() {
        super.tick();
        polling.tick();
    }

    private void show(NodePage page) {
        seen.set(new Seen(page, clock.instant()));
        put(page.items());
        took();
    }

    @Override
    protected void failed(Throwable why) {
        super.failed(why);
        if (stateProperty().get() instanceof ListState.Denied) {
            seen.set(null);
        }
    }
}
