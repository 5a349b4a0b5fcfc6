package dev.portcullis.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.support.TestServer;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Simulated people on the real server. */
class SimulationTest {
    private final TestServer server = TestServer.start();
    private final PortcullisClient operator = server.admin();

    @AfterEach
    void stop() {
        operator.close();
        server.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }

    @Test
    void theyLogInWorkRefreshLogOutAndMisbehaveAndTheServerTakesItWell() {
        try (Simulation simulation = new Simulation(operator, new Traffic(150, 12, 1))) {
            simulation.start();
            List<Outcome> hoped = List.of(
                    Outcome.LOGGED_IN,
                    Outcome.CHECKED,
                    Outcome.REFRESHED,
                    Outcome.LOGGED_OUT,
                    Outcome.REPLACED,
                    Outcome.WRONG_PASSWORD);
            soon().untilAsserted(() -> assertThat(hoped)
                    .allSatisfy(outcome ->
                            assertThat(simulation.counts().of(outcome)).isPositive()));
            assertThat(simulation.counts().lastError()).isEmpty();
            assertThat(operator.sessions(SessionQuery.active()).items())
                    .filteredOn(session -> !session.account().email().equals(TestServer.ADMIN))
                    .hasSizeGreaterThan(3)
                    .allSatisfy(session -> assertThat(session.account().name()).endsWith("(simulated)"));
        }
    }

    @Test
    void whoIsThrownOutNoticesAndAServerThatWasAwayIsUsedAgain() {
        try (Simulation simulation = new Simulation(operator, new Traffic(100, 8, 2))) {
            simulation.start();
            soon().until(() -> simulation.counts().live() >= 6);
            operator.revoke(
                    operator
                            .sessions(new SessionQuery("simulated", "active", "-createdAt", null, 1000))
                            .items()
                            .stream()
                            .map(SessionView::handle)
                            .toList(),
                    "a test");
            soon().until(() -> simulation.counts().of(Outcome.FOUND_ENDED) > 0);
            assertThat(simulation.counts().of(Outcome.FAILED)).isZero();
            server.stop();
            soon().until(() -> simulation.counts().of(Outcome.FAILED) > 0);
            server.resume();
            long before = simulation.counts().of(Outcome.CHECKED);
            soon().until(() -> simulation.counts().of(Outcome.CHECKED) > before + 3);
        }
    }
}
