package dev.portcullis.console.snapshot;

import dev.portcullis.console.desk.Keys;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Plays the user of a scene, from another thread: looks, types, presses, and waits for what comes of it, frame by frame. */
public final class Puppet {
    private static final long SECONDS_OF_PATIENCE = 40;

    /** In frames: so long it looks at each, and then at one in so many. To look for a node goes through all that there are. */
    private static final int EACH = 60;

    private static final int ONE_IN = 6;

    private final Scene scene;

    public Puppet(Scene scene) {
        this.scene = scene;
    }

    /** Does something on the JavaFX thread, and waits until it is done. */
    public static <T> T does(Callable<T> something) throws InterruptedException {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(something.call());
            } catch (Exception | Error failure) { // belongs to the caller's thread
                done.completeExceptionally(failure);
            }
        });
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    /** Likewise, where nothing comes back. */
    public static void act(Runnable something) throws InterruptedException {
        does(() -> {
            something.run();
            return true;
        });
    }

    /**
     * Waits until something holds, looking once a frame; if it takes longer than a second, not so often.
     *
     * @throws IllegalStateException if it does not come to hold in time
     */
    public void waitFor(String what, Callable<Boolean> condition) throws InterruptedException {
        CompletableFuture<Void> met = new CompletableFuture<>();
        AnimationTimer look = new AnimationTimer() {
            private int frame;

            @Override
            public void handle(long now) {
                try {
                    if ((++frame <= EACH || frame % ONE_IN == 0) && condition.call()) {
                        met.complete(null);
                    }
                } catch (Exception | Error failure) { // belongs to the caller's thread
                    met.completeExceptionally(failure);
                }
            }
        };
        act(look::start);
        try {
            met.get(SECONDS_OF_PATIENCE, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("waited in vain for " + what, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("while waiting for " + what, e.getCause());
        } finally {
            act(look::stop);
        }
    }

    /** Lets so many frames pass: layout and short transitions come to rest. */
    public void frames(int count) throws InterruptedException {
        int[] passed = {0};
        waitFor("frames", () -> ++passed[0] > count);
    }

    /** Waits for a node that can be seen. */
    public <T extends Node> T waitFor(Class<T> type, String selector) throws InterruptedException {
        waitFor(selector, () -> isShown(selector));
        return type.cast(does(() -> find(selector)));
    }

    /** Whether there is such a node, and it can be seen. On the JavaFX thread. */
    public boolean isShown(String selector) {
        Node found = scene.lookup(selector);
        Node node = found;
        while (node != null && node.isVisible()) {
            node = node.getParent();
        }
        return found != null && node == null;
    }

    /** Presses a key wherever one is. */
    public void presses(Keys key) throws InterruptedException {
        act(() -> Event.fireEvent(scene.getRoot(), key.event()));
    }

    /** Presses a key where the focus is, or on a node. */
    public void presses(Node node, KeyCode code) throws InterruptedException {
        act(() -> Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    /** Types a character on a node. */
    void types(Node node, String character) throws InterruptedException {
        act(() -> Event.fireEvent(
                node, new KeyEvent(KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, false, false, false)));
    }

    private Node find(String selector) {
        return Objects.requireNonNull(scene.lookup(selector), selector);
    }
}
