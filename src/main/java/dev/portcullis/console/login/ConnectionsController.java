package dev.portcullis.console.login;

import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.connection.Connection;
import dev.portcullis.console.connection.ConnectionForm;
import dev.portcullis.console.connection.Mark;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.login.LoginModel.Step;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Wires the list of connections beside the login: one is gone to as soon as it is selected, and Enter leads on to the password. */
final class ConnectionsController implements AutoCloseable {
    private static final double ROW = 52;

    /** More of them are scrolled to. */
    private static final int ROWS_SHOWN = 8;

    private final LoginModel model;
    private final Runnable onChosen;

    /** The server on this computer, which is in no book; null if there is none. */
    private final @Nullable Connection local;

    private Subscription subscription = Subscription.EMPTY;
    private boolean following;

    @FXML
    private VBox root;

    @FXML
    private ListView<Connection> list;

    @FXML
    private HBox buttons;

    @FXML
    private Button edit;

    @FXML
    private Button delete;

    @FXML
    private Tooltip newKey;

    @FXML
    private Tooltip editKey;

    @FXML
    private Tooltip deleteKey;

    @FXML
    private VBox sure;

    @FXML
    private Label sureWhat;

    @FXML
    private Button keep;

    /** @param onChosen puts the keyboard where one goes on */
    ConnectionsController(LoginModel model, Runnable onChosen) {
        this.model = model;
        this.onChosen = onChosen;
        this.local = model.hasLocalServer()
                ? new Connection(
                        Text.get("connection.this-computer"),
                        URI.create("http://localhost"),
                        Mark.LOCAL,
                        Optional.empty(),
                        List.of())
                : null;
    }

    @FXML
    void initialize() {
        newKey.setText(Keys.NEW.words());
        editKey.setText(Keys.EDIT.words());
        deleteKey.setText(Keys.END.words());
        list.setCellFactory(_ -> new ConnectionCell(local));
        list.getSelectionModel().selectedItemProperty().subscribe(now -> {
            renewButtons();
            if (now != null && !following) {
                go(now);
            }
        });
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed); // before the list: F2 would edit a cell
        list.addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> onChosen.run());
        root.disableProperty()
                .bind(model.stepProperty()
                        .map(step -> step == Step.LOGGING_IN || step == Step.CODE || step == Step.CHECKING));
        subscription = Subscription.combine(
                Measures.follow(this::fit),
                model.book().connectionsProperty().subscribe(this::fill),
                model.chosenProperty().subscribe(this::follow),
                model.serverProperty().subscribe(this::follow));
        ask(false);
        fill();
    }

    /** Ends what it follows. */
    @Override
    public void close() {
        subscription.unsubscribe();
    }

    /** Puts the keyboard here. */
    void focus() {
        list.requestFocus();
    }

    /** Its key is heard beside the list as well: where that cannot be used, it does nothing. */
    @FXML
    void add() {
        if (!root.isDisable()) {
            ConnectionForm.open(root.getScene(), model.book(), null, null, this::edited);
        }
    }

    @FXML
    void edit() {
        selected().ifPresent(this::edit);
    }

    void edit(Connection connection) {
        ConnectionForm.open(root.getScene(), model.book(), connection, null, this::edited);
    }

    /** Gives the address that is typed a name. */
    void remember() {
        Connection going = model.going();
        ConnectionForm.open(root.getScene(), model.book(), null, going, this::edited);
    }

    @FXML
    void askDelete() {
        selected().ifPresent(connection -> {
            sureWhat.setText(Text.get("connection.delete.sure", connection.name()));
            ask(true);
            keep.requestFocus();
        });
    }

    @FXML
    void delete() {
        selected().ifPresent(model::forget);
        ask(false);
        if (root.isVisible()) {
            list.requestFocus();
        } else {
            onChosen.run();
        }
    }

    @FXML
    void keep() {
        ask(false);
        list.requestFocus();
    }

    private void edited(Connection now) {
        model.edited(now);
        follow();
    }

    private void go(Connection connection) {
        ask(false);
        if (connection.equals(local)) {
            model.chooseLocal();
        } else {
            model.choose(connection);
        }
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            onChosen.run();
        } else if (Keys.NEW.match(event)) {
            event.consume();
            add();
        } else if (Keys.EDIT.match(event)) {
            event.consume();
            edit();
        } else if (Keys.END.match(event)) {
            event.consume();
            askDelete();
        }
    }

    /** The selected one, unless it is the server on this computer, of which there is nothing to say. */
    private Optional<Connection> selected() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem()).filter(each -> !each.equals(local));
    }

    private void fill() {
        following = true;
        List<Connection> all = new ArrayList<>(model.book().connections().all());
        if (local != null) {
            all.addFirst(local);
        }
        list.getItems().setAll(all);
        following = false;
        // Where there is nowhere else to go to, there is nothing to choose.
        present(root, !model.book().connections().all().isEmpty());
        fit();
        follow();
    }

    /** The list shows where the fields go to. */
    private void follow() {
        following = true;
        Connection chosen = model.chosenProperty().get();
        if (chosen != null) {
            list.getSelectionModel().select(chosen);
        } else if (local != null && model.isAtHome()) {
            list.getSelectionModel().select(local);
        } else {
            list.getSelectionModel().clearSelection();
        }
        following = false;
        renewButtons();
    }

    private void fit() {
        double row = Measures.px(ROW);
        list.setFixedCellSize(row);
        list.setPrefHeight(row * Math.clamp(list.getItems().size(), 1, ROWS_SHOWN) + 2);
    }

    private void renewButtons() {
        boolean none = selected().isEmpty();
        edit.setDisable(none);
        delete.setDisable(none);
    }

    private void ask(boolean asked) {
        present(sure, asked);
        present(buttons, !asked);
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
