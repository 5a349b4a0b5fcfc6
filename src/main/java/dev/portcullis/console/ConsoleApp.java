package dev.portcullis.console;

import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.settings.SettingsFile;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the console in its one window until that is closed. JavaFX must be running: see {@link Toolkit}. */
public final class ConsoleApp {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleApp.class);

    private final ConsoleOptions options;
    private final @Nullable LocalServer localServer;
    private final @Nullable Simulator simulator;

    public ConsoleApp(ConsoleOptions options, @Nullable LocalServer localServer, @Nullable Simulator simulator) {
        this.options = options;
        this.localServer = localServer;
        this.simulator = simulator;
    }

    /**
     * Shows the window and returns when it is closed.
     */
    public void run() throws InterruptedException {
        SettingsFile file = SettingsFile.ofUser().ahead();
        CompletableFuture<ConsoleWindow> closed = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                Stage stage = new Stage();
                ConsoleWindow window = new ConsoleWindow(
                        stage, options, localServer, simulator, file, new ServerConnector());
                stage.setOnHidden(_ -> closed.complete(window));
                window.open();
            } catch (RuntimeException | Error failure) { // no window will ever close: say so to who waits for it
                closed.completeExceptionally(failure);
            }
        });
        try {
            closed.get().awaitLogOut();
        } catch (ExecutionException e) {
            LOG.error("The console's window could not be opened", e.getCause());
            throw new IllegalStateException("The console's window could not be opened", e.getCause());
        }
    }
}
