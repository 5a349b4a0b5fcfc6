package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.api.Lock;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionButton;
import dev.portcullis.console.list.ListController;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
    private final boolean seesLocks;
    private final UiClock clock;
    private final AccountDialogs dialogs;
    private final AccountActions actions;
    private final Timeline counting;

    @FXML
    private Label title;

    @FXML
    private Label state;

    @FXML
    private Label who;

    @FXML
    private Label factor;

    @FXML
    private Hyperlink lock;

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
     * @param seesLocks whether the operator may know which accounts are locked
     * @param ways to other screens
     */
    AccountsController(
            AccountsModel model,
            boolean mayWrite,
            boolean seesLocks,
            UUID own,
            UiClock clock,
            AccountsScreen.Ways ways) {
        super("accounts.list.", model, AccountColumns.of(model));
        this.model = model;
        this.seesLocks = seesLocks;
        this.clock = clock;
        this.dialogs = new AccountDialogs(model);
        this.actions = new AccountActions(
                model,
                mayWrite,
                own,
                () -> dialogs.form(root.getScene(), null),
                account -> dialogs.form(root.getScene(), account),
                account -> ways.sessions().accept("account:" + account.id()),
                account -> ways.locks().accept(account.email()),
                (deed, account) -> dialogs.ask(root.getScene(), deed, account));
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
        ActionButton disabling = button(actions.disable(), "", "account-disable");
        ActionButton enabling = button(actions.enable(), "", "account-enable");
        bar.getChildren().add(button(actions.create(), "accent", "account-new"));
        footer.getChildren()
                .setAll(
                        button(actions.edit(), "", "account-edit"),
                        disabling,
                        enabling,
                        button(actions.password(), "", "account-set-password"),
                        button(actions.factor(), "", "account-remove-factor"),
                        button(actions.delete(), "danger", "account-delete"));
        model.selectedProperty().subscribe(account -> {
            boolean enabled = account == null || account.enabled();
            present(disabling, enabled);
            present(enabling, !enabled);
        });
        sessions.setOnAction(_ -> actions.sessions().perform());
        lock.setOnAction(_ -> actions.lock().perform());
        model.locksProperty().subscribe(_ -> showLock());
        model.sessionsProperty().subscribe(_ -> showSessions());
    }

    @Override
    protected Subscription look() {
        model.start();
        counting.play();
        Subscription looking =
                Subscription.combine(counting::stop, clock.everySecond(model::tick), clock.everySecond(model::seek));
        return seesLocks ? looking.and(model.lookForLocks()) : looking;
    }

    @Override
    protected void close() {
        super.close();
        dialogs.close();
    }

    @Override
    protected void show(AccountView account) {
        title.setText(account.name());
        who.setText(account.email());
        created.setText(Figures.date(account.createdAt()));
        Tips.say(created, Figures.absolute(account.createdAt()));
        version.setText(Text.get("detail.version", account.version()));
        String none = Text.get("accounts.none");
        roles.getChildren().setAll(tags(account.roles(), none));
        granted.getChildren().setAll(tags(account.permissions(), none));
        effective.getChildren().setAll(tags(account.effectivePermissions(), none));
        factor.setText(Difference.factor(account));
        showSessions();
        showLock();
    }

    private void showLock() {
        AccountView account = model.selectedProperty().get();
        if (account == null) {
            return;
        }
        Optional<Lock> its = model.lock(account);
        Standing standing = Standing.of(account, its.isPresent());
        state.setText(standing.words());
        state.getStyleClass().setAll("label", "tag", standing.level());
        lock.setDisable(its.isEmpty());
        lock.setText(its.map(this::until)
                .orElseGet(
                        () -> Text.get(model.isLockKnown(account) ? "accounts.lock.none" : "accounts.lock.unknown")));
        lock.setTooltip(its.map(Lock::reason).map(Tooltip::new).orElse(null));
    }

    private String until(Lock held) {
        return held.until() == null
                ? Text.get("accounts.lock.lifted")
                : Text.get(
                        "accounts.lock.until",
                        Figures.moment(held.until(), model.nowProperty().get()));
    }

    private void showSessions() {
        AccountView account = model.selectedProperty().get();
        if (account != null) {
            Integer count = model.sessionsProperty().get().get(account.id());
            sessions.setText(count == null ? "–" : Text.get("accounts.sessions", count));
            sessions.setDisable(count != null && count == 0);
        }
    }
}
