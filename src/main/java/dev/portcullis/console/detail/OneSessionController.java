package dev.portcullis.console.detail;

import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Suspension;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.chart.Level;
import dev.portcullis.console.chart.TimeBar;
import dev.portcullis.console.common.Places;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Everything about one session. */
final class OneSessionController {
    private final UUID own;
    private boolean past;
    private @Nullable SessionView session;

    @FXML
    private Label user;

    @FXML
    private Label state;

    @FXML
    private Label who;

    @FXML
    private Label handle;

    @FXML
    private VBox ended;

    @FXML
    private Label endedHow;

    @FXML
    private Label endedBy;

    @FXML
    private Label endedNote;

    @FXML
    private VBox limits;

    @FXML
    private Label idleLeft;

    @FXML
    private TimeBar idleBar;

    @FXML
    private Label absoluteLeft;

    @FXML
    private TimeBar absoluteBar;

    @FXML
    private Label address;

    @FXML
    private Label newNetwork;

    @FXML
    private Label placeName;

    @FXML
    private Label place;

    @FXML
    private Label device;

    @FXML
    private Label newDevice;

    @FXML
    private Label created;

    @FXML
    private Label seen;

    @FXML
    private Label accessLeft;

    @FXML
    private Label jti;

    @FXML
    private Label reused;

    @FXML
    private Label refreshLeft;

    @FXML
    private Label family;

    @FXML
    private Label generation;

    @FXML
    private FlowPane permissions;

    @FXML
    private VBox attributesSection;

    @FXML
    private GridPane attributes;

    @FXML
    private Label version;

    /** @param own the operator's own session */
    OneSessionController(UUID own) {
        this.own = own;
    }

    void show(SessionView shown, Instant now) {
        SessionView before = session;
        session = shown;
        user.setText(localPart(shown.account().email()));
        who.setText(
                Text.get("detail.who", shown.account().name(), shown.account().email()));
        handle.setText(shown.handle().toString());
        address.setText(Objects.requireNonNullElse(shown.address(), Text.get("detail.address.unknown")));
        Optional<String> where = Places.text(shown);
        place.setText(where.orElse(""));
        present(placeName, where.isPresent());
        present(place, where.isPresent());
        String isNew = Text.get("detail.new", localPart(shown.account().email()));
        newNetwork.setText(isNew);
        present(newNetwork, shown.newNetwork());
        newDevice.setText(isNew);
        present(newDevice, shown.newDevice());
        device.setText(shown.device());
        device.setTooltip(shown.userAgent() == null ? null : new Tooltip(shown.userAgent()));
        id(jti, shown.tokens().access().jti());
        id(family, shown.tokens().refresh().family());
        generation.setText(Figures.count(shown.tokens().refresh().generation()));
        present(reused, shown.tokens().refresh().reused());
        version.setText(Text.get("detail.version", shown.version()));
        if (before == null || !before.permissions().equals(shown.permissions())) {
            showPermissions(shown.permissions());
        }
        if (before == null || !before.attributes().equals(shown.attributes())) {
            showAttributes(shown.attributes());
        }
        showEnd(shown, now);
        tick(now);
    }

