package dev.portcullis.console.detail;

import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Keyboard;
import dev.portcullis.console.common.LaterView;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionButton;
import dev.portcullis.console.revoke.BlastRadius;
import dev.portcullis.console.revoke.Shares;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Shows the selected session, a summary of several, or what to do when there is none; and the button that ends them. */
public final class DetailController implements AutoCloseable {
    private final Supplier<@Nullable Scene> scene;
    private final boolean mayRevoke;
    private final Runnable onEnd;
    private final Runnable onClose;
    private final DetailModel model;
    private final OneSessionController one;
    private final Editing editing;
    private final DetailActions actions;
    private final LaterView view;
    private List<SessionView> shown = List.of();

    /** Whether it was to be shown before there was a view. */
    private boolean unseen;

    private String hindrance = "";

    @FXML
    private Node shadow;

    @FXML
    private Node head;

    @FXML
    private Node hint;

    @FXML
    private ScrollPane manyScroll;

    @FXML
    private Label manyTitle;

    @FXML
    private VBox manyShares;

    @FXML
    private ScrollPane oneScroll;

    @FXML
    private HBox footer;

    @FXML
    private StackPane endPlace;

    @FXML
    private Button end;

    private @Nullable ActionButton edit;

    /**
     * @param access reads what the table does not know
     * @param links where other things are shown
     * @param frame where and when what is typed is read
     * @param scene what a session is changed over; null while there is none
     * @param mayRevoke whether the operator may end sessions at all
     * @param onEnd asks to end the selected sessions
     * @param onClose takes the pane away where it lies over the table
     */
    public DetailController(
            DetailAccess access,
            Background background,
            DetailLinks links,
            EditForm.Frame frame,
            Supplier<@Nullable Scene> scene,
            boolean mayRevoke,
            Runnable onEnd,
            Runnable onClose) {
        this.scene = scene;
        this.mayRevoke = mayRevoke;
        this.onEnd = onEnd;
        this.onClose = onClose;
        this.model = new DetailModel(access, background);
        this.editing = new Editing(access, background, frame);
        this.actions = new DetailActions(
                this::shownAlone,
                links::unchangeable,
                this::edit,
                () -> SessionText.text(known(), frame.clock().instant()),
                () -> SessionText.json(known()));
        this.one = new OneSessionController(model, frame.own(), actions.copies(), links);
        this.view = Views.coming(this, one.loads(), one);
    }

    @FXML
    void initialize() {
        ActionButton button = new ActionButton(actions.edit(), "");
        button.button().setId("detail-edit");
        button.button().setGraphic(null); // the key is in the help, and there is little room
        footer.getChildren().addFirst(button);
        edit = button;
    }

    /** What can be done with the session that is shown, beside ending it. */
    public List<Action> actions() {
        return actions.all();
    }

    /** The server is heard again after it was not. */
    public void heardAgain() {
        model.heardAgain();
    }

    /** Its view, which comes in parts. When it is whole, what is to be shown must be shown again. */
    public LaterView view() {
        return view;
    }

    private boolean isWhole() {
        return view.wholeProperty().get();
    }

    /**
     * Shows sessions as they are now. A session that ended while it was shown alone stays until another is selected: how it ended is what one wants to read.
     *
     * @param endable how many of them can be ended
     */
    public void show(List<SessionView> sessions, int endable, Instant now) {
        if (!unseen
                && sessions.isEmpty()
                && shown.size() == 1
                && shown.getFirst().state() == SessionState.ENDED) {
            showEnd(0);
            return;
        }
        boolean others = unseen || !handles(sessions).equals(handles(shown));
        shown = sessions;
        unseen = !isWhole();
        if (unseen) {
            return;
        }
        hint.setVisible(sessions.isEmpty());
        oneScroll.setVisible(sessions.size() == 1);
        manyScroll.setVisible(sessions.size() > 1);
        keepKeyboard();
        if (sessions.size() == 1) {
            one.show(sessions.getFirst(), now);
        } else {
            one.leave();
        }
        if (others) {
            showMany(sessions, now);
            oneScroll.setVvalue(0);
            manyScroll.setVvalue(0);
        }
        showEnd(endable);
    }

    /**
     * What is shown next is of the past, or no longer.
     *
     * @param why in a sentence, why nothing can be done to it; empty if it can
     */
    public void hinder(String why) {
        hindrance = why;
        if (isWhole()) {
            one.past(!why.isEmpty());
        }
    }

