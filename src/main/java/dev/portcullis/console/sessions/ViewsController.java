package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.SavedView;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Wires the views: Enter shows one, F2 renames it, Del deletes it; beneath them what is shown is saved under a name. */
final class ViewsController implements AutoCloseable {
    private final ViewsModel model;
    private final Runnable onClose;
    private final boolean saving;
    private Subscription subscription = Subscription.EMPTY;

    /** The view that is given another name; null while what is shown is being saved. */
    private @Nullable SavedView renamed;

    @FXML
    private ListView<ViewsModel.Entry> list;

    @FXML
    private HBox gone;

    @FXML
    private Label goneWhat;

    @FXML
    private Label what;

    @FXML
    private TextField name;

    @FXML
    private CheckBox withColumns;

    @FXML
    private Button save;

    @FXML
    private Label problem;

    /** @param saving whether it was opened to save what is shown */
    ViewsController(ViewsModel model, boolean saving, Runnable onClose) {
        this.model = model;
        this.saving = saving;
        this.onClose = onClose;
    }

    @FXML
    void initialize() {
        list.setCellFactory(_ -> new Line());
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        name.textProperty().subscribe(this::renew);
        subscription = model.questionsProperty().subscribe(this::show);
        show();
        list.getSelectionModel().select(0);
        rename(null);
    }

    /** Gives the keyboard to where one goes on. */
    void focus() {
        (saving ? name : list).requestFocus();
    }

    @Override
    public void close() {
        subscription.unsubscribe();
    }

    @FXML
    void leave() {
        onClose.run();
    }

    @FXML
    void save() {
        SavedView old = renamed;
        if (save.isDisabled()) {
            return;
        }
        if (old != null) {
            model.rename(old, name.getText());
            rename(null);
            list.requestFocus();
        } else {
            model.save(name.getText(), withColumns.isSelected());
            onClose.run();
        }
    }

    @FXML
    void restore() {
        SavedView view = model.deleted().orElse(null);
        model.restore();
        list.getItems().stream()
                .filter(entry -> entry.view().equals(view))
                .findFirst()
                .ifPresent(list.getSelectionModel()::select);
        list.requestFocus();
    }

    private void pressed(KeyEvent event) {
        ViewsModel.Entry entry = list.getSelectionModel().getSelectedItem();
        switch (event.getCode()) {
            case ENTER -> choose(entry);
            case F2, DELETE -> change(entry, event.getCode() == KeyCode.DELETE);
            case ESCAPE -> onClose.run(); // which the list would keep for itself
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void change(ViewsModel.@Nullable Entry entry, boolean away) {
        if (entry == null) {
            return;
        }
        if (entry.builtIn()) {
            rename(null);
            say(Text.get("sessions.views.fixed"));
        } else if (away) {
            delete(entry);
        } else {
            rename(entry.view());
        }
    }

    private void choose(ViewsModel.@Nullable Entry entry) {
        if (entry != null) {
            onClose.run();
            model.show(entry.view());
        }
    }

    private void delete(ViewsModel.@Nullable Entry entry) {
        if (entry != null) {
            int place = list.getSelectionModel().getSelectedIndex();
            model.delete(entry.view());
            rename(null);
            list.getSelectionModel().select(Math.min(place, list.getItems().size() - 1));
        }
    }

    private void rename(@Nullable SavedView view) {
        renamed = view;
        what.setText(
                view == null
                        ? Text.get("sessions.views.save.what")
                        : Text.get("sessions.views.rename.what", view.name()));
        name.setText(view == null ? "" : view.name());
        withColumns.setVisible(view == null);
        withColumns.setManaged(view == null);
        renew();
        if (view != null) {
            name.requestFocus();
            name.selectAll();
        }
    }

    private void show() {
        ViewsModel.Entry selected = list.getSelectionModel().getSelectedItem();
        list.getItems().setAll(model.all());
        if (selected != null) {
            list.getSelectionModel().select(selected);
        }
        gone.setVisible(model.deleted().isPresent());
        gone.setManaged(gone.isVisible());
        model.deleted().ifPresent(view -> goneWhat.setText(Text.get("sessions.views.deleted", view.name())));
        renew();
    }

    /** What the name that is written would do. */
    private void renew() {
        SavedView old = renamed;
        String written = name.getText();
        boolean others = model.exists(written) && (old == null || !old.isCalled(written));
        String unsavable = old == null ? model.hindrance() : others ? Text.get("sessions.views.exists") : "";
        String why = unsavable.isEmpty() ? model.hindrance(written) : unsavable;
        boolean replaces = old == null && others && why.isEmpty();
        save.setDisable(!why.isEmpty());
        save.setText(Text.get(
                old != null ? "sessions.views.rename" : replaces ? "sessions.views.replace" : "sessions.views.save"));
        boolean silent = written.isEmpty() && unsavable.isEmpty();
        say(replaces ? Text.get("sessions.views.replaces") : silent ? "" : why);
    }

    private void say(String sentence) {
        problem.setText(sentence);
        problem.setVisible(!sentence.isEmpty());
        problem.setManaged(!sentence.isEmpty());
    }

    /** A view: its name, what it asks, and what can be done with it by mouse. */
    private final class Line extends ListCell<ViewsModel.Entry> {
        private final FontIcon mark = new FontIcon(Feather.BOOKMARK);
        private final Label called = new Label();
        private final Label asks = new Label();
        private final HBox line = new HBox(8, mark, called, asks);
        private final Button rename = button(Feather.EDIT_2, "sessions.views.rename");
        private final Button delete = button(Feather.TRASH_2, "sessions.views.delete");

        Line() {
            called.setMinWidth(USE_PREF_SIZE);
            called.setMaxWidth(240);
            asks.getStyleClass().addAll("mono", "second");
            asks.setMaxWidth(Double.MAX_VALUE);
            asks.setMinWidth(0);
            HBox.setHgrow(asks, Priority.ALWAYS);
            line.getStyleClass().add("view-line");
            line.setMaxWidth(Double.MAX_VALUE);
            rename.setOnAction(_ -> {
                list.getSelectionModel().select(getItem());
                ViewsController.this.rename(getItem().view());
            });
            delete.setOnAction(_ -> {
                list.getSelectionModel().select(getItem());
                ViewsController.this.delete(getItem());
            });
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !isEmpty()) {
                    choose(getItem());
                }
            });
        }

        private static Button button(Feather icon, String text) {
            Button button = new Button();
            button.setGraphic(new FontIcon(icon));
            button.getStyleClass().add("icon-button");
            button.setFocusTraversable(false);
            button.setAccessibleText(Text.get(text));
            button.setTooltip(new Tooltip(Text.get(text)));
            return button;
        }

        @Override
        protected void updateItem(ViewsModel.@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setGraphic(empty || entry == null ? null : line);
            if (empty || entry == null) {
                return;
            }
            line.getChildren().setAll(mark, called, asks);
            if (!entry.builtIn()) {
                line.getChildren().addAll(rename, delete);
            }
            mark.setIconCode(
                    model.isShown(entry.view()) ? Feather.CHECK : entry.builtIn() ? Feather.LAYERS : Feather.BOOKMARK);
            called.setText(entry.view().name());
            asks.setText(
                    entry.view().query().isEmpty()
                            ? Text.get("sessions.views.everything")
                            : entry.view().query());
            setTooltip(new Tooltip(asks.getText()));
        }
    }
}
