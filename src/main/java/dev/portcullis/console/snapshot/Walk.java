package dev.portcullis.console.snapshot;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.sessions.Row;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;

/** One way through the console: the window, who works it, the camera, and the ways that all pictures share. */
final class Walk {
    private final Scene scene;
    private final Puppet operator;
    private final Camera camera;
    private final StagedProof staged;
    private final SnapshotTour.Target target;

    /** What is done at a place. */
    @FunctionalInterface
    interface Visit {
        void run() throws IOException, InterruptedException;
    }

    Walk(Scene scene, Puppet operator, Camera camera, StagedProof staged, SnapshotTour.Target target) {
        this.scene = scene;
        this.operator = operator;
        this.camera = camera;
        this.staged = staged;
        this.target = target;
    }

    Scene scene() {
        return scene;
    }

    Puppet operator() {
        return operator;
    }

    /** What the server asks of who logs in, and the certificate that it shows, where these are staged. */
    StagedProof staged() {
        return staged;
    }

    SnapshotTour.Target target() {
        return target;
    }

    /** Takes a picture of what is seen now. */
    void picture(String name) throws IOException, InterruptedException {
        camera.take(name);
    }

    /** Goes to a screen, and back to the sessions. */
    void visit(String screen, Visit visit) throws IOException, InterruptedException {
        ToggleButton there = operator.waitFor(ToggleButton.class, "#" + screen + "-item");
        ToggleButton sessions = operator.waitFor(ToggleButton.class, "#sessions-item");
        Puppet.act(there::fire);
        visit.run();
        Puppet.act(sessions::fire);
        operator.waitFor("the table", () -> operator.isShown("#table"));
    }

    /** From the login to the sessions, with rows, as what has been staged. */
    void logIn() throws InterruptedException {
        TextField password = operator.waitFor(TextField.class, "#login-password");
        Button logIn = operator.waitFor(Button.class, "#login-button");
        LoginPictures.enter(password, target.password(), logIn);
        TableView<Row> table = table();
        operator.waitFor("rows", () -> !table.getItems().isEmpty());
        operator.waitFor("the live feed", () -> operator.isShown("#live") && isLive());
    }

    /** Has somebody else end the operator's own session, which leads to the login. */
    void endOwn() throws InterruptedException {
        TableView<Row> table = table();
        UUID own = Puppet.does(() -> table.getItems().stream()
                .filter(Row::own)
                .map(Row::handle)
                .findFirst()
                .orElseThrow());
        try (Colleague colleague = colleague()) {
            colleague.client().revoke(List.of(own), "The tour is over");
            operator.waitFor("the login", () -> operator.isShown("#login-notice"));
        }
    }

    /** Waits until a screen's table has rows, and chooses the first. */
    TableView<?> chooseFirst(String selector) throws InterruptedException {
        TableView<?> table = operator.waitFor(TableView.class, selector);
        operator.waitFor("rows", () -> !table.getItems().isEmpty());
        Puppet.act(() -> table.getSelectionModel().clearAndSelect(0));
        return table;
    }

    /** The sessions' table. */
    @SuppressWarnings("unchecked") // the only table of this name there is
    TableView<Row> table() throws InterruptedException {
        return operator.waitFor(TableView.class, "#table");
    }

    /** Waits until a session has a row, chooses it, and brings it into view. */
    void choose(TableView<Row> table, UUID session) throws InterruptedException {
        operator.waitFor("the session", () -> row(table, session) >= 0);
        Puppet.act(() -> {
            table.requestFocus();
            table.getSelectionModel().clearAndSelect(row(table, session));
            table.scrollTo(Math.max(0, row(table, session) - 6));
        });
    }

    /** Logs the operator's account in a second time. */
    Colleague colleague() {
        return new Colleague(target);
    }

    /** The button that a text stands on. On the JavaFX thread. */
    Optional<Button> button(String key) {
        return scene.getRoot().lookupAll(".button").stream()
                .map(Button.class::cast)
                .filter(button -> button.getText().equals(Text.get(key)))
                .findFirst();
    }

    /** Whether what is seen is what is. On the JavaFX thread. */
    boolean isLive() {
        return scene.lookup("#live").getPseudoClassStates().stream()
                .noneMatch(state -> state.getPseudoClassName().equals("waiting")
                        || state.getPseudoClassName().equals("stale"));
    }

    private static int row(TableView<Row> table, UUID handle) {
        for (int i = 0; i < table.getItems().size(); i++) {
            if (table.getItems().get(i).handle().equals(handle)) {
                return i;
            }
        }
        return -1;
    }
}
