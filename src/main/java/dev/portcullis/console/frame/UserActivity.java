package dev.portcullis.console.frame;

import dev.portcullis.console.common.Background;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Keeps the operator's own session honest: while somebody uses the console, it says so to the server, at most once a minute. The event stream alone does not
 * count, so a desk that nobody sits at reaches its idle limit like any other.
 */
final class UserActivity {
    static final Duration EVERY = Duration.ofMinutes(1);

    private final Background background;
    private final InstantSource clock;
    private final Callable<?> report;
    private final Consumer<Throwable> onFailure;
    private Instant reported;

    /**
     * @param report tells the server; blocks
     * @param onFailure hears, on the JavaFX thread, if that failed
     */
    UserActivity(Background background, InstantSource clock, Callable<?> report, Consumer<Throwable> onFailure) {
        this.background = background;
        this.clock = clock;
        this.report = report;
        this.onFailure = onFailure;
        this.reported = clock.instant(); // the login was activity
    }

    /** The user pressed a key or moved the mouse. */
    void noticed() {
        Instant now = clock.instant();
        if (Duration.between(reported, now).compareTo(EVERY) >= 0) {
            reported = now;
            background.run(report, _ -> {}, onFailure);
        }
    }
}
