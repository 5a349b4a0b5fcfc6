package dev.portcullis.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.portcullis.client.PortcullisClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationFaultsTest {
    private static PortcullisClient operator(int port) {
        return new PortcullisClient(URI.create("http://127.0.0.1:" + port), "test", Map.of());
    }

    @Test
    void anUnreachableServerIsCountedLeftAloneForAMomentAndTriedAgain() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        try (Simulation simulation = new Simulation(operator(port), new Traffic(1000, 10, 1))) {
            simulation.start();
            await().until(() -> simulation.counts().of(Outcome.FAILED) >= 3);
            assertThat(simulation.counts().lastError())
                    .hasValueSatisfying(error -> assertThat(error).contains("nothing listens there"));
            assertThat(simulation.counts().live()).isZero();
        }
    }

    @Test
    void closingDoesNotWaitForAServerThatDoesNotAnswer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Simulation simulation = new Simulation(operator(silent.getLocalPort()), new Traffic(1000, 10, 1));
            simulation.start();
            silent.accept().close();
            long started = System.nanoTime();
            simulation.close();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
            assertThat(simulation.isRunning()).isFalse();
        }
    }

    @Test
    void trafficHasLimits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Traffic(0, 10, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Traffic(Double.NaN, 10, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Traffic(1, 0, 1));
    }
}
