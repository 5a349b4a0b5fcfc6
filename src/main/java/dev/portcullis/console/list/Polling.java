package dev.portcullis.console.list;

import dev.portcullis.api.ProblemType;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.desk.Failures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.util.Subscription;

/**
 * A question that is asked again and again while somebody looks, one at a time, and no more once the server says that the account may not know. For the JavaFX
 * thread.
 *
 * @param <T> the answer
 */
public final class Polling<T> {
    private final Callable<T> question;
    private final InstantSource clock;
    private final Pace pace;
    private final Consumer<T> onAnswer;
    private final Consumer<Throwable> onFailure;
    private final Latest latest;
    private Instant next = Instant.MAX;
    private int looking;
    private boolean asking;

    /**
     * How soon it is asked again.
     *
     * @param answered from an answer on
     * @param failed from a failure on
     */
    public record Pace(Duration answered, Duration failed) {}

    /**
     * Asks nothing before somebody looks.
     *
     * @param question blocks
     */
    public Polling(
            Callable<T> question,
            Background background,
            InstantSource clock,
            Pace pace,
            Consumer<T> onAnswer,
            Consumer<Throwable> onFailure) {
        this.question = question;
        this.clock = clock;
        this.pace = pace;
        this.onAnswer = onAnswer;
        this.onFailure = onFailure;
        this.latest = new Latest(background);
    }

    /** Somebody looks, until the subscription ends; who is the first, asks. */
    public Subscription look() {
        looking++;
        if (looking == 1) {
            ask();
        }
        return () -> {
            looking--;
            if (looking == 0) {
                asking = false;
                latest.cancel();
            }
        };
    }

    /** Asks now, if anybody looks. */
    public void ask() {
        if (looking > 0) {
            asking = true;
            latest.ask(question, this::answered, this::failed);
        }
    }

    /** Time has passed. */
    public void tick() {
        if (looking > 0 && !asking && !clock.instant().isBefore(next)) {
            ask();
        }
    }

    private void answered(T answer) {
        asking = false;
        next = clock.instant().plus(pace.answered());
        onAnswer.accept(answer);
    }

    private void failed(Throwable why) {
        asking = false;
        next = Failures.is(why, ProblemType.FORBIDDEN)
                ? Instant.MAX
                : clock.instant().plus(pace.failed());
        onFailure.accept(why);
    }
}
