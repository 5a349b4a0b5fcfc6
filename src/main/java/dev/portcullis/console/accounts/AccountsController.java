package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionButton;
import dev.portcullis.console.list.ListController;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.fxml.FXML;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.util.Duration;
import javafx.util.Subscription;

/** Wires the accounts' table and the pane beside it to the model. */
final class AccountsController extends ListController<AccountView> {
    /** How often the live sessions are counted anew while one looks on. */
    private static final Duration COUNT = Duration.seconds(2);

    private final AccountsModel model;
    private final AccountActions actions;
    private final Timeline counting;
    private final ActionButton disable;
    private final ActionButton enable;

    @FXML
    private Label title;

    @FXML
    private Label state;

    @FXML
    private Label who;

    @FXML
    private Label created;

    @FXML
    private Hyperlink sessions;

    @FXML
    private FlowPane roles;

    @FXML
    private FlowPane granted;

    @FXML
    private FlowPane effective;

    @FXML
    private Label version;

    /**
     * @param mayWrite whether the operator may change accounts at all
     * @param own the operator's own account
     * @param onSessions shows the live sessions that match a search
     */
    AccountsController(AccountsModel model, boolean mayWrite, UUID own, Consumer<String> onSessions) {
        super("accounts.list.", model, AccountColumns.of(model));
        this.model = model;
        AccountDialogs dialogs = new AccountDialogs(model);
        this.actions = new AccountActions(
                model,
                mayWrite,
                own,
                () -> dialogs.form(root.getScene(), null),
                account -> dialogs.form(root.getScene(), account),
                account -> onSessions.accept(account.email()),
                (deed, account) -> dialogs.ask(root.getScene(), deed, account));
        disable = button(actions.disable(), "", "account-disable");
        enable = button(actions.enable(), "", "account-enable");
        counting = new Timeline(new KeyFrame(COUNT, _ -> model.count()));
        counting.setCycleCount(Timeline.INDEFINITE);
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
        AccountColumns.order(table, model);
        bar.getChildren().add(button(actions.create(), "accent", "account-new"));
        footer.getChildren()
                .setAll(
                        button(actions.edit(), "", "account-edit"),
                        disable,
                        enable,
                        button(actions.password(), "", "account-set-password"),
                        button(actions.factor(), "", "account-remove-factor"),
                        button(actions.delete(), "danger", "account-delete"));
        sessions.setOnAction(_ -> actions.sessions().perform());
        model.sessionsProperty().subscribe(_ -> showSessions());
    }

    @Override
    protected Subscription look() {
        model.read();
        counting.play();
        return counting::stop;
    }

    @Override
    protected void show(AccountView account) {
        title.setText(account.name());
        who.setText(account.email());
        state.setText(Text.get(account.enabled() ? "accounts.state.enabled" : "accounts.state.disabled"));
        state.getStyleClass().setAll("label", "tag", account.enabled() ? "ok" : "warn");
        created.setText(Figures.date(account.createdAt()));
        created.setTooltip(new Tooltip(Figures.absolute(account.createdAt())));
        version.setText(Text.get("detail.version", account.version()));
        String none = Text.get("accounts.none");
        roles.getChildren().setAll(tags(account.roles(), none));
        granted.getChildren().setAll(tags(account.permissions(), none));
        effective.getChildren().setAll(tags(account.effectivePermissions(), none));
        present(disable, account.enabled());
        present(enable, !account.enabled());
        showSessions();
    }

    private void showSessions() {
        AccountView account = model.selectedProperty().get();
        if (account != null) {
            int count = model.sessionsProperty().get().getOrDefault(account.id(), 0);
            sessions.setText(Text.get("accounts.sessions", count));
            sessions.setDisable(count == 0);
        }
    }
}
