package dev.portcullis.console.roles;

import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.RoleView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.StatePane;
import dev.portcullis.console.list.ListController;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Wires the roles' table and the pane beside it to the model. */
final class RolesController extends ListController<RoleView> {
    private final RolesModel model;
    private final UiClock clock;
    private final RoleDialogs dialogs;
    private final RoleActions actions;

    @FXML
    private Label title;

    @FXML
    private Label holders;

    @FXML
    private FlowPane permissions;

    @FXML
    private GridPane limits;

    @FXML
    private Label noLimits;

    @FXML
    private Label version;

    /**
     * @param mayWrite whether the operator may change roles at all
     * @param onLimits shows where a role's limits are changed
     */
    RolesController(RolesModel model, boolean mayWrite, UiClock clock, Runnable onLimits) {
        super("roles.list.", model, RoleColumns.of(model));
        this.model = model;
        this.clock = clock;
        dialogs = new RoleDialogs(model);
        actions = new RoleActions(
                model,
                mayWrite,
                () -> dialogs.form(root.getScene(), null),
                role -> dialogs.form(root.getScene(), role),
                onLimits,
                role -> dialogs.delete(root.getScene(), role));
    }

    @Override
    protected List<Action> deeds() {
        return actions.all();
    }

    @Override
    protected Optional<Action> opening() {
        return Optional.of(actions.edit());
    }

    @Override
    protected void ready() {
        bar.getChildren().add(button(actions.create(), "accent", "role-new"));
        footer.getChildren()
                .setAll(
                        button(actions.edit(), "", "role-edit"),
                        button(actions.limits(), "", "role-limits"),
                        button(actions.delete(), "danger", "role-delete"));
        model.holdersProperty().subscribe(this::showHolders);
    }

    @Override
    protected Subscription look() {
        model.read();
        return clock.everySecond(model::seek);
    }

    @Override
    protected void close() {
        super.close();
        dialogs.close();
    }

    @Override
    protected void showNone(StatePane there) {
        if (model.isNarrowed()) {
            super.showNone(there);
        } else {
            there.show(
                    Feather.TAG,
                    Text.get("roles.nothing"),
                    Text.get("roles.nothing.what"),
                    actions.create().possible() ? List.of(actions.create()) : List.of());
        }
    }

    @Override
    protected void show(RoleView role) {
        title.setText(role.name());
        version.setText(Text.get("detail.version", role.version()));
        permissions.getChildren().setAll(tags(role.permissions(), Text.get("roles.none")));
        showLimits(model.limits(role).orElse(null));
        showHolders(model.holdersProperty().get());
    }

    private void showHolders(OptionalLong known) {
        holders.setText(
                known.isPresent() ? Text.get("roles.holders", known.getAsLong()) : Text.get("roles.holders.unknown"));
        renew();
    }

    private void showLimits(@Nullable Limits its) {
        limits.getChildren().clear();
        present(noLimits, its == null);
        present(limits, its != null);
        if (its != null) {
            int row = 0;
            row = line(row, "policy.limit.idle", its.idleTtlSeconds());
            row = line(row, "policy.limit.absolute", its.absoluteTtlSeconds());
            row = line(row, "policy.limit.access", its.accessTtlSeconds());
            row = line(row, "policy.limit.refresh", its.refreshTtlSeconds());
            line(row, "policy.limit.grace", its.refreshGraceSeconds());
        }
    }

    private int line(int row, String text, @Nullable Integer seconds) {
        if (seconds == null) {
            return row;
        }
        limits.add(label(Text.get(text), "second"), 0, row);
        limits.add(label(Figures.limit(Duration.ofSeconds(seconds)), "mono"), 1, row);
        return row + 1;
    }
}
