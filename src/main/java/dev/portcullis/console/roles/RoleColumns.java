package dev.portcullis.console.roles;

import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.RoleView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** The columns of the roles' table: words, all of them on hover where there is little room. */
final class RoleColumns {
    private final TableColumn<RoleView, RoleView> name =
            column("roles.field.name", role -> Optional.of(RolesController.label(role.name(), "medium")));
    private final TableColumn<RoleView, RoleView> permits =
            column("roles.field.permissions", role -> Optional.of(permissions(role)));
    private final TableColumn<RoleView, RoleView> limits;

    RoleColumns(RolesModel model) {
        limits = column(
                "roles.field.limits",
                role -> model.limits(role)
                        .map(RoleColumns::words)
                        .map(words -> RolesController.label(words, "second")));
    }

    void install(TableView<RoleView> table) {
        table.getColumns().setAll(List.of(name, permits, limits));
    }

    /** Gives them the widths that the size of text asks for. */
    void measure() {
        measure(name, 130, 190, 320);
        measure(permits, 200, 420, 4000);
        measure(limits, 150, 210, 320);
    }

    private static Label permissions(RoleView role) {
        return role.permissions().isEmpty()
                ? RolesController.label(Text.get("roles.none"), "second")
                : RolesController.label(String.join(", ", role.permissions()), "");
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

    private static TableColumn<RoleView, RoleView> column(String title, Function<RoleView, Optional<Label>> draw) {
        TableColumn<RoleView, RoleView> column = new TableColumn<>(Text.get(title));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable RoleView role, boolean none) {
                super.updateItem(role, none);
                Label label = none || role == null ? null : draw.apply(role).orElse(null);
                setGraphic(label);
                setTooltip(label == null ? null : new Tooltip(label.getText()));
            }
        });
        return column;
    }

    private static void measure(TableColumn<RoleView, RoleView> column, double least, double usual, double most) {
        column.setMinWidth(0);
        column.setMaxWidth(Measures.px(most));
        column.setMinWidth(Measures.px(least));
        column.setPrefWidth(Measures.px(usual));
    }
}
