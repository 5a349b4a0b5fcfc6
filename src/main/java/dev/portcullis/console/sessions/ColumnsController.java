package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionButton;
import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Wires the choice of columns: the arrows walk, Space shows and hides, Ctrl with an arrow moves, Enter sorts. The table follows at once. */
final class ColumnsController implements AutoCloseable {
    private final ColumnsModel model;
    private final Runnable onClose;
    private final List<ColumnLine> lines = new ArrayList<>();
    private final Action reset;
    private Subscription subscriptions = Subscription.EMPTY;
    private @Nullable ActionButton resetButton;

    @FXML
    private ListView<Ordering.Key> list;

    @FXML
    private Label room;

    @FXML
    private HBox foot;

    ColumnsController(ColumnsModel model, Action reset, Runnable onClose) {
        this.model = model;
        this.reset = reset;
        this.onClose = onClose;
    }

    @FXML
    void initialize() {
        list.setCellFactory(_ -> {
            ColumnLine line = new ColumnLine(model, this::moved);
            lines.add(line);
            return line;
        });
        list.getItems().setAll(model.order());
        list.getSelectionModel().select(0);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        ActionButton button = new ActionButton(reset, "");
        button.button().setId("columns-reset");
        foot.getChildren().addFirst(button);
        resetButton = button;
        subscriptions = Subscription.combine(
                model.arrangementProperty().subscribe(this::show),
                model.orderingProperty().subscribe(this::show),
                model.fitProperty().subscribe(this::show));
        show();
    }

    @FXML
    void leave() {
        onClose.run();
    }

    @Override
    public void close() {
        subscriptions.unsubscribe();
    }

    private void pressed(KeyEvent event) {
        Ordering.Key key = list.getSelectionModel().getSelectedItem();
        if (key == null) {
            return;
        }
        boolean moves = event.isShortcutDown() || event.isAltDown();
        switch (event.getCode()) {
            case SPACE -> model.toggle(key);
            case ENTER -> model.sort(key);
            case ESCAPE -> onClose.run(); // which the list would keep for itself
            case UP, DOWN -> {
                if (!moves) {
                    return;
                }
                moved(key, event.getCode() == KeyCode.UP ? -1 : 1);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void moved(Ordering.Key key, int by) {
        model.move(key, by);
        list.getSelectionModel().select(key);
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 4));
    }

    private void show() {
        List<Ordering.Key> order = model.order();
        if (!list.getItems().equals(order)) {
            Ordering.Key selected = list.getSelectionModel().getSelectedItem();
            list.getItems().setAll(order);
            list.getSelectionModel().select(selected);
        }
        lines.forEach(ColumnLine::renew);
        List<Ordering.Key> left = model.fitProperty().get().left();
        room.setText(
                left.isEmpty()
                        ? ""
                        : Text.get(
                                "sessions.columns.left",
                                String.join(
                                        ", ", left.stream().map(Columns::title).toList())));
        room.setVisible(!left.isEmpty());
        room.setManaged(!left.isEmpty());
        if (resetButton != null) {
            resetButton.renew();
        }
    }
}
