package dev.portcullis.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An answer's body that is read as it arrives, with a limit on each wait. */
final class Incoming implements BodySubscriber<Incoming>, AutoCloseable {
    private sealed interface Part {
        record Bytes(List<ByteBuffer> buffers) implements Part {}

        record End(@Nullable Throwable failure) implements Part {}
    }

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;

    /**
     * Waits for the next bytes.
     *
     * @return empty at the end
     * @throws HttpTimeoutException if nothing arrives within the limit
     */
    Optional<byte[]> next(Duration limit) throws IOException, InterruptedException {
        Part part = parts.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        return switch (part) {
            case null -> throw new HttpTimeoutException("nothing arrived for " + limit.toSeconds() + " s");
            case Part.Bytes(List<ByteBuffer> buffers) -> {
                request();
                yield Optional.of(join(buffers));
            }
            case Part.End(Throwable failure) -> {
                parts.add(part);
                if (failure != null) {
                    throw new IOException("the connection broke", failure);
                }
                yield Optional.empty();
            }
        };
    }

    /** All that is left of it, up to {@code most} bytes. */
    byte[] rest(int most, Duration limit) throws IOException, InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Optional<byte[]> next = next(limit);
        while (next.isPresent() && all.size() < most) {
            all.writeBytes(next.get());
            next = next(limit);
        }
        return all.toByteArray();
    }

    @Override
    public CompletionStage<Incoming> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = started;
        if (closed) {
            started.cancel();
        } else {
            request();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        parts.add(new Part.Bytes(buffers));
    }

    @Override
    public void onError(Throwable failure) {
        parts.add(new Part.End(failure));
    }

    @Override
    public void onComplete() {
        parts.add(new Part.End(null));
    }

    /** Gives the connection up. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription running = subscription;
        if (running != null) {
            running.cancel();
        }
    }

    private void request() {
        Flow.Subscription running = subscription;
        if (running != null) {
            running.request(1);
        }
    }

    private static byte[] join(List<ByteBuffer> buffers) {
        ByteBuffer whole = ByteBuffer.allocate(
                buffers.stream().mapToInt(ByteBuffer::remaining).sum());
        buffers.forEach(whole::put);
        return whole.array();
    }
}
