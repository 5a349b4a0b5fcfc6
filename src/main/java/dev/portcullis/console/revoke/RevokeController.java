package dev.portcullis.console.revoke;

import dev.portcullis.console.common.Text;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Asks whether to end the sessions: what they are, and why. */
final class RevokeController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final RevocationModel model;
    private final Runnable onCancel;

    @FXML
    private Label title;

    @FXML
    private Label what;

    @FXML
    private HBox shares;

    @FXML
    private FlowPane notes;

    @FXML
    private Label room;

    @FXML
    private TextField reason;

    @FXML
    private Label missing;

    @FXML
    private Label failure;

    @FXML
    private Node progress;

    @FXML
    private Label running;

    @FXML
    private Button cancel;

    @FXML
    private Button end;

    RevokeController(RevocationModel model, Runnable onCancel) {
        this.model = model;
        this.onCancel = onCancel;
    }

    @FXML
    void initialize() {
        String sessions = Text.get("revoke.sessions", model.count());
        title.setText(Text.get("revoke.title", sessions));
        end.setText(Text.get("revoke.end", sessions));
        what.setText(Text.get(model.own() ? "revoke.what.own" : "revoke.what", model.count()));
        showShares();
        showNotes();
        reason.textProperty().bindBidirectional(model.reasonProperty());
        reason.textProperty().subscribe(this::showRoom);
        reason.textProperty().subscribe(_ -> showMissing(false));
        end.disableProperty().bind(model.readyBinding().not());
        reason.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
                event.consume();
                execute();
            }
        });
        model.stateProperty().subscribe(this::show);
    }

    /** Puts the cursor where the reason goes. */
    void focusReason() {
        reason.requestFocus();
    }

    @FXML
    void execute() {
        showMissing(model.unreasoned());
        model.execute();
    }

    @FXML
    void cancel() {
        onCancel.run();
    }

    private void showShares() {
        BlastRadius radius = model.radius();
        List<Shares> lists = List.of(
                new Shares(Shares.Of.USERS, Text.get("revoke.users"), radius.users(), model.count()),
                new Shares(Shares.Of.ADDRESSES, Text.get("revoke.addresses"), radius.addresses(), model.count()),
                new Shares(Shares.Of.PERMISSIONS, Text.get("revoke.permissions"), radius.permissions(), model.count()),
                new Shares(
                        Shares.Of.SEEN,
                        Text.get("revoke.seen"),
                        List.of(
                                new BlastRadius.Share(Text.get("revoke.seen.lately"), radius.seenLately()),
                                new BlastRadius.Share(
                                        Text.get("revoke.seen.before"), model.count() - radius.seenLately())),
                        model.count()));
        HBox.setHgrow(lists.getFirst(), Priority.ALWAYS);
        shares.getChildren().setAll(lists);
    }

    private void showNotes() {
        List<Label> tags = new ArrayList<>();
        if (model.own()) {
            tags.add(tag("revoke.own", "warn"));
        }
        if (model.ownLeftOut()) {
            tags.add(tag("revoke.own.spared", "ok"));
        }
        if (model.tooMany()) {
            tags.add(tag("revoke.toomany", "bad"));
        }
        notes.getChildren().setAll(tags);
        notes.setVisible(!tags.isEmpty());
        notes.setManaged(!tags.isEmpty());
    }

    private void showRoom() {
        int left = RevocationModel.LONGEST_REASON - reason.getText().strip().length();
        room.setText(
                left < 100 ? Text.get(left < 0 ? "revoke.reason.over" : "revoke.reason.room", Math.abs(left)) : "");
    }

    private void showMissing(boolean isMissing) {
        reason.pseudoClassStateChanged(WRONG, isMissing);
        present(missing, isMissing);
    }

    private void show(RevocationModel.State state) {
        boolean busy = state instanceof RevocationModel.State.Running;
        present(progress, busy);
        present(running, busy);
        reason.setEditable(!busy);
        cancel.setDisable(busy);
        if (state instanceof RevocationModel.State.Asking) {
            reason.requestFocus();
        }
        boolean failed = state instanceof RevocationModel.State.Failed;
        present(failure, failed);
        if (state instanceof RevocationModel.State.Failed(String sentence)) {
            failure.setText(sentence);
            reason.requestFocus();
        }
    }

    private static Label tag(String key, String colour) {
        Label label = new Label(Text.get(key));
        label.getStyleClass().addAll("tag", colour);
        return label;
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
