package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.Simulator;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** The sessions screen, put together. */
public final class SessionsScreen implements AutoCloseable {
    private final SessionsController controller;
    private final Parent root;

    /**
     * @param own the operator's own session
     * @param simulator people to look at, where the console may start them
     */
    public SessionsScreen(
            SessionsModel model, PortcullisClient client, SessionView own, @Nullable Simulator simulator) {
        this(model, client, own, simulator, new UiClock(client::clockOffset));
    }

    SessionsScreen(
            SessionsModel model,
            PortcullisClient client,
            SessionView own,
            @Nullable Simulator simulator,
            UiClock clock) {
        controller = new SessionsController(model, client, own, simulator, clock);
        root = Views.load(controller);
    }

    public Parent root() {
        return root;
    }

    /** Gives the table the keyboard. */
    public void focusTable() {
        controller.focusTable();
    }

    /** Ends what the screen started: its clock, its simulated people. Leaves the model, which is the frame's, alone. */
    @Override
    public void close() {
        controller.close();
    }
}
