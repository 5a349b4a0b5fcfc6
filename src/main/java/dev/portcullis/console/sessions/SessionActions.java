package dev.portcullis.console.sessions;

import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionItems;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.detail.Copyable;
import dev.portcullis.console.revoke.Target;
import dev.portcullis.query.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What can be done with the selected sessions: by key wherever the screen has the focus, and by the table's menu. */
final class SessionActions {
    /** What to ask for if nothing is. */
    private static final String EVERY = "state:active,suspended";

    private final SessionsModel model;
    private final boolean mayRevoke;
    private final Supplier<String> busy;
    private final Runnable again;
    private final BooleanSupplier leave;
    private final BiConsumer<Target, RevocationAction> revoke;
    private final List<Action> actions = new ArrayList<>();

    /**
     * @param mayRevoke whether the operator may end sessions at all
     * @param busy in a sentence, why no more can be ended at present; empty if they can
     * @param detail shows the details
     * @param revoke asks whether to do this to these
     * @param ofOne what else can be done with the one session that is shown
     * @param people who can be simulated, where the console may
     * @param facets shows the counts beside the table, or hides them
     * @param more what can be done with the table itself
     * @param again reads the details again
     * @param leave leaves the detail pane, and says whether there was anything to leave
     */
    SessionActions(
            SessionsModel model,
            boolean mayRevoke,
            Supplier<String> busy,
            Runnable detail,
            Runnable again,
            BiConsumer<Target, RevocationAction> revoke,
            BooleanSupplier leave,
            Runnable facets,
            List<Action> more,
            List<Action> ofOne,
            @Nullable SimulatedPeople people) {
        this.model = model;
        this.mayRevoke = mayRevoke;
        this.busy = busy;
        this.again = again;
        this.leave = leave;
        this.revoke = revoke;
        actions.add(Action.of("sessions.action.detail", Feather.SIDEBAR, Keys.OPEN, this::noneSelected, detail));
        actions.add(new Action(
                () -> Text.get("sessions.action.end", model.endable().size()),
                Feather.SLASH,
                Keys.END,
                this::notEndable,
                this::end));
        actions.add(Action.of(
                "sessions.action.suspend",
                Feather.PAUSE_CIRCLE,
                Keys.SUSPEND,
                this::notEndable,
                () -> revoke(RevocationAction.SUSPEND)));
        actions.add(Action.of(
                "sessions.action.release",
                Feather.PLAY_CIRCLE,
                Keys.RELEASE,
                this::notReleasable,
                () -> revoke(RevocationAction.RELEASE)));
        actions.add(new Action(
                () -> Text.get("sessions.action.end-all", model.shownProperty().get()),
                Feather.SLASH,
                Keys.END_ALL,
                this::noneMatch,
                this::endAll));
        actions.add(Action.of("sessions.action.user", Feather.USER, Keys.USER, this::notOne, this::showUser));
        actions.addAll(ofOne);
        actions.add(Action.of("sessions.action.copy", Feather.COPY, Keys.COPY, this::noneSelected, this::copyHandles));
        actions.add(Action.of(
                "sessions.action.all", Feather.CHECK_SQUARE, Keys.SELECT_ALL, this::noneShown, this::selectAll));
        actions.add(Action.of(
                "sessions.action.none",
                Feather.X_SQUARE,
                Keys.CLEAR,
                this::noneSelected,
                () -> model.selection().clear()));
        actions.add(new Action(
                () -> Text.get(model.heldProperty().get() ? "sessions.action.go-on" : "sessions.action.hold"),
                Feather.PAUSE,
                Keys.HOLD,
                () -> model.thenProperty().get() == null ? "" : Text.get("sessions.hindrance.still"),
                () -> model.heldProperty().set(!model.heldProperty().get())));
        actions.add(Action.of("sessions.action.facets", Feather.FILTER, Keys.FACETS, facets));
        actions.addAll(more);
        actions.add(Action.of("sessions.action.again", Feather.REFRESH_CW, Keys.RETRY, this::readAgain));
        if (people != null) {
            actions.add(Action.of(
                    "sessions.alone.simulate",
                    Feather.USERS,
                    null,
                    () -> people.startable() ? "" : Text.get("sessions.hindrance.simulated"),
                    people::start));
        }
    }

