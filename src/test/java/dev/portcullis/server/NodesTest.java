package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.NodePage;
import dev.portcullis.api.NodeView;
import dev.portcullis.api.NodeView.State;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore.Position;
import dev.portcullis.store.NodeStore;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which servers run over a database, and how they are. */
class NodesTest {
    private static final NodeStore.Load IDLE = new NodeStore.Load(0, 0, 1, 16);

    private final Database.Address database = TestDatabase.fresh();
    private final TestServer watching = TestServer.start(database, config -> config.withNode("watching"));
    private final PortcullisClient admin = watching.admin();

    @AfterEach
    void stop() {
        admin.close();
        watching.close();
    }

    private NodeView node(String name) {
        return nodes().get(name);
    }

    private Map<String, NodeView> nodes() {
        return admin.nodes().items().stream().collect(Collectors.toMap(NodeView::name, Function.identity()));
    }

    @Test
    void eachServerIsListedWithHowItIsAndOneOfThemMakesTheCounts() {
        try (TestServer other = TestServer.start(database, config -> config.withNode("other"))) {
            await().until(() ->
                    nodes().values().stream().filter(NodeView::rollups).count() == 1);
            NodePage page = admin.nodes();
            assertThat(page.answeredBy()).isEqualTo("watching");
            assertThat(page.items()).extracting(NodeView::name).containsExactly("other", "watching");
            assertThat(page.items()).allSatisfy(node -> {
                assertThat(node.state().runs()).isTrue();
                assertThat(node.version()).isNotBlank();
                assertThat(node.startedAt()).isBefore(node.leaseEndsAt());
                assertThat(node.renewedAt()).isBefore(node.leaseEndsAt());
                assertThat(node.endedAt()).isNull();
                assertThat(node.load().poolSize()).isEqualTo(database.poolSize());
                assertThat(Position.parse(node.feed().position())).isPresent();
            });
            assertThat(node("other").address()).isEqualTo(other.uri().toString());
            try (PortcullisClient there = other.admin()) {
                assertThat(there.nodes().answeredBy()).isEqualTo("other");
            }
        }
    }

    @Test
    void oneThatSignsOffIsToldFromOneThatIsLostAndBothAreListedForAnHour() {
        TestServer stopped = TestServer.start(database, config -> config.withNode("stopped"));
        TestServer killed = TestServer.start(database, config -> config.withNode("killed"));
        assertThat(nodes()).hasSize(3);

        stopped.close();
        killed.crash(); // its database is out of reach first, so that it says nothing

        assertThat(node("stopped").state()).isEqualTo(State.STOPPED);
        assertThat(node("stopped").endedAt()).isNotNull();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(node("killed").state()).isEqualTo(State.LOST));
        assertThat(node("killed").endedAt()).isEqualTo(node("killed").leaseEndsAt());
        assertThat(node("watching").state().runs()).isTrue();
        assertThat(watching.database().read(NodeStore::running)).containsExactly("watching");

        watching.sql("update node set lease_ends = now() - interval '61 minutes' where name <> 'watching'");
        assertThat(nodes()).containsOnlyKeys("watching");
        assertThat(watching.database().<Integer>transact(transaction -> NodeStore.remove(transaction, 10)))
                .isEqualTo(2);
        assertThat(watching.rows("select name from node")).containsExactly("watching");
    }

    @Test
    void underTheSameNameARestartedServerIsAnotherThatRunsSinceThen() {
        TestServer first = TestServer.start(database, config -> config.withNode("again"));
        Instant since = node("again").startedAt();
        first.close();
        try (TestServer _ = TestServer.start(database, config -> config.withNode("again"))) {
            assertThat(node("again").state().runs()).isTrue();
            assertThat(node("again").endedAt()).isNull();
            assertThat(node("again").startedAt()).isAfter(since);
        }
    }

    @Test
    void oneThatDoesNotReadTheFeedLagsAndWhatItHasNotReadIsCounted() {
        watching.account("alice@example.com");
        Position before =
                watching.database().<Position>read(transaction -> dev.portcullis.store.EventStore.end(transaction));
        watching.loggedIn("alice@example.com").close();
        watching.loggedIn("alice@example.com").close();
        UUID instance = UUID.randomUUID();
        // as the renewal of a server whose feed stands still
        await().untilAsserted(() -> {
            says("slow", instance, before, Duration.ofSeconds(7));
            assertThat(node("slow").feed().eventsBehind())
                    .isEqualTo(2); // later if another transaction holds the feed back
        });
        NodeView slow = node("slow");
        assertThat(slow.state()).isEqualTo(State.LAGGING);
        assertThat(slow.feed().secondsBehind()).isEqualTo(7);
        assertThat(slow.feed().position()).isEqualTo(before.text());

        watching.sql("update node set renewed_at = now() - interval '3 seconds' where name = 'slow'");
        says("prompt", UUID.randomUUID(), before, Duration.ofMillis(80));
        assertThat(node("prompt").state()).isEqualTo(State.RUNNING);
        watching.sql("update node set renewed_at = now() - interval '3 seconds' where name = 'prompt'");
        assertThat(node("prompt").state()).as("renews its lease late").isEqualTo(State.LAGGING);
    }

    private void says(String name, UUID instance, Position position, Duration behind) {
        watching.database().transact(transaction -> {
            NodeStore.renew(
                    transaction,
                    name,
                    Duration.ofMinutes(1),
                    new NodeStore.Report(instance, "0.9", "http://10.0.0.7:7480", position, behind, IDLE));
            return true;
        });
    }

    @Test
    void ofAServerOfAnOlderVersionOnlyItsLeaseIsKnown() {
        watching.sql("insert into node (name, lease_ends) values ('old', now() + interval '1 minute')");
        NodeView old = node("old");
        assertThat(old.state()).isEqualTo(State.RUNNING);
        assertThat(old.version()).isNull();
        assertThat(old.feed()).isNull();
        assertThat(old.load()).isNull();
    }

    @Test
    void loadIsWhatTheLastTenSecondsHad() {
        AtomicLong seconds = new AtomicLong();
        AtomicLong verifications = new AtomicLong();
        Throughput throughput =
                new Throughput(verifications::get, () -> seconds.get() * 2, () -> seconds.get() * 1_000_000_000);
        assertThat(throughput.now(watching.database()).verifications()).isZero();
        for (int i = 1; i <= 30; i++) {
            seconds.set(i);
            verifications.addAndGet(i <= 15 ? 100 : 40);
            NodeStore.Load load = throughput.now(watching.database());
            assertThat(load.logins()).isEqualTo(2);
            if (i <= 15 || i >= 25) {
                assertThat(load.verifications()).isEqualTo(i <= 15 ? 100 : 40);
            }
        }
        assertThat(throughput.now(watching.database()).poolSize()).isEqualTo(database.poolSize());
        assertThat(List.of(State.STOPPED, State.LOST)).noneMatch(State::runs);
    }
}