    /** Whether it shows anything: a session that has ended it shows also when its row has left. */
    public boolean isShowing() {
        return !shown.isEmpty();
    }

    /** Shows what time has changed. */
    public void tick(Instant now) {
        if (shown.size() == 1 && isWhole()) {
            one.tick(now);
        }
    }

    /** Reads again what is shown. */
    public void again() {
        model.again();
    }

    /** Ends what is being read. */
    @Override
    public void close() {
        view.close();
        editing.close();
        model.close();
    }

    /** Whether it lies over the table instead of beside it. */
    public void floating(boolean floating) {
        if (isWhole()) {
            shadow.setVisible(floating);
            head.setVisible(floating);
            head.setManaged(floating);
        }
    }

    /** Puts the focus into the pane. */
    public void focus() {
        if (isWhole() && oneScroll.isVisible()) {
            oneScroll.requestFocus();
        } else if (isWhole() && manyScroll.isVisible()) {
            manyScroll.requestFocus();
        }
    }

    @FXML
    void leave() {
        onClose.run();
    }

    @FXML
    void end() {
        onEnd.run();
    }

    /** What several have in common. It is counted when others are selected, not at each sign of life: that would cost much and change nothing. */
    private void showMany(List<SessionView> sessions, Instant now) {
        if (sessions.size() < 2) {
            return;
        }
        BlastRadius radius = BlastRadius.of(sessions, now);
        manyTitle.setText(
                Text.get("detail.many", sessions.size(), radius.users().size()));
        manyShares
                .getChildren()
                .setAll(
                        new Shares(Shares.Of.USERS, Text.get("detail.many.users"), radius.users(), sessions.size()),
                        new Shares(
                                Shares.Of.ADDRESSES,
                                Text.get("detail.many.addresses"),
                                radius.addresses(),
                                sessions.size()),
                        new Shares(
                                Shares.Of.DEVICES, Text.get("detail.many.devices"), radius.devices(), sessions.size()),
                        new Shares(
                                Shares.Of.PERMISSIONS,
                                Text.get("detail.many.permissions"),
                                radius.permissions(),
                                sessions.size()));
    }

    private void showEnd(int endable) {
        boolean something = !shown.isEmpty();
        footer.setVisible(something);
        footer.setManaged(something);
        end.setText(shown.size() == 1 ? Text.get("detail.end.one") : Text.get("detail.end.many", endable));
        end.setDisable(!mayRevoke || !hindrance.isEmpty() || endable == 0);
        Tips.say(endPlace, notEndable(endable)); // a disabled button hears no pointer, so its place tells the reason
        if (edit != null) {
            Parts.present(edit, shown.size() == 1);
            edit.renew();
        }
        Node owner = Keyboard.within(footer);
        if (owner != null && owner.isDisabled()) {
            focus();
        }
    }

    /** Why none of them can be ended, as far as there is more to say of it than is seen; empty otherwise. */
    private String notEndable(int endable) {
        if (!mayRevoke) {
            return Text.get("detail.end.denied");
        }
        boolean over = shown.stream().allMatch(session -> session.state() == SessionState.ENDED);
        if (!hindrance.isEmpty() || endable > 0 || !over) {
            return hindrance;
        }
        return Text.get(shown.size() == 1 ? "detail.edit.ended" : "revoke.note.none");
    }

    /** It stays in the pane when something else is shown there: what is hidden loses it to whatever comes next. */
    private void keepKeyboard() {
        boolean hidden =
                Stream.of(oneScroll, manyScroll).anyMatch(each -> !each.isVisible() && Keyboard.within(each) != null);
        if (hidden && shown.isEmpty()) {
            hint.requestFocus();
        } else if (hidden) {
            focus();
        }
    }

    private @Nullable SessionView shownAlone() {
        return shown.size() == 1 ? shown.getFirst() : null;
    }

    private void edit(SessionView session) {
        Scene over = scene.get();
        if (over != null) {
            editing.edit(over, session);
        }
    }

    private SessionText.Known known() {
        return model.known(shown.getFirst());
    }

    private static List<UUID> handles(List<SessionView> sessions) {
        return sessions.stream().map(SessionView::handle).toList();
    }
}
