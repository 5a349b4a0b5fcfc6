package dev.portcullis.console.palette;

import dev.portcullis.console.common.Measures;
import dev.portcullis.console.desk.Action;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Lists the keys: those of the actions, as they are. */
final class HelpController {
    private final List<Group> groups;
    private final Runnable onClose;

    /** Both columns beside each other, in pixels at the normal size of text. */
    private static final double BOTH = 762;

    @FXML
    private FlowPane lists;

    @FXML
    private VBox near;

    @FXML
    private VBox far;

    HelpController(List<Group> groups, Runnable onClose) {
        this.groups = groups;
        this.onClose = onClose;
    }

    @FXML
    void initialize() {
        List<VBox> all = groups.stream()
                .filter(group -> group.actions().stream().anyMatch(action -> action.keys() != null))
                .map(HelpController::list)
                .toList();
        lists.setPrefWrapLength(Measures.px(BOTH));
        near.getChildren().setAll(all.getFirst());
        far.getChildren().setAll(all.subList(1, all.size()));
    }

    @FXML
    void close() {
        onClose.run();
    }

    private static VBox list(Group group) {
        Label title = new Label(group.title());
        title.getStyleClass().add("section-title");
        GridPane lines = new GridPane();
        lines.getStyleClass().add("help-lines");
        lines.getColumnConstraints()
                .add(new ColumnConstraints(Region.USE_PREF_SIZE, Region.USE_COMPUTED_SIZE, Region.USE_PREF_SIZE));
        int row = 0;
        for (Action action : group.actions()) {
            if (action.keys() != null) {
                Label key = new Label(action.keyWords().orElse(""));
                key.getStyleClass().add("key");
                lines.addRow(row++, key, new Label(action.words().get()));
            }
        }
        VBox list = new VBox(title, lines);
        list.getStyleClass().add("help-list");
        return list;
    }
}
