package dev.portcullis.server;

import dev.portcullis.api.ExportFormat;
import dev.portcullis.api.Json;
import dev.portcullis.lifecycle.SessionExports.Written;
import dev.portcullis.session.Session;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;

/** The bytes of an export on their way, in chunks that a slow reader takes in good time, with their digest. */
final class ExportBody {
    private static final int CHUNK = 64 * 1024;
    private static final byte[] LINE_FEED = {'\n'};

    /** What is rare is sent before a chunk is full. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    private final HttpServerResponse response;
    private final ExportFormat format;
    private final LongConsumer pulse;
    private final MessageDigest digest = sha256();
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK + CHUNK / 8);
    private long sentAt = System.nanoTime();
    private long count;
    private long bytes;

    /** @param pulse is told before each chunk how many sessions are written; what it throws ends the body */
    ExportBody(HttpServerResponse response, ExportFormat format, LongConsumer pulse) {
        this.response = response;
        this.format = format;
        this.pulse = pulse;
        if (format == ExportFormat.CSV) {
            chunk.writeBytes(SessionCsv.HEAD.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** How many sessions are written. */
    long count() {
        return count;
    }

    void write(List<Session> sessions) throws InterruptedException {
        for (Session session : sessions) {
            switch (format) {
                case CSV -> chunk.writeBytes(SessionCsv.row(session.view()).getBytes(StandardCharsets.UTF_8));
                case JSONL -> {
                    chunk.writeBytes(Json.write(session.view()));
                    chunk.writeBytes(LINE_FEED);
                }
            }
            count++;
            if (chunk.size() >= CHUNK) {
                send();
            }
        }
        if (chunk.size() > 0 && System.nanoTime() - sentAt > LONGEST_SILENCE.toNanos()) {
            send();
        }
    }

    /** What is left is on its way as well; this is what was written in all. */
    Written end() throws InterruptedException {
        if (chunk.size() > 0) {
            send();
        }
        return new Written(count, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private void send() throws InterruptedException {
        sentAt = System.nanoTime();
        pulse.accept(count);
        byte[] text = chunk.toByteArray();
        chunk.reset();
        BodyStream.write(response, text);
        digest.update(text);
        bytes += text.length;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
