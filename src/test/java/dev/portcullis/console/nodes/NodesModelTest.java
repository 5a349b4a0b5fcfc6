package dev.portcullis.console.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.NodeView;
import dev.portcullis.api.NodeView.State;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.list.ListState;
import dev.portcullis.support.Turns;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javafx.util.Subscription;
import org.junit.jupiter.api.Test;

/** The nodes' model, without a stage: when it asks, what it counts down, what it says of versions. */
class NodesModelTest {
    private final Cluster cluster = new Cluster().healthy();
    private final NodesModel model = new NodesModel(cluster, new Background(new Turns()), () -> cluster.now);

    @Test
    void itAsksOnlyWhileSomebodyLooksWhicheverScreenThatIs() {
        pass(Duration.ofMinutes(1));
        assertThat(cluster.asked).hasValue(0);
        Subscription overview = model.look();
        Subscription screen = model.look();
        await().until(() -> model.stateProperty().get() instanceof ListState.Read);
        assertThat(cluster.asked).hasValue(1);
        pass(Duration.ofSeconds(1));
        assertThat(cluster.asked).as("it is new enough").hasValue(1);
        pass(Duration.ofSeconds(1));
        await().until(() -> cluster.asked.get() == 2);
        screen.unsubscribe();
        await().until(() -> seen().at().equals(cluster.now));
        pass(Duration.ofSeconds(2));
        await("the other still looks").until(() -> cluster.asked.get() == 3);
        overview.unsubscribe();
        pass(Duration.ofMinutes(1));
        assertThat(cluster.asked).hasValue(3);
    }

    @Test
    void aLeaseRunsDownFromWhenTheAnswerCameWhateverOurClockSays() {
        read();
        NodeView node = model.rows().getFirst();
        assertThat(seen().left(node, cluster.now)).isEqualTo(Duration.ofMillis(4600));
        assertThat(seen().left(node, cluster.now.plusSeconds(4))).isEqualTo(Duration.ofMillis(600));
        assertThat(seen().up(node, cluster.now.plusSeconds(4)))
                .isEqualTo(Duration.ofHours(7).plusSeconds(4));
    }

    @Test
    void whatCannotBeReadAnewStaysAndIsOldUntilItCan() {
        Subscription _ = read();
        cluster.failure = new ClientException.Unreachable(
                ClientException.Cause.REFUSED, URI.create("http://localhost:1"), new IOException("refused"));
        pass(Duration.ofSeconds(2));
        await().until(() -> model.failureProperty().get() != null);
        assertThat(model.isStale()).as("it is a few seconds old").isFalse();
        pass(Duration.ofSeconds(9));
        assertThat(model.isStale()).isTrue();
        assertThat(model.rows()).hasSize(2);
        cluster.failure = null;
        model.read();
        await().until(() -> !model.isStale());
    }

    @Test
    void beforeTheFirstAnswerAFailureIsAllThereIsAndItIsTriedAgain() {
        cluster.failure = new IllegalStateException("no");
        Subscription _ = model.look();
        await().until(() -> model.stateProperty().get() instanceof ListState.Failed);
        cluster.failure = null;
        pass(Duration.ofSeconds(5));
        await().until(() -> model.stateProperty().get() instanceof ListState.Read);
    }

    @Test
    void whoMayNotSeeThemIsAskedNoMore() {
        cluster.failure = new ClientException.Refused(
                new Problem(ProblemType.FORBIDDEN.urn(), ProblemType.FORBIDDEN.title(), 403, null, null, null));
        Subscription _ = model.look();
        await().until(() -> model.stateProperty().get() instanceof ListState.Denied);
        pass(Duration.ofHours(1));
        assertThat(cluster.asked).hasValue(1);
    }

    @Test
    void whoIsSelectedStaysSelectedWhileOthersComeAndGo() {
        Subscription _ = read();
        model.selectedProperty().set(model.rows().get(1));
        String name = model.rows().get(1).name();
        cluster.troubled();
        model.read();
        await().until(() -> model.rows().size() == 6);
        assertThat(Objects.requireNonNull(model.selectedProperty().get()).name())
                .isEqualTo(name);
        assertThat(Objects.requireNonNull(model.selectedProperty().get()).state())
                .isEqualTo(State.LAGGING);
        cluster.nodes = List.of(cluster.nodes.getFirst());
        model.read();
        await().until(() -> model.rows().size() == 1);
        assertThat(model.selectedProperty().get()).isNull();
    }

    @Test
    void severalVersionsThatRunAreMixedAndTheFewAreOdd() {
        NodeView one = cluster.node(1, State.RUNNING, "0.1.0", 0, 0, false);
        NodeView two = cluster.node(2, State.RUNNING, "0.1.0", 0, 0, false);
        NodeView three = cluster.node(3, State.LAGGING, "0.2.0", 0, 0, false);
        NodeView gone = cluster.node(4, State.STOPPED, "0.0.9", 0, 0, false);
        Versions mixed = Versions.of(List.of(one, two, three, gone));
        assertThat(mixed.mixed()).isTrue();
        assertThat(mixed.counts()).containsOnlyKeys("0.1.0", "0.2.0");
        assertThat(List.of(mixed.odd(one), mixed.odd(three), mixed.odd(gone))).containsExactly(false, true, false);
        Versions half = Versions.of(List.of(one, three));
        assertThat(List.of(half.odd(one), half.odd(three))).as("none has most").containsExactly(true, true);
        assertThat(Versions.of(List.of(one, two, gone)).mixed())
                .as("who is gone does not count")
                .isFalse();
    }

    @Test
    void whatIsUnreadIsPutIntoWords() {
        assertThat(NodeWords.behind(cluster.node(1, State.RUNNING, "", 0, 0.3, false)))
                .isEqualTo("none");
        assertThat(NodeWords.behind(cluster.node(1, State.RUNNING, "", 1, 0.3, false)))
                .isEqualTo("1 event");
        assertThat(NodeWords.behind(cluster.node(1, State.LAGGING, "", 1240, 7.2, false)))
                .isEqualTo("1,240 events, 7 s");
        assertThat(NodeWords.behind(cluster.node(1, State.LAGGING, "", 10_000, 90, false)))
                .isEqualTo("10,000 events or more, 1 m");
        assertThat(NodeWords.rate(1874.21)).isEqualTo("1,874 / s");
        assertThat(NodeWords.rate(3.42)).isEqualTo("3.4 / s");
        assertThat(NodeText.of(cluster.node(1, State.LOST, "0.1.0", 3, 2, false)))
                .contains("Node: eu-1.sso.example.com:7480\n", "State: lost\n", "Ended at: 2026-11-24T11:53:25Z\n");
    }

    private Subscription read() {
        Subscription looking = model.look();
        await().until(() -> model.stateProperty().get() instanceof ListState.Read);
        return looking;
    }

    private NodesModel.Seen seen() {
        return Objects.requireNonNull(model.seenProperty().get());
    }

    private void pass(Duration time) {
        cluster.now = cluster.now.plus(time);
        model.tick();
    }
}
