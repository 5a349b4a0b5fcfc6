package dev.portcullis.console.detail;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the session may do, and what services have put into it. */
final class HoldsController implements SessionPart {
    private @Nullable SessionView session;

    @FXML
    private FlowPane permissions;

    @FXML
    private VBox attributesSection;

    @FXML
    private GridPane attributes;

    @FXML
    private Label version;

    @Override
    public void show(SessionView shown, Instant now) {
        SessionView before = session;
        session = shown;
        version.setText(Text.get("detail.version", shown.version()));
        if (before == null || !before.permissions().equals(shown.permissions())) {
            Parts.refill(permissions, () -> showPermissions(shown.permissions()));
        }
        if (before == null || !before.attributes().equals(shown.attributes())) {
            Parts.refill(attributes, () -> showAttributes(shown.attributes()));
        }
    }

    private void showPermissions(List<String> all) {
        permissions.getChildren().setAll(all.stream().map(HoldsController::tag).toList());
        if (all.isEmpty()) {
            permissions.getChildren().setAll(Parts.label(Text.get("detail.permissions.none"), "second"));
        }
    }

    private void showAttributes(Map<String, Object> all) {
        Parts.present(attributesSection, !all.isEmpty());
        attributes.getChildren().clear();
        int line = 0;
        for (Map.Entry<String, Object> entry : all.entrySet()) {
            Value value = new Value();
            value.setText(String.valueOf(entry.getValue()));
            attributes.addRow(line++, Parts.label(entry.getKey(), "second"), value);
        }
    }

    private static Value tag(String text) {
        Value value = new Value();
        value.setText(text);
        value.getStyleClass().addAll("tag", "plain");
        return value;
    }
}
