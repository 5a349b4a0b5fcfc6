package dev.portcullis.console.detail;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.detail.EditForm.Field;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Wires the form in which a session is changed. */
final class EditController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    private final EditModel model;
    private final Runnable onCancel;

    @FXML
    private VBox form;

    @FXML
    private VBox fields;

    @FXML
    private Label title;

    @FXML
    private FlowPane kept;

    @FXML
    private TextField added;

    @FXML
    private Label permissionsFault;

    @FXML
    private TextField idle;

    @FXML
    private Label idleFault;

    @FXML
    private TextField end;

    @FXML
    private Label endPreview;

    @FXML
    private Label endFault;

    @FXML
    private TextArea attributes;

    @FXML
    private Label attributesFault;

    @FXML
    private VBox conflict;

    @FXML
    private GridPane clashes;

    @FXML
    private Button again;

    @FXML
    private Label failure;

    @FXML
    private Node progress;

    @FXML
    private Button cancel;

    @FXML
    private Button save;

    EditController(EditModel model, Runnable onCancel) {
        this.model = model;
        this.onCancel = onCancel;
    }

    @FXML
    void initialize() {
        added.textProperty().bindBidirectional(model.addedProperty());
        idle.textProperty().bindBidirectional(model.idleProperty());
        end.textProperty().bindBidirectional(model.endProperty());
        attributes.textProperty().bindBidirectional(model.attributesProperty());
        model.sessionProperty().subscribe(this::show);
        model.faultsProperty().subscribe(now -> show(now));
        model.conflictProperty().subscribe(now -> show(now));
        model.previewProperty().subscribe(words -> {
            endPreview.setText(words);
            Parts.present(endPreview, !words.isEmpty());
        });
        model.savableProperty().subscribe(this::enable);
        model.busyProperty().subscribe(busy -> {
            Parts.present(progress, busy);
            cancel.setDisable(busy);
            again.setDisable(busy);
            enable();
        });
        form.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (Keys.SAVE.match(event)) {
                event.consume();
                save();
            }
        });
    }

    void focus() {
        Node first = kept.getChildren().isEmpty() ? added : kept.getChildren().getFirst();
        first.requestFocus();
    }

    @FXML
    void save() {
        model.save();
    }

    @FXML
    void again() {
        model.applyAgain();
    }

    @FXML
    void cancel() {
        onCancel.run();
    }

    private void enable() {
        save.setDisable(model.busyProperty().get() || !model.savableProperty().get());
    }

    private void show(SessionView session) {
        title.setText(
                Text.get("detail.edit.title", Parts.localPart(session.account().email())));
        kept.getChildren()
                .setAll(session.permissions().stream().sorted().map(this::box).toList());
        Parts.present(kept, !session.permissions().isEmpty());
    }

    private CheckBox box(String permission) {
        CheckBox box = new CheckBox(permission);
        box.setSelected(model.kept().contains(permission));
        model.kept().subscribe(() -> box.setSelected(model.kept().contains(permission)));
        box.setOnAction(_ -> {
            if (box.isSelected()) {
                model.kept().add(permission);
            } else {
                model.kept().remove(permission);
            }
        });
        return box;
    }

    private void show(Map<Field, String> faults) {
        fault(permissionsFault, added, faults.get(Field.PERMISSIONS));
        fault(idleFault, idle, faults.get(Field.IDLE));
        fault(endFault, end, faults.get(Field.END));
        fault(attributesFault, attributes, faults.get(Field.ATTRIBUTES));
        fault(failure, null, faults.get(Field.NONE));
    }

    private static void fault(Label label, @Nullable TextInputControl field, @Nullable String sentence) {
        label.setText(sentence == null ? "" : sentence);
        Parts.present(label, sentence != null);
        if (field != null) {
            field.pseudoClassStateChanged(WRONG, sentence != null);
        }
    }

    /** The form gives way to what has to be decided. */
    private void show(EditModel.@Nullable Conflict now) {
        Parts.present(conflict, now != null);
        Parts.present(fields, now == null);
        Parts.present(save, now == null);
        Parts.present(again, now != null);
        cancel.setText(Text.get(now == null ? "detail.edit.cancel" : "detail.edit.leave"));
        if (now == null) {
            return;
        }
        clashes.getChildren().clear();
        clashes.addRow(0, head(""), head("detail.edit.before"), head("detail.edit.now"), head("detail.edit.wanted"));
        int row = 1;
        for (Clash clash : now.clashes()) {
            Label current = value(clash.now());
            current.pseudoClassStateChanged(CHANGED, clash.changed());
            clashes.addRow(row++, name(clash.what()), value(clash.before()), current, value(clash.wanted()));
        }
        again.requestFocus();
    }

    private static Label name(String what) {
        Label name = Parts.label(what, "second");
        GridPane.setValignment(name, VPos.TOP);
        return name;
    }

    private static Label head(String key) {
        return Parts.label(key.isEmpty() ? "" : Text.get(key), "clash-head");
    }

    private static Label value(String text) {
        Label value = Parts.label(text, "clash-value");
        value.setWrapText(true);
        value.setMinHeight(Region.USE_PREF_SIZE);
        GridPane.setValignment(value, VPos.TOP);
        return value;
    }
}
