package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.Simulator;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.LaterView;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Query;
import dev.portcullis.console.desk.Remembered;
import dev.portcullis.console.desk.Screen;
import dev.portcullis.console.revoke.RevocationAccess;
import dev.portcullis.console.revoke.Revoking;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The sessions screen, put together. */
public final class SessionsScreen implements Screen {
    private final SessionsController controller;
    private final LaterView root;
    private final Query query;

    /**
     * @param own the operator's own session
     * @param simulator people to look at, where the console may start them
     */
    public SessionsScreen(
            SessionsModel model, PortcullisClient client, SessionView own, @Nullable Simulator simulator) {
        this(model, client, own, simulator, Remembered.nothing(), FileChoice.DESKTOP, new UiClock(client::clockOffset));
    }

    /**
     * @param remembered how the table is arranged, and what was asked; set when the operator does otherwise
     * @param files asks where an export goes
     * @param export goes on when the screen is closed
     * @param revoking goes on, too
     */
    public SessionsScreen(
            SessionsModel model,
            PortcullisClient client,
            SessionView own,
            @Nullable Simulator simulator,
            Remembered remembered,
            FileChoice files,
            SessionExport export,
            Revoking revoking) {
        this(model, client, own, simulator, remembered, files, export, revoking, new UiClock(client::clockOffset));
    }

    SessionsScreen(
            SessionsModel model,
            PortcullisClient client,
            SessionView own,
            @Nullable Simulator simulator,
            Remembered remembered,
            FileChoice files,
            UiClock clock) {
        this(
                model,
                client,
                own,
                simulator,
                remembered,
                files,
                SessionExport.of(client, new Background()),
                new Revoking(RevocationAccess.of(client), new Background(), clock::now),
                clock);
    }

    SessionsScreen(
            SessionsModel model,
            PortcullisClient client,
            SessionView own,
            @Nullable Simulator simulator,
            Remembered remembered,
            FileChoice files,
            SessionExport export,
            Revoking revoking,
            UiClock clock) {
        controller = new SessionsController(model, client, own, simulator, remembered, files, export, revoking, clock);
        root = Views.coming(controller, List.of());
        query = new Query(
                model.searchProperty(),
                Text.get("sessions.search.prompt"),
                model.countProperty(),
                Optional.of(controller.language()));
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String title() {
        return Text.get("frame.rail.sessions");
    }

    @Override
    public Ikon icon() {
        return Feather.LIST;
    }

    @Override
    public LaterView root() {
        return root;
    }

    @Override
    public Optional<Query> query() {
        return Optional.of(query);
    }

    @Override
    public List<Action> actions() {
        return controller.actions();
    }

    @Override
    public void heardAgain() {
        controller.heardAgain();
    }

    @Override
    public void focus() {
        if (root.wholeProperty().get()) {
            controller.focusTable();
        }
    }

    /** Tells in this window, whichever screen is in view, what comes of a revocation. */
    public void tellIn(Scene scene) {
        controller.tellIn(scene);
    }

    /** Gives the table the keyboard when it is there, and selects its first row if none is selected. */
    public void focusTable() {
        root.whenWhole(controller::focusTable);
    }

    /** Gives the table the keyboard when it is there, and selects nothing. */
    public void takeKeyboard() {
        root.whenWhole(controller::takeKeyboard);
    }

    /** Does it when the first rows have been drawn, or it is known that there are none; at once, if that has been. */
    public void afterRows(Runnable work) {
        controller.afterRows(work);
    }

    /** Hears of each export of the list that is whole. */
    public void onExported(Consumer<Path> listener) {
        controller.onExported(listener);
    }

    /** Ends what the screen started: its clock, its simulated people. Leaves the model, which is the frame's, alone. */
    @Override
    public void close() {
        root.close();
        controller.close();
    }
}
