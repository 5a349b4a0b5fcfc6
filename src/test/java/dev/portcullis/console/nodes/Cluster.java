package dev.portcullis.console.nodes;

import dev.portcullis.api.NodePage;
import dev.portcullis.api.NodeView;
import dev.portcullis.api.NodeView.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Made-up servers, and a clock that a test moves. */
final class Cluster implements Callable<NodePage> {
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    final AtomicInteger asked = new AtomicInteger();
    volatile Instant now = NOON;
    volatile @Nullable RuntimeException failure;
    volatile List<NodeView> nodes = List.of();

    @Override
    public NodePage call() {
        asked.incrementAndGet();
        RuntimeException wrong = failure;
        if (wrong != null) {
            throw wrong;
        }
        return new NodePage(now, "eu-1.sso.example.com:7480", nodes);
    }

    /** All is well. */
    Cluster healthy() {
        nodes = List.of(node(1, State.RUNNING, "0.1.0", 0, 0.06, true), node(2, State.RUNNING, "0.1.0", 0, 0.04, false));
        return this;
    }

    /** One of each state, and two versions. */
    Cluster troubled() {
        nodes = List.of(
                node(1, State.RUNNING, "0.1.0", 0, 0.06, true),
                node(2, State.LAGGING, "0.1.0", 1_240, 7.2, false),
                node(3, State.RUNNING, "0.2.0", 12, 0.08, false),
                node(4, State.STOPPED, "0.1.0", 0, 0.02, false),
                node(5, State.LOST, "0.1.0", 10_000, 4.9, false),
                new NodeView("old.sso.example.com:7480", State.RUNNING, null, null, now.minus(Duration.ofDays(40)), null, now.plusSeconds(4), null, false, null, null));
        return this;
    }

    NodeView node(int number, State state, String version, int behind, double seconds, boolean rollups) {
        Instant renewed = state.runs() ? now.minusMillis(400L * number) : now.minusSeconds(400L * number);
        Instant end = state == State.STOPPED ? renewed : renewed.plusSeconds(5);
        return new NodeView(
                "eu-" + number + ".sso.example.com:7480",
                state,
                version,
                "http://10.20.0." + number + ":7480",
                now.minus(Duration.ofHours(7L * number * number)),
                renewed,
                end,
                state.runs() ? null : end,
                rollups,
                new NodeView.Feed("81231" + number + "-0", behind, seconds),
                new NodeView.Load(1874.2 / number, 3.4 / number, number, 16));
    }
}
