package dev.portcullis.console.common;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A question that is asked again and again, as while somebody types. Only the answer to the newest is delivered: an older one is cancelled when the next is
 * asked, and if it comes late all the same, it is dropped. To be used on the JavaFX thread.
 */
public final class Latest {
    private final Background background;
    private Background.@Nullable Running newest;

    public Latest(Background background) {
        this.background = background;
    }

    /** Asks; whatever was asked before is no longer of interest. */
    public <T> void ask(Callable<T> question, Consumer<? super T> onSuccess, Consumer<? super Throwable> onFailure) {
        cancel();
        newest = background.run(question, onSuccess, onFailure);
    }

    /**
     * Asks after a while, so that of the questions of somebody who types fast one is asked. What it asks is looked up after it.
     *
     * @param patience how long nothing newer may come
     */
    public <T> void askAfter(
            Duration patience,
            Callable<T> question,
            Consumer<? super T> onSuccess,
            Consumer<? super Throwable> onFailure) {
        ask(
                () -> {
                    Thread.sleep(patience); // on a thread of the background, which a newer question interrupts
                    return question.call();
                },
                onSuccess,
                onFailure);
    }

    /** Drops the question that is open, if any. */
    public void cancel() {
        if (newest != null) {
            newest.cancel();
            newest = null;
        }
    }
}
