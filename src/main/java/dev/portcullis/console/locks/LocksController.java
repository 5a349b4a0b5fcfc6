package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.StatePane;
import dev.portcullis.console.list.ListController;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/** Wires the locks' table and the pane beside it to the model. */
final class LocksController extends ListController<Lock> {
    private final LocksModel model;
    private final UiClock clock;
    private final LockDialogs dialogs;
    private final LockActions actions;

    @FXML
    private Label more;

    @FXML
    private Label title;

    @FXML
    private Label who;

    @FXML
    private Label reason;

    @FXML
    private Label by;

    @FXML
    private Label at;

    @FXML
    private Label until;

    /**
     * @param mayLock whether the operator may lock and release at all
     * @param onSessions shows the live sessions that match a query
     */
    LocksController(LocksModel model, boolean mayLock, UiClock clock, Consumer<String> onSessions) {
        super("locks.list.", model, LockColumns.of(model));
        this.model = model;
        this.clock = clock;
        dialogs = new LockDialogs(model);
        actions = new LockActions(
                model,
                mayLock,
                () -> dialogs.lock(root.getScene()),
                lock -> dialogs.lift(root.getScene(), lock),
                lock -> onSessions.accept(sessions(lock)));
    }

    /** The query for those that it concerns: an account's by its id, for its address may be a part of another's. */
    private static String sessions(Lock lock) {
        return lock.account() == null
                ? "ip:" + lock.network()
                : "account:" + lock.account().id();
    }

    @Override
    protected List<Action> deeds() {
        return actions.all();
    }

    @Override
    protected void ready() {
        bar.getChildren().add(button(actions.lock(), "accent", "lock-new"));
        footer.getChildren()
                .setAll(button(actions.lift(), "", "lock-lift"), button(actions.sessions(), "", "lock-sessions"));
        model.moreProperty().subscribe(_ -> showMore());
        model.rows().subscribe(this::showMore);
    }

    private void showMore() {
        more.setText(Text.get("locks.more", model.total()));
        present(more, model.moreProperty().get());
    }

    @Override
    protected Subscription look() {
        return model.look().and(clock.everySecond(model::tick));
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
                    Feather.UNLOCK,
                    Text.get("locks.none"),
                    Text.get("locks.none.what"),
                    actions.lock().possible() ? List.of(actions.lock()) : List.of());
        }
    }

    @Override
    protected void show(Lock lock) {
        Instant now = model.nowProperty().get();
        title.setText(LockWords.target(lock));
        who.setText(
                lock.account() == null
                        ? LockWords.kind(lock.kind())
                        : lock.account().name());
        reason.setText(lock.reason());
        by.setText(lock.by());
        at.setText(Figures.moment(lock.at(), now));
        Tips.say(at, Figures.absolute(lock.at()));
        until.setText(LockWords.until(lock, now));
        Tips.say(until, lock.until() == null ? "" : Figures.absolute(lock.until()));
    }
}
