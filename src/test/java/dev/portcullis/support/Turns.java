package dev.portcullis.support;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Stands in for the JavaFX thread where a model is tested without one: what comes back is delivered one after the other, and a test that takes its turn sees no half of it. */
public final class Turns implements Executor {
    @Override
    public synchronized void execute(Runnable task) {
        task.run();
    }

    /** Asks between two deliveries. */
    public synchronized <T> T ask(Supplier<T> question) {
        return question.get();
    }
}
