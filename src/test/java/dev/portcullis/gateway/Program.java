package dev.portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of the operating system, running in the foreground; ended by its own process handle. */
final class Program implements AutoCloseable {
    private static final Duration TO_STOP = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Where it is. Without it the test is left out; or fails, if the environment says {@code TEST_GATEWAYS=required}.
     *
     * @param debian the package of Debian that has it
     */
    static Path find(String name, String debian) {
        return Stream.concat(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")),
                        Stream.of("/usr/sbin", "/usr/local/sbin")) // often not on a user's path
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> {
                    String missing = name + " is not installed (Debian: apt-get install " + debian + ")";
                    if ("required".equals(System.getenv("TEST_GATEWAYS"))) {
                        throw new AssertionError(missing + ", and TEST_GATEWAYS=required");
                    }
                    return abort(missing + "; this gateway's configuration is not tested");
                });
    }

    /** Runs it until it listens at that port. */
    static Program run(Path folder, int port, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Program program = new Program(builder.start(), log);
        Runtime.getRuntime().addShutdownHook(new Thread(program.process::destroy));
        try {
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        assertThat(program.process.isAlive()).as(program.log()).isTrue();
                        return listens(port);
                    });
        } catch (RuntimeException | AssertionError e) {
            program.close();
            throw e;
        }
        return program;
    }

    /** What it has written. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
