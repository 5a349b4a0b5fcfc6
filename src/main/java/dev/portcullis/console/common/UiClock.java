package dev.portcullis.console.common;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Subscription;

/**
 * The server's time, and the beat to which whatever shows time is repainted. All clocks share one timer: a hundred countdowns cost one wake-up a second, and
 * move together.
 */
public final class UiClock {
    private static final List<Runnable> LISTENERS = new CopyOnWriteArrayList<>();

    private final Clock local;
    private final Supplier<Duration> offset;

    /** @param offset the server's clock less ours ({@code client::clockOffset}), asked at each reading */
    public UiClock(Supplier<Duration> offset) {
        this(Clock.systemUTC(), offset);
    }

    public UiClock(Clock local, Supplier<Duration> offset) {
        this.local = local;
        this.offset = offset;
    }

    /** The server's time, as well as we know it. */
    public Instant now() {
        return local.instant().plus(offset.get());
    }

    /** The server's clock less ours. */
    public Duration offset() {
        return offset.get();
    }

    /** Calls {@code onBeat} once a second on the JavaFX thread, until the subscription ends. To be called on the JavaFX thread. */
    public Subscription everySecond(Runnable onBeat) {
        LISTENERS.add(onBeat);
        Beat.TIMER.play();
        return () -> {
            LISTENERS.remove(onBeat);
            if (LISTENERS.isEmpty()) {
                Beat.TIMER.pause();
            }
        };
    }

    /** Made at the first subscription, so that a clock can be read without a JavaFX toolkit. */
    private static final class Beat {
        static final Timeline TIMER =
                new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), _ -> LISTENERS.forEach(Runnable::run)));

        static {
            TIMER.setCycleCount(Animation.INDEFINITE);
        }
    }
}