    /** All of them. */
    List<Action> all() {
        return List.copyOf(actions);
    }

    /**
     * The keys hold for all of the screen, so that what is read in the detail pane can be ended from there.
     *
     * @param screen around the table
     */
    void install(Node screen, TableView<Row> table) {
        screen.addEventFilter(KeyEvent.KEY_PRESSED, event -> pressed(event, table));
        screen.addEventFilter(KeyEvent.KEY_TYPED, event -> actions.forEach(action -> action.on(event)));
        ActionItems.install(table, actions);
    }

    private void pressed(KeyEvent event, TableView<Row> table) {
        if (event.getTarget() instanceof TextInputControl
                || (Keys.COPY.match(event) && Copyable.at(event.getTarget()))) {
            return;
        }
        // Elsewhere Enter belongs to the button that has the focus.
        if (event.getCode() == KeyCode.ENTER && !within(table, event.getTarget())) {
            return;
        }
        if (event.getCode() == KeyCode.ESCAPE && leave.getAsBoolean()) {
            event.consume();
            return;
        }
        actions.forEach(action -> action.on(event));
        if (event.getCode() == KeyCode.ESCAPE && !event.isConsumed()) {
            back(event);
        }
    }

    /** From the past to the present, and then from what is asked to everything. */
    private void back(KeyEvent event) {
        if (model.thenProperty().get() != null) {
            event.consume();
            model.thenProperty().set(null);
        } else if (!model.searchProperty().get().isEmpty()) {
            event.consume();
            model.searchProperty().set("");
        }
    }

    private static boolean within(Node place, @Nullable Object target) {
        for (Node node = target instanceof Node some ? some : null; node != null; node = node.getParent()) {
            if (node.equals(place)) {
                return true;
            }
        }
        return false;
    }

    private void readAgain() {
        model.retry();
        again.run();
    }

    private String noneSelected() {
        return model.selection().count() > 0 ? "" : Text.get("sessions.hindrance.none");
    }

    private String notEndable() {
        if (!mayRevoke) {
            return Text.get("detail.end.denied");
        }
        if (model.isPast()) {
            return Text.get("sessions.hindrance.past");
        }
        return model.endable().isEmpty() ? Text.get("sessions.hindrance.none") : busy.get();
    }

    /** Asks to end what is selected; does nothing if none of it can be. */
    void end() {
        revoke(RevocationAction.END);
    }

    private void revoke(RevocationAction action) {
        if (notEndable().isEmpty()) {
            List<UUID> handles =
                    model.endable().stream().map(SessionView::handle).toList();
            revoke.accept(Target.of(handles, model.ownLeftOut()), action);
        }
    }

    private String notReleasable() {
        String hindrance = notEndable();
        boolean suspended = model.endable().stream().anyMatch(session -> session.state() == SessionState.SUSPENDED);
        return !hindrance.isEmpty() || suspended ? hindrance : Text.get("sessions.hindrance.suspended");
    }

    /** All that match are what the rows answer, and not what is being typed. */
    private String noneMatch() {
        if (!mayRevoke) {
            return Text.get("detail.end.denied");
        }
        if (model.isPast()) {
            return Text.get("sessions.hindrance.past");
        }
        if (!model.isAnswered()) {
            return Text.get("sessions.hindrance.unanswered");
        }
        return model.shownProperty().get() > 0 ? busy.get() : Text.get("sessions.hindrance.empty");
    }

    private void endAll() {
        String query = model.matchedProperty().get();
        revoke.accept(new Target.Matching(query.isBlank() ? EVERY : query), RevocationAction.END);
    }

    private String notOne() {
        return model.selection().count() == 1 ? "" : Text.get("sessions.hindrance.one");
    }

    private void showUser() {
        String email = model.selection().rows().getFirst().session().account().email();
        model.searchProperty().set("user=" + Terms.written(email));
    }

    private String noneShown() {
        return model.rows().isEmpty() ? Text.get("sessions.hindrance.empty") : "";
    }

    private void copyHandles() {
        String handles = model.selection().rows().stream()
                .map(row -> row.handle().toString())
                .collect(Collectors.joining("\n"));
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, handles));
    }

    private void selectAll() {
        model.selection().set(SessionsModel.handles(model.rows()));
    }
}
