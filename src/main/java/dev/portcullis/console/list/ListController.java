package dev.portcullis.console.list;

import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Keyboard;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionButton;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.StatePane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.effect.ColorAdjust;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * Wires a list's table and the pane beside it to the model. A kind of list says what can be done and what the pane shows of a row.
 *
 * @param <R> a row
 */
public abstract class ListController<R> {
    /** From how much room on the pane is beside the table, in pixels at the normal size of text. */
    private static final double BESIDE_FROM = 820;

    private final String words;
    private final ListModel<R> model;
    private final Columns<R> columns;
    private final StatePane empty = new StatePane();
    private final List<ActionButton> buttons = new ArrayList<>();
    private final Action again;
    private final Action widen;
    private Subscription looking = Subscription.EMPTY;
    private boolean inView;
    private @Nullable ListTable<R> rows;

    @FXML
    protected HBox root;

    @FXML
    protected HBox bar;

    @FXML
    protected Label asOf;

    @FXML
    protected Label stale;

    @FXML
    protected TableView<R> table;

    @FXML
    protected StackPane place;

    @FXML
    protected VBox pane;

    @FXML
    protected Node hint;

    @FXML
    protected Node one;

    /** What can be done with the selected row. */
    @FXML
    protected Pane footer;

    /** @param words what the keys of its texts begin with: {@code locks.list.} for {@code locks.list.reading} */
    protected ListController(String words, ListModel<R> model, Columns<R> columns) {
        this.words = words;
        this.model = model;
        this.columns = columns;
        again = Action.of("list.again", Feather.REFRESH_CW, Keys.RETRY, model::read);
        widen = Action.of("list.widen", Feather.X, null, model::widen);
    }

    /** What can be done, but for reading it again. */
    protected abstract List<Action> deeds();

    /** What is shown is followed: called once, with the view. */
    protected abstract void ready();

    /** It has come into view: it is kept up to date until the subscription ends. */
    protected abstract Subscription look();

    /** Tells of a row in the pane. */
    protected abstract void show(R row);

    /** What a double click does, if anything. */
    protected Optional<Action> opening() {
        return Optional.empty();
    }

    /** Says that there are no rows, though they could be read. */
    protected void showNone(StatePane there) {
        there.show(
                Feather.SEARCH,
                Text.get(words + "nomatch", model.searchProperty().get()),
                Text.get(words + "nomatch-next"),
                List.of(widen));
    }

    /** What is said of when it was read. */
    protected String age(Instant then) {
        return Text.get("list.as-of", Figures.clock(then));
    }

    /** From how much room on the pane is beside the table, in pixels at the normal size of text. */
    protected double besideFrom() {
        return BESIDE_FROM;
    }

    @FXML
    protected final void initialize() {
        rows = new ListTable<>(table, model, columns, actions(), this::opening);
        place.getChildren().setAll(empty);
        root.addEventHandler(KeyEvent.ANY, this::pressed);
        Tips.install(asOf, this::moment);
        ready();
        model.selectedProperty().subscribe(this::showSelected);
        model.rows().subscribe(this::showState);
        model.searchProperty().subscribe(this::showState);
        model.stateProperty().subscribe(_ -> showState());
        model.asOfProperty().subscribe(_ -> showAge());
    }

    /** All that can be done, reading it again last. */
    public final List<Action> actions() {
        return Stream.concat(deeds().stream(), Stream.of(again)).toList();
    }

    protected final Action again() {
        return again;
    }

    final void enter() {
        looking = Subscription.combine(root.widthProperty().subscribe(this::fit), Measures.follow(() -> {
            table.setFixedCellSize(Measures.row());
            columns.measure(table.getWidth());
            fit();
        }));
        inView = true;
        looking = looking.and(look());
    }

    final void heardAgain() {
        if (inView) {
            model.heardAgain();
        }
    }

    /** Whether somebody can see it. */
    protected final boolean isInView() {
        return inView;
    }

    final void leave() {
        inView = false;
        looking.unsubscribe();
        looking = Subscription.EMPTY;
    }

    /** Lets go of what outlives it. */
    protected void close() {
        leave();
    }

    final void focusTable() {
        if (rows != null) {
            rows.focus();
        }
    }

    /** A button that is kept up to date with what can be done. */
    protected final ActionButton button(Action action, String styleClass, String id) {
        ActionButton button = new ActionButton(action, styleClass);
        button.button().setId(id);
        buttons.add(button);
        return button;
    }

    /** Brings the buttons up to date. */
    protected final void renew() {
        buttons.forEach(ActionButton::renew);
    }

    private void pressed(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl) {
            again.on(event);
            return;
        }
        boolean onButton = Keys.OPEN.match(event) && !table.isFocused();
        if (!onButton) {
            actions().forEach(action -> action.on(event));
        }
        if (Keys.CLEAR.match(event) && model.isNarrowed()) {
            event.consume();
            model.widen();
        }
    }

    /** The pane gives way where there is no room for both: all that can be done is in the table's menu and in the palette as well. */
    protected void fit() {
        present(pane, root.getWidth() >= Measures.px(besideFrom()));
    }

    private void showState() {
        boolean none = model.rows().isEmpty();
        ListState state = model.stateProperty().get();
        place.setVisible(none);
        boolean old = state instanceof ListState.Failed && !none;
        present(stale, old);
        // What was, rather than is, loses its colours. Stylesheets cannot say this.
        table.setEffect(old ? new ColorAdjust(0, -0.8, 0, 0) : null);
        switch (state) {
            case ListState.Reading _ -> empty.waiting(Text.get(words + "reading"));
            case ListState.Denied _ ->
                empty.show(Feather.LOCK, Text.get(words + "denied"), Text.get(words + "denied-next"), List.of(again));
            case ListState.Failed(Throwable why) -> {
                stale.setText(Text.get("list.stale", Failures.sentence(why)));
                Tips.say(stale, Failures.code(why));
                empty.failed(Text.get(words + "failed"), why, List.of(again));
            }
            case ListState.Read _ -> showNone(empty);
        }
        renew();
    }

    /** Says anew when it was read. */
    protected final void showAge() {
        Instant then = model.asOfProperty().get();
        asOf.setText(then == null ? "" : age(then));
    }

    private String moment() {
        Instant then = model.asOfProperty().get();
        return then == null ? "" : Figures.absolute(then);
    }

    private void showSelected(@Nullable R row) {
        one.setVisible(row != null);
        hint.setVisible(row == null);
        if (row == null && Keyboard.within(footer) != null) {
            table.requestFocus(); // the button that has it goes with the row
        }
        present(footer, row != null);
        renew();
        if (row != null) {
            show(row);
        }
    }

    /** Shows it, or leaves its place to others. */
    protected static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }

    /** One line of words. */
    protected static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /** Words as tags; where there are none, a word for that. */
    protected static List<Label> tags(List<String> some, String none) {
        return some.isEmpty()
                ? List.of(label(none, "second"))
                : some.stream().map(word -> label(word, "tag", "plain")).toList();
    }
}
