package dev.portcullis.bench;

import dev.portcullis.api.ExportFormat;
import dev.portcullis.api.ExportManifest;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.client.ExportQuery;
import dev.portcullis.client.PortcullisClient;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All active sessions, taken away whole and checked, and thrown away.
 *
 * @param heap the most that this process had in use meanwhile, in bytes, garbage included: with a server of its own that is the server's and the reader's together
 */
public record ExportRun(ExportFormat format, long sessions, long bytes, Duration time, long heap) {
    /**
     * Exports.
     *
     * @throws dev.portcullis.client.ClientException if it is not granted
     * @throws BenchException if it is not whole
     */
    public static ExportRun run(URI server, LoginRequest operator, ExportFormat format) {
        try (PortcullisClient client = new PortcullisClient(server, "portcullis-bench", Map.of())) {
            client.logIn(operator);
            try {
                return run(client, format);
            } finally {
                client.logOut();
            }
        } catch (IOException e) {
            throw new BenchException(String.valueOf(e.getMessage()), e);
        }
    }

    private static ExportRun run(PortcullisClient client, ExportFormat format) throws IOException {
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long begun = System.nanoTime();
        ExportManifest manifest =
                client.exports().to(ExportQuery.of("", format), OutputStream.nullOutputStream(), _ -> {});
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        long heap = heapPools().stream()
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return new ExportRun(format, manifest.count(), manifest.bytes(), time, heap);
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** Sessions a second. */
    public double rate() {
        return sessions / (Math.max(1, time.toNanos()) / 1e9);
    }

    /** As a line. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%s: %,d sessions, %,d MiB in %.1f s, %,.0f/s; heap: at most %,d MiB of %,d MiB",
                format.wire(),
                sessions,
                bytes >> 20,
                time.toNanos() / 1e9,
                rate(),
                heap >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }
}
