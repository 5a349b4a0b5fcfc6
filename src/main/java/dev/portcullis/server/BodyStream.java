package dev.portcullis.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes an answer piece by piece. */
final class BodyStream {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private BodyStream() {}

    /**
     * Waits until it is on its way: so a client that does not read is noticed, and holds no memory.
     *
     * @throws BrokenException if it is gone, or has not read for a while
     */
    static void write(HttpServerResponse response, String text) throws InterruptedException {
        write(response, Buffer.buffer(text));
    }

    /** The same of what is UTF-8 already. */
    static void write(HttpServerResponse response, byte[] text) throws InterruptedException {
        write(response, Buffer.buffer(text));
    }

    private static void write(HttpServerResponse response, Buffer text) throws InterruptedException {
        try {
            response.write(text)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BrokenException(e);
        }
    }

    /** The client went away, or does not read. */
    static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenException(Throwable cause) {
            super(cause);
        }

        BrokenException(String message) {
            super(message);
        }
    }
}
