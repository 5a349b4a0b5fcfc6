package dev.portcullis.console.roles;

import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.RoleView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.list.Columns;
import dev.portcullis.console.list.RowCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** The columns of the roles' table. */
final class RoleColumns {
    private RoleColumns() {}

    static Columns<RoleView> of(RolesModel model) {
        Columns<RoleView> columns = new Columns<>();
        var name = columns.words("roles.field.name", 130, 190, 320, RoleView::name, "medium");
        var permits = columns.add("roles.field.permissions", 200, 420, 4000, PermitsCell::new);
        var limits = columns.words(
                "roles.field.limits",
                150,
                210,
                320,
                role -> model.limits(role).map(RoleColumns::words).orElse(""),
                "second");
        return columns.byImportance(List.of(name, permits, limits));
    }

    private static String words(Limits limits) {
        List<String> words = new ArrayList<>();
        Integer idle = limits.idleTtlSeconds();
        Integer absolute = limits.absoluteTtlSeconds();
        if (idle != null) {
            words.add(Text.get("roles.limit.idle", Figures.limit(Duration.ofSeconds(idle))));
        }
        if (absolute != null) {
            words.add(Text.get("roles.limit.absolute", Figures.limit(Duration.ofSeconds(absolute))));
        }
        return words.isEmpty() ? Text.get("roles.limit.tokens") : String.join(" · ", words);
    }

    private static final class PermitsCell extends RowCell<RoleView> {
        private final Label label = new Label();

        @Override
        protected Node draw(RoleView role) {
            boolean none = role.permissions().isEmpty();
            label.setText(none ? Text.get("roles.none") : String.join(", ", role.permissions()));
            label.getStyleClass().setAll("label", none ? "second" : "words");
            tip(label.getText());
            return label;
        }
    }
}
