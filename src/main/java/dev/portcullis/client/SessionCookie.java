package dev.portcullis.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The session cookie (RFC 6265), in memory and nowhere else. Every other cookie is passed over.
 *
 * <p>The server may exchange it during the session. Requests that are under way then carry the old one, and may be answered before or after the exchange: an
 * answer to the old cookie changes the new one no more, and whoever is refused with it can wait for the new one and ask again.
 */
final class SessionCookie {
    private static final Set<String> NAMES = Set.of("__Host-session", "session");

    private final AtomicReference<@Nullable String> pair = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<Void>> exchange = new AtomicReference<>();

    /** A request under way that may bring a new cookie; ends when it is closed. */
    interface Exchange extends AutoCloseable {
        @Override
        void close();
    }

    /** What to send as {@code Cookie}, if there is a session. */
    Optional<String> header() {
        return Optional.ofNullable(pair.get());
    }

    /**
     * Takes over what an answer sets or deletes, unless the cookie has been exchanged since the question, or is being exchanged.
     *
     * @param sent the cookie that the question carried
     */
    void update(@Nullable String sent, HttpHeaders answer) {
        if (exchange.get() == null) {
            changes(answer)
                    .ifPresent(fresh -> pair.updateAndGet(now -> Objects.equals(now, sent) ? fresh.pair() : now));
        }
    }

    /** Takes over what the answer to an exchange sets or deletes. */
    void replace(HttpHeaders answer) {
        changes(answer).ifPresent(fresh -> pair.set(fresh.pair()));
    }

    void forget() {
        pair.set(null);
    }

    /** Announces an exchange, after any other has ended. */
    Exchange exchange(Duration limit) throws InterruptedException, TimeoutException {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        while (!exchange.compareAndSet(null, mine)) {
            settle(limit);
        }
        return () -> {
            exchange.set(null);
            mine.complete(null);
        };
    }

    /** The cookie to ask again with, for a request that was refused with another; waits for an exchange that is under way. Empty if there is no other. */
    Optional<String> after(@Nullable String refused, Duration limit) throws InterruptedException, TimeoutException {
        settle(limit);
        return header().filter(now -> !now.equals(refused));
    }

    private void settle(Duration limit) throws InterruptedException, TimeoutException {
        CompletableFuture<Void> running = exchange.get();
        if (running != null) {
            try {
                running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e); // it is never completed so
            }
        }
    }

    /** @param pair null if it is deleted */
    private record Change(@Nullable String pair) {}

    private static Optional<Change> changes(HttpHeaders answer) {
        return answer.allValues("Set-Cookie").stream()
                .flatMap(setCookie -> change(setCookie).stream())
                .reduce((_, last) -> last);
    }

    private static Optional<Change> change(String setCookie) {
        String[] parts = setCookie.split(";", -1);
        int equals = parts[0].indexOf('=');
        if (equals < 0 || !NAMES.contains(parts[0].substring(0, equals).strip())) {
            return Optional.empty();
        }
        boolean deleted = parts[0].substring(equals + 1).isBlank();
        for (int i = 1; i < parts.length; i++) {
            deleted |= parts[i].strip().equalsIgnoreCase("Max-Age=0");
        }
        return Optional.of(new Change(deleted ? null : parts[0].strip()));
    }
}