    /** Shows what time has changed. */
    void tick(Instant now) {
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
        if (suspended && suspension != null) {
            tip(
                    state,
                    Text.get(
                            "detail.suspended",
                            suspension.by(),
                            Figures.absolute(suspension.until()),
                            suspension.note()));
        } else {
            state.setTooltip(null);
        }
        boolean unknown = past && shown.lastSeenAt().isAfter(now); // it was used since: what it was then, nobody kept
        limit(idleLeft, idleBar, now, shown.idleExpiresAt(), Duration.ofSeconds(shown.idleTtlSeconds()));
        limit(absoluteLeft, absoluteBar, now, shown.expiresAt(), Duration.ofSeconds(shown.absoluteTtlSeconds()));
        created.setText(when(shown.createdAt(), now));
        seen.setText(when(shown.lastSeenAt(), now));
        tip(created, Figures.absolute(shown.createdAt()));
        tip(seen, Figures.absolute(shown.lastSeenAt()));
        tip(idleLeft, Figures.absolute(shown.idleExpiresAt()));
        tip(absoluteLeft, Figures.absolute(shown.expiresAt()));
        tip(accessLeft, Figures.absolute(shown.tokens().access().expiresAt()));
        tip(refreshLeft, Figures.absolute(shown.tokens().refresh().expiresAt()));
        left(accessLeft, over, Duration.between(now, shown.tokens().access().expiresAt()));
        left(refreshLeft, over, Duration.between(now, shown.tokens().refresh().expiresAt()));
        idleBar.setVisible(!unknown);
        if (unknown) {
            for (Label label : new Label[] {idleLeft, seen, accessLeft}) {
                label.setText(Text.get("sessions.unknown"));
                tip(label, Text.get("sessions.unknown.why"));
            }
        }
    }

    /** Whether what is shown is of the past. */
    void past(boolean now) {
        past = now;
    }

    @FXML
    void copyHandle() {
        if (session != null) {
            Clipboard.getSystemClipboard()
                    .setContent(Map.of(DataFormat.PLAIN_TEXT, session.handle().toString()));
        }
    }

    private void showEnd(SessionView shown, Instant now) {
        boolean over = shown.state() == SessionState.ENDED;
        present(ended, over);
        present(limits, !over);
        if (!over) {
            return;
        }
        String reason = shown.endReason() == null
                ? ""
                : Text.get("detail.ended." + shown.endReason().wire());
        String at = shown.endedAt() == null ? "" : Figures.moment(shown.endedAt(), now);
        endedHow.setText(Text.get("detail.ended.how", reason, at));
        present(endedBy, shown.endedBy() != null);
        endedBy.setText(Text.get("detail.ended.by", Objects.requireNonNullElse(shown.endedBy(), "")));
        present(endedNote, shown.endNote() != null);
        endedNote.setText(shown.endNote());
    }

    private void showPermissions(List<String> all) {
        permissions
                .getChildren()
                .setAll(all.stream().map(OneSessionController::tag).toList());
        if (all.isEmpty()) {
            Label none = new Label(Text.get("detail.permissions.none"));
            none.getStyleClass().add("second");
            permissions.getChildren().setAll(none);
        }
    }

    private void showAttributes(Map<String, Object> all) {
        present(attributesSection, !all.isEmpty());
        attributes.getChildren().clear();
        int line = 0;
        for (Map.Entry<String, Object> entry : all.entrySet()) {
            Label name = new Label(entry.getKey());
            name.getStyleClass().add("second");
            Label value = new Label(String.valueOf(entry.getValue()));
            value.setWrapText(true);
            attributes.addRow(line++, name, value);
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

    private static void limit(Label label, TimeBar bar, Instant now, Instant end, Duration whole) {
        bar.show(Level.fraction(now, end, whole));
        label.setText(Text.get("detail.limit", Figures.span(Duration.between(now, end)), Figures.limit(whole)));
    }

    private static void left(Label label, boolean over, Duration rest) {
        if (over) {
            label.setText(Text.get("detail.token.dead"));
        } else {
            label.setText(rest.isPositive() ? Figures.span(rest) : Text.get("detail.token.expired"));
        }
    }

    private static String when(Instant at, Instant now) {
        return Text.get("detail.when", Figures.moment(at, now), Figures.ago(Duration.between(at, now)));
    }

    /** Says more of it on hover. */
    private static void tip(Label label, String words) {
        if (label.getTooltip() == null) {
            label.setTooltip(new Tooltip());
        }
        label.getTooltip().setText(words);
    }

    private static void id(Label label, UUID id) {
        label.setText(id.toString());
        label.setTooltip(new Tooltip(id.toString()));
    }

    private static Label tag(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("tag", "plain");
        return label;
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }

    private static String localPart(String email) {
        int at = email.indexOf('@');
        return at <= 0 ? email : email.substring(0, at);
    }
}
