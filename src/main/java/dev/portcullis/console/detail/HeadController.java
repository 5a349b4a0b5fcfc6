package dev.portcullis.console.detail;

import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Suspension;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionItems;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javafx.fxml.FXML;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Whose session it is, in which state, and, once it has ended, how. */
final class HeadController implements SessionPart {
    private final UUID own;
    private final ContextMenu copies;
    private @Nullable SessionView session;

    @FXML
    private Label user;

    @FXML
    private Label state;

    @FXML
    private Label who;

    @FXML
    private Value handle;

    @FXML
    private Button copy;

    @FXML
    private VBox suspended;

    @FXML
    private Label suspendedHow;

    @FXML
    private Label suspendedBy;

    @FXML
    private Label suspendedNote;

    @FXML
    private VBox ended;

    @FXML
    private Label endedHow;

    @FXML
    private Label endedBy;

    @FXML
    private Label endedNote;

    /**
     * @param own the operator's own session
     * @param copies what can be copied of all of it
     */
    HeadController(UUID own, List<Action> copies) {
        this.own = own;
        this.copies = ActionItems.menu(copies);
    }

    @FXML
    void copy() {
        copies.show(copy, Side.BOTTOM, 0, 2);
    }

    @Override
    public void show(SessionView shown, Instant now) {
        session = shown;
        user.setText(Parts.localPart(shown.account().email()));
        Parts.tip(user, shown.account().email());
        who.setText(
                Text.get("detail.who", shown.account().name(), shown.account().email()));
        handle.setText(shown.handle().toString());
        boolean over = shown.state() == SessionState.ENDED;
        Parts.present(ended, over);
        if (over) {
            String reason = shown.endReason() == null
                    ? ""
                    : Text.get("detail.ended." + shown.endReason().wire());
            String at = shown.endedAt() == null ? "" : Figures.moment(shown.endedAt(), now);
            endedHow.setText(Text.get("detail.ended.how", reason, at));
            Parts.tip(endedHow, shown.endedAt() == null ? "" : Figures.absolute(shown.endedAt()));
            Parts.present(endedBy, shown.endedBy() != null);
            endedBy.setText(Text.get("detail.ended.by", Objects.requireNonNullElse(shown.endedBy(), "")));
            Parts.present(endedNote, shown.endNote() != null);
            endedNote.setText(shown.endNote());
        }
        tick(now);
    }

    @Override
    public void tick(Instant now) {
        SessionView shown = session;
        if (shown == null) {
            return;
        }
        boolean over = shown.state() == SessionState.ENDED;
        boolean lapsed = !over && !(now.isBefore(shown.idleExpiresAt()) && now.isBefore(shown.expiresAt()));
        Suspension suspension = shown.suspension();
        boolean suspended = !over && !lapsed && suspension != null && now.isBefore(suspension.until());
        state.setText(Text.get(stateKey(shown, over, lapsed, suspended)));
        state.getStyleClass().setAll("label", "tag", over ? "second" : lapsed || suspended ? "warn" : "ok");
        Parts.present(this.suspended, suspended);
        if (suspended && suspension != null) {
            String until = Figures.moment(suspension.until(), now);
            suspendedHow.setText(Text.get(
                    suspension.then() == Suspension.Then.END ? "detail.suspended.end" : "detail.suspended.release",
                    until));
            Parts.tip(suspendedHow, Figures.absolute(suspension.until()));
            suspendedBy.setText(Text.get("detail.ended.by", suspension.by()));
            suspendedNote.setText(suspension.note());
        }
    }

    private String stateKey(SessionView shown, boolean over, boolean lapsed, boolean suspended) {
        if (over) {
            return "detail.state.ended";
        }
        if (lapsed) {
            return "detail.state.lapsed";
        }
        if (suspended) {
            return "detail.state.suspended";
        }
        return shown.handle().equals(own) ? "detail.state.own" : "detail.state.active";
    }
}
