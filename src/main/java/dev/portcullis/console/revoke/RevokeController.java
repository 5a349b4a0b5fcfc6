package dev.portcullis.console.revoke;

import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationView;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import java.time.Duration;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** Asks whether to do it: whom it hits, why it is done, and, of many, whether it is meant. */
final class RevokeController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");

    private final RevocationModel model;
    private final Runnable onLeave;
    private final MeasureController measure;
    private final Pane view;
    private final Subscription ticks;
    private Subscription following = Subscription.EMPTY;

    @FXML
    private Label title;

    @FXML
    private FlowPane matching;

    @FXML
    private Label query;

    @FXML
    private Label what;

    @FXML
    private HBox shares;

    @FXML
    private Node planning;

    @FXML
    private Label planFailure;

    @FXML
    private FlowPane notes;

    @FXML
    private Label room;

    @FXML
    private TextField reason;

    @FXML
    private Label missing;

    @FXML
    private VBox confirmation;

    @FXML
    private Label confirmationTitle;

    @FXML
    private TextField phrase;

    @FXML
    private Label failure;

    @FXML
    private Node progress;

    @FXML
    private ProgressBar progressBar;

    @FXML
    private Label running;

    @FXML
    private Label validity;

    @FXML
    private Button again;

    @FXML
    private Button cancel;

    @FXML
    private Button execute;

    /** @param onLeave called when the operator goes away from it */
    RevokeController(RevocationModel model, UiClock clock, Runnable onLeave) {
        this.model = model;
        this.onLeave = onLeave;
        this.measure = new MeasureController(model);
        this.view = (Pane) Views.load(this, measure);
        this.ticks = clock.everySecond(model::tick);
    }

    @FXML
    void initialize() {
        String asked = model.target() instanceof Target.Matching(String text) ? text : "";
        query.setText(asked);
        present(matching, !asked.isEmpty());
        reason.textProperty().bindBidirectional(model.reasonProperty());
        phrase.textProperty().bindBidirectional(model.phraseProperty());
        phrase.accessibleTextProperty().bind(confirmationTitle.textProperty());
        reason.textProperty().subscribe(_ -> {
            showRoom();
            showMissing(false);
        });
        phrase.textProperty().subscribe(_ -> phrase.pseudoClassStateChanged(WRONG, false));
        execute.disableProperty().bind(model.readyBinding().not());
        for (TextField field : List.of(reason, phrase)) {
            field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
                if (event.getCode() == KeyCode.ENTER) {
                    event.consume();
                    execute();
                }
            });
        }
        following = Subscription.combine(
                model.plannedProperty().subscribe(this::show),
                model.leftProperty().subscribe(_ -> showValidity()),
                model.stateProperty().subscribe(this::show));
    }

    Pane view() {
        return view;
    }

    /** The model may go on, and be shown again. */
    void close() {
        ticks.unsubscribe();
        following.unsubscribe();
        measure.close();
    }

    /** Puts the cursor where the reason goes. */
    void focusReason() {
        reason.requestFocus();
    }

    /** Does it, or goes to what is still missing. */
    @FXML
    void execute() {
        showMissing(model.unreasoned());
        if (model.unreasoned()) {
            reason.requestFocus();
        } else if (model.unconfirmed()) {
            phrase.pseudoClassStateChanged(WRONG, phrase.isFocused());
            phrase.requestFocus();
        }
        model.execute();
    }

    @FXML
    void planAgain() {
        model.planAgain();
        reason.requestFocus();
    }

    @FXML
    void leave() {
        onLeave.run();
    }

    private void show(RevocationModel.Planned planned) {
        boolean failed = planned instanceof RevocationModel.Planned.Failed;
        RevocationPlan drawn = switch (planned) {
            case RevocationModel.Planned.Known(var known) -> known;
            case RevocationModel.Planned.Awaited(var before) -> before;
            case RevocationModel.Planned.Failed _ -> null;
        };
        RevocationAction action = model.measureProperty().get().action();
        String sessions = drawn == null
                ? Text.get("revoke.sessions.unknown")
                : Text.get("revoke.sessions", RevocationModel.count(drawn));
        title.setText(Text.get("revoke.title." + action.wire(), sessions));
        execute.setText(Text.get("revoke.do." + action.wire(), sessions));
        execute.getStyleClass().removeAll("danger", "accent");
        execute.getStyleClass().add(action == RevocationAction.END ? "danger" : "accent");
        what.setText(PlanWords.what(model.measureProperty().get(), drawn));
        if (drawn != null) {
            shares.getChildren().setAll(PlanWords.shares(drawn));
            notes.getChildren().setAll(PlanWords.notes(drawn, model.target()));
            measure.offer(drawn);
        }
        shares.pseudoClassStateChanged(OLD, !(planned instanceof RevocationModel.Planned.Known));
        present(shares, !failed);
        planning.setVisible(planned instanceof RevocationModel.Planned.Awaited);
        present(notes, drawn != null && !notes.getChildren().isEmpty());
        present(planFailure, failed);
        planFailure.setText(planned instanceof RevocationModel.Planned.Failed(String sentence) ? sentence : "");
        String wanted = model.wantedPhrase();
        present(confirmation, !wanted.isEmpty());
        confirmationTitle.setText(Text.get("revoke.confirm", wanted));
        phrase.setPromptText(wanted);
        showValidity();
    }

    /** How long the plan is good; after that, or without one, how to get another. */
    private void showValidity() {
        Duration left = model.leftProperty().get();
        boolean failed = model.plannedProperty().get() instanceof RevocationModel.Planned.Failed;
        boolean asking = !(model.stateProperty().get() instanceof RevocationModel.State.Running);
        boolean over = model.expired();
        validity.setText(left == null ? "" : over ? Text.get("revoke.valid.over") : PlanWords.validFor(left));
        present(validity, asking && left != null);
        present(again, asking && (over || (failed && !model.target().tooMany())));
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
        RevocationView come = state instanceof RevocationModel.State.Running(var view) ? view : null;
        present(progress, busy && come == null);
        present(progressBar, come != null);
        present(running, busy);
        running.setText(
                come == null ? Text.get("revoke.running") : Text.get("revoke.running.of", come.done(), come.matched()));
        if (come != null) {
            progressBar.setProgress((double) come.done() / Math.max(1, come.matched()));
        }
        reason.setEditable(!busy);
        phrase.setEditable(!busy);
        measure.setBusy(busy);
        cancel.setDisable(busy && come == null);
        cancel.setText(Text.get(busy ? "revoke.leave" : "revoke.cancel"));
        boolean failed = state instanceof RevocationModel.State.Failed;
        present(failure, failed);
        if (state instanceof RevocationModel.State.Failed why) {
            failure.setText(why.sentence());
        }
        if (!busy && reason.getScene() != null) {
            reason.requestFocus();
        }
        showValidity();
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
