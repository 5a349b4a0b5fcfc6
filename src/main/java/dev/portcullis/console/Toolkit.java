package dev.portcullis.console;

import dev.portcullis.console.mishap.Mishaps;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;

/** Starts JavaFX. */
public final class Toolkit {
    /** Held here, for a logger that nobody holds is forgotten together with its filter. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private static final long SECONDS_TO_START = 30;

    /**
     * JavaFX keeps pictures of what is filled more than once, in a texture of 8 MiB, and makes them as large as the pane. Where the processor draws, that takes half as long again as filling
     * it anew, and what is drawn so reaches half a pixel further than its bounds: a line of a focus ring stays when the focus has gone.
     */
    private static final String NO_PICTURES_OF_PANES = "prism.disableRegionCaching";

    private Toolkit() {}

    /**
     * Draws to memory instead of to a screen. Before {@link #start()}.
     */
    public static void offScreen() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("prism.lcdtext", "false");
        System.setProperty("java.awt.headless", "true");
    }

    /**
     * Starts the toolkit, and returns when it runs.
     *
     * @throws Missing if it cannot be started: no display, or a library that is not installed
     */
    public static void start() throws Missing, InterruptedException {
        // JavaFX warns when it is on the class path rather than the module path. It works there, and is where an
        // application of one artifact has it.
        JAVAFX.setFilter(notAbout("Unsupported JavaFX configuration"));
        if (System.getProperty(NO_PICTURES_OF_PANES) == null) {
            System.setProperty(NO_PICTURES_OF_PANES, "true");
        }
        CompletableFuture<Void> running = new CompletableFuture<>();
        Platform.setImplicitExit(false);
        Thread starter = Thread.ofPlatform().daemon().name("javafx-start").start(() -> {
            try {
                Platform.startup(() -> running.complete(null));
            } catch (RuntimeException | Error failure) { // a missing library is an Error, no display an exception
                running.completeExceptionally(failure);
            }
        });
        try {
            running.get(SECONDS_TO_START, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new Missing(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            starter.interrupt();
            throw new Missing(e);
        }
        Mishaps.install();
    }

    /** Ends it. It cannot be started again in this process. */
    public static void stop() {
        Platform.exit();
    }

    private static Filter notAbout(String beginning) {
        return message -> !message.getLevel().equals(Level.WARNING)
                || message.getMessage() == null
                || !message.getMessage().startsWith(beginning);
    }

    /** JavaFX cannot be started here. */
    public static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(Throwable cause) {
            super("JavaFX cannot open a display here", cause);
        }
    }
}
