package dev.portcullis.console.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.api.ExportFormat;
import dev.portcullis.api.ExportManifest;
import dev.portcullis.client.ExportQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** An export that has written this, and is under way until it is let go. */
final class HeldExport implements SessionExport.Source {
    private final String written;
    private final CountDownLatch held = new CountDownLatch(1);

    HeldExport(String written) {
        this.written = written;
    }

    @Override
    public ExportManifest export(ExportQuery query, OutputStream out) throws IOException {
        out.write(written.getBytes(UTF_8));
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IOException("given up", e);
        }
        return manifest(written);
    }

    void letGo() {
        held.countDown();
    }

    /** What is said of one that wrote this. */
    static ExportManifest manifest(String lines) {
        return new ExportManifest(
                new UUID(1, 2),
                "nadia.k@example.com",
                "reuse:true",
                "active",
                null,
                ExportFormat.JSONL,
                Instant.EPOCH,
                Instant.EPOCH,
                lines.lines().count(),
                lines.length(),
                "00",
                "a.b.c");
    }
}
