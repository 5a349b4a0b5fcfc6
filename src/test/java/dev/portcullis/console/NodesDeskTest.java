package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.store.Database;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers over a database as an operator sees them: two that run, then one that is lost. */
class NodesDeskTest {
    @TempDir
    Path directory;

    @Test
    void aServerThatIsLostIsToldAtTheOverviewWhichLeadsToTheNodes() throws Exception {
        Database.Address database = TestDatabase.fresh();
        try (TestServer one = TestServer.start(database, config -> config.withNode("one"));
                Sitting operator = sit(one)) {
            TestServer other = TestServer.start(database, config -> config.withNode("other"));
            operator.shortcut(KeyCode.DIGIT5);
            await("both").until(() -> operator.isShown("#nodes-table") && operator.rows("#nodes-table") == 2);
            await().until(() -> operator.focusIsOn("nodes-table"));
            assertThat(operator.isShown("#nodes-mixed")).isFalse();

            operator.shortcut(KeyCode.DIGIT1);
            await("the figures").until(() -> operator.isShown("#overview .chart-pane"));
            other.crash();
            one.sql("update node set lease_ends = lease_ends - interval '5 seconds' where name = 'other'");
            await("the alert").atMost(Duration.ofSeconds(20)).until(() -> operator.isShown("#nodes-show"));
            operator.fire("#nodes-show");
            await("the nodes")
                    .until(() -> operator.isShown("#nodes-summary")
                            && operator.text("#nodes-summary").endsWith("1 lost"));
        }
    }

    private Sitting sit(TestServer server) throws Exception {
        return new Sitting(server, TestServer.ADMIN, TestServer.ADMIN_PASSWORD, directory.resolve("settings"));
    }
}
