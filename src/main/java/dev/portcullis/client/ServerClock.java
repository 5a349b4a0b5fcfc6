package dev.portcullis.client;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How far the server's clock is from ours.
 *
 * <p>An answer's {@code Date} (RFC 9110 §6.6.1) has whole seconds only, so each bounds the offset to about a second, and the bounds of successive answers overlap
 * in ever less. A heartbeat has milliseconds and was written just before it was sent: once there is one, heartbeats alone decide.
 */
final class ServerClock {
    /** A delayed heartbeat makes the server look late; the least delayed of so many is taken. */
    private static final int HEARTBEATS = 8;

    private final InstantSource local;
    private final Deque<Duration> heartbeats = new ArrayDeque<>();
    private @Nullable Duration atLeast;
    private @Nullable Duration atMost;

    ServerClock(InstantSource local) {
        this.local = local;
    }

    /** Our own time. */
    Instant now() {
        return local.instant();
    }

    /** The server's clock less ours; zero before the first measurement. */
    synchronized Duration offset() {
        if (!heartbeats.isEmpty()) {
            return Collections.max(heartbeats);
        }
        return atLeast == null || atMost == null
                ? Duration.ZERO
                : atLeast.plus(atMost).dividedBy(2);
    }

    /** Notes the {@code Date} of an answer that has just come to a request sent at {@code sent}. */
    void answered(Instant sent, HttpHeaders answer) {
        answer.firstValue("Date").ifPresent(date -> {
            try {
                answered(sent, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
            } catch (DateTimeException _) {
                // Not a date that HTTP allows: it measures nothing.
            }
        });
    }

    private synchronized void answered(Instant sent, Instant date) {
        Duration low = Duration.between(now(), date);
        Duration high = Duration.between(sent, date.plusSeconds(1));
        if (atLeast == null || atMost == null || low.compareTo(atMost) > 0 || high.compareTo(atLeast) < 0) {
            // The first one, or a clock was set: what was known is no longer true.
            atLeast = low;
            atMost = high;
        } else {
            atLeast = low.compareTo(atLeast) > 0 ? low : atLeast;
            atMost = high.compareTo(atMost) < 0 ? high : atMost;
        }
    }

    /** Notes a heartbeat that has just come, sent at {@code at} by the server's clock. */
    synchronized void heartbeat(Instant at) {
        heartbeats.addLast(Duration.between(now(), at));
        if (heartbeats.size() > HEARTBEATS) {
            heartbeats.removeFirst();
        }
    }
}
