package dev.portcullis.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Simulated people on a server that takes them all to be at this computer's address. */
class SimulationDisbelievedTest {
    @Test
    void nobodyGivesAWrongPasswordAndThatIsSaidOnce() {
        AtomicInteger told = new AtomicInteger();
        try (TestServer server = TestServer.start(config -> config.withTrustedProxies(List.of()));
                PortcullisClient operator = server.admin();
                Simulation simulation = new Simulation(operator, new Traffic(150, 12, 1), told::incrementAndGet)) {
            simulation.start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> simulation.counts().actions() >= 150);
            assertThat(simulation.counts().of(Outcome.WRONG_PASSWORD)).isZero();
            assertThat(simulation.counts().of(Outcome.LOGGED_IN)).isGreaterThan(1);
            assertThat(simulation.counts().lastError()).isEmpty();
            assertThat(told).hasValue(1);
        }
    }
}
