package dev.portcullis.console.overview;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.Facets;
import dev.portcullis.api.Stats;
import dev.portcullis.console.chart.Bar;
import dev.portcullis.console.chart.BarList;
import dev.portcullis.console.chart.ChartPane;
import dev.portcullis.console.chart.FigureTile;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.chart.Histogram;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Pieces;
import dev.portcullis.console.common.Pieces.Piece;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Unfolding;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.StatePane;
import dev.portcullis.console.overview.OverviewModel.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.effect.ColorAdjust;
import javafx.scene.effect.Effect;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Wires the overview's figures, charts and lists to the model. */
final class OverviewController {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    /** What was, rather than is, loses its colours. Stylesheets cannot say this. */
    private static final Effect GREYED = new ColorAdjust(0, -0.8, 0, 0);

    /** In nodes: what a chart makes of its figures. */
    private static final int CHART = 20;

    private final OverviewModel model;
    private final UiClock clock;
    private final Consumer<String> onSessions;
    private final Runnable onAudit;
    private final Runnable onNodes;
    private final List<Action> actions = new ArrayList<>();
    private final Action again;
    private final StatePane state = new StatePane();
    private final ToggleGroup ranges = new ToggleGroup();
    private final ChartPane active = new ChartPane(Text.get("overview.active"));
    private final ChartPane logins = new ChartPane(Text.get("overview.logins"));
    private final ChartPane reuse = new ChartPane(Text.get("overview.reuse"));
    private final Histogram timeLeft = new Histogram(Text.get("overview.time-left"));
    private final Label timeLeftNote = new Label();
    private final BarList ends = new BarList(Text.get("overview.ends"));
    private final BarList networks = new BarList(Text.get("overview.networks"));
    private final BarList devices = new BarList(Text.get("overview.devices"));
    private final BarList users = new BarList(Text.get("overview.users"));
    private final BarList permissions = new BarList(Text.get("overview.permissions"));
    private final FigureTile activeTile = new FigureTile(Text.get("sessions.tile.active"), "series-active");
    private final FigureTile startedTile = new FigureTile(Text.get("sessions.tile.started"), "series-started");
    private final FigureTile failedTile = new FigureTile(Text.get("sessions.tile.failed"), "series-failed");
    private final FigureTile endedTile = new FigureTile(Text.get("sessions.tile.ended"), "series-ended");
    private final FigureTile reusedTile = new FigureTile(Text.get("sessions.tile.reused"), "series-reused");
    private Subscription looking = Subscription.EMPTY;
    private boolean inView;
    private @Nullable Layout layout;

    /** So many have been shown. */
    private int pictures;

    /** There is nothing yet that could have the keyboard. */
    private boolean focusAwaited;

    private final List<VBox> panes = List.of(
            Grids.pane(timeLeftSection()),
            Grids.pane(ends),
            Grids.pane(networks, devices),
            Grids.pane(users, permissions));

    @FXML
    private StackPane root;

    @FXML
    private ScrollPane scroll;

    @FXML
    private VBox content;

    @FXML
    private Label asOf;

    @FXML
    private HBox rangeBox;

    @FXML
    private VBox alerts;

    @FXML
    private HBox tiles;

    @FXML
    private GridPane charts;

    @FXML
    private GridPane lists;

    @FXML
    private StackPane place;

    OverviewController(
            OverviewModel model, UiClock clock, Consumer<String> onSessions, Runnable onAudit, Runnable onNodes) {
        this.model = model;
        this.clock = clock;
        this.onSessions = onSessions;
        this.onAudit = onAudit;
        this.onNodes = onNodes;
        again = Action.of("overview.again", Feather.REFRESH_CW, Keys.RETRY, model::read);
        for (TimeRange range : TimeRange.values()) {
            actions.add(new Action(
                    () -> Text.get("overview.action.range", Text.get("overview.range." + range.word())),
                    Feather.CLOCK,
                    null,
                    () -> "",
                    () -> model.rangeProperty().set(range)));
        }
        actions.add(again);
    }

    @FXML
    void initialize() {
        var _ = new AlertStrip(model, alerts, onSessions, onAudit, onNodes);
        place.getChildren().setAll(state);
        for (TimeRange range : TimeRange.values()) {
            rangeBox.getChildren().add(toggle(range));
        }
        tiles.getChildren().setAll(activeTile, startedTile, failedTile, endedTile, reusedTile);
        choices();
        timeLeftNote.getStyleClass().add("chart-unit");
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> again.on(event));
        root.widthProperty().subscribe(this::fit);
        root.visibleProperty().subscribe(() -> show(model.pictureProperty().get()));
        root.visibleProperty().subscribe(_ -> focusAwaitedChart());
        active.chart().sceneProperty().subscribe(_ -> focusAwaitedChart());
        model.stateProperty().subscribe(this::showState);
        model.pictureProperty().subscribe(this::show);
        model.staleProperty().subscribe(this::showStale);
        model.liveProperty().subscribe(this::showLive);
        model.rangeProperty()
                .subscribe(range -> ranges.getToggles().stream()
                        .filter(toggle -> toggle.getUserData() == range)
                        .forEach(ranges::selectToggle));
    }

    List<Action> actions() {
        return List.copyOf(actions);
    }

    void enter() {
        looking = Subscription.combine(clock.everySecond(this::tick), Measures.follow(this::fit));
        inView = true;
        showLive(model.liveProperty().getValue());
        model.enter();
    }

    void leave() {
        focusAwaited = false;
        inView = false;
        looking.unsubscribe();
        looking = Subscription.EMPTY;
        model.leave();
    }

    /** Gives the keyboard to the first chart, whose values the arrow keys read off. It comes last of all, when the figures have been read and the room is known. */
    void focusChart() {
        active.chart().requestFocus();
        focusAwaited = !hasKeyboard(active.chart());
    }

    /** Whoever has begun to type elsewhere meanwhile is left alone. */
    private void focusAwaitedChart() {
        if (focusAwaited && root.getScene() != null) {
            if (root.getScene().getFocusOwner() instanceof TextInputControl) {
                focusAwaited = false;
            } else {
                focusChart();
            }
        }
    }

    private static boolean hasKeyboard(Node node) {
        return node.getScene() != null && node.equals(node.getScene().getFocusOwner());
    }

    private ToggleButton toggle(TimeRange range) {
        ToggleButton toggle = new ToggleButton(Text.get("overview.range.short." + range.word()));
        toggle.setId("range-" + range.word());
        toggle.setUserData(range);
        toggle.setToggleGroup(ranges);
        toggle.setAccessibleText(Text.get("overview.range." + range.word()));
        toggle.setOnAction(_ -> {
            toggle.setSelected(true); // one of them always is
            model.rangeProperty().set(range);
        });
        toggle.getStyleClass().add("range");
        return toggle;
    }

    private void choices() {
        active.onChosen(step -> with(picture ->
                onSessions.accept(picture.present(step) ? Counted.active() : Counted.activeAt(picture.end(step)))));
        logins.onChosen(step ->
                with(picture -> onSessions.accept(Counted.begun(picture.begin(step), picture.begin(step + 1)))));
        reuse.onChosen(step -> with(picture ->
                onSessions.accept(Counted.ended(EndReason.REUSE, picture.begin(step), picture.begin(step + 1)))));
        activeTile.onChosen(Text.get("overview.tile.active"), () -> onSessions.accept(Counted.active()));
        startedTile.onChosen(
                Text.get("overview.tile.started"),
                () -> withLive(stats -> {
                    LastMinute minute = LastMinute.of(stats, Stats.Minute::started);
                    onSessions.accept(Counted.begun(minute.from(), minute.until()));
                }));
        endedTile.onChosen(
                Text.get("overview.tile.ended"),
                () -> withLive(stats -> {
                    LastMinute minute = LastMinute.of(stats, Stats.Minute::ended);
                    onSessions.accept(Counted.ended(minute.from(), minute.until()));
                }));
        Tooltip.install(failedTile, new Tooltip(Text.get("overview.tile.failed")));
        reusedTile.onChosen(Text.get("overview.tile.reused"), () -> onSessions.accept(Counted.reusedLastDay()));
    }

    private void with(Consumer<Picture> act) {
        Picture picture = model.pictureProperty().get();
        if (picture != null) {
            act.accept(picture);
        }
    }

    private void withLive(Consumer<Stats> act) {
        Stats stats = model.liveProperty().getValue();
        if (stats != null) {
            act.accept(stats);
        }
    }

    private void tick() {
        model.tick();
        with(this::showAge);
    }

    private void showAge(Picture picture) {
        Duration age = Duration.between(picture.at(), clock.now());
        asOf.setText(
                model.staleProperty().get()
                        ? Text.get("overview.as-of.old", Figures.clock(picture.at()), Figures.ago(age))
                        : Text.get("overview.as-of", Figures.clock(picture.at())));
    }

    private void showState(State now) {
        boolean read = now instanceof State.Read;
        scroll.setVisible(read);
        place.setVisible(!read);
        switch (now) {
            case State.Reading _ -> state.waiting(Text.get("overview.reading"));
            case State.Denied _ ->
                state.show(Feather.LOCK, Text.get("overview.denied"), Text.get("overview.denied.next"), List.of(again));
            case State.Failed(Throwable why) -> state.failed(Text.get("overview.failed"), why, List.of(again));
            case State.Read _ -> focusAwaitedChart();
        }
    }

    private void showStale(boolean old) {
        content.pseudoClassStateChanged(STALE, old);
        for (Node part : new Node[] {charts, lists}) {
            part.setEffect(old ? GREYED : null);
        }
        asOf.pseudoClassStateChanged(STALE, old);
        with(this::showAge);
    }

    private void showLive(@Nullable Stats stats) {
        if (stats == null || !inView) {
            return;
        }
        activeTile.show(stats.active(), stats, Stats.Minute::active);
        startedTile.show(LastMinute.of(stats, Stats.Minute::started).count(), stats, Stats.Minute::started);
        failedTile.show(LastMinute.of(stats, Stats.Minute::failed).count(), stats, Stats.Minute::failed);
        endedTile.show(LastMinute.of(stats, Stats.Minute::ended).count(), stats, Stats.Minute::ended);
        reusedTile.show(stats.reusedLastDay(), stats, Stats.Minute::reused);
    }

    private void show(@Nullable Picture picture) {
        if (picture == null || !root.isVisible()) { // it is seen when it is whole
            return;
        }
        showAge(picture);
        Lines lines = new Lines(picture);
        List<Runnable> parts = List.of(
                () -> active.show(lines.active(), "", ""),
                () -> logins.show(lines.logins(), lines.unit(), ""),
                () -> reuse.show(lines.reuse(), lines.unit(), Text.get("overview.reuse.none")),
                () -> showTimeLeft(picture.stats().timeLeft()),
                () -> showEnds(picture),
                () -> list(networks, picture.facets(), "network", "overview.networks.tip", Counted::network),
                () -> list(devices, picture.facets(), "device", "overview.devices.tip", Counted::device),
                () -> list(users, picture.facets(), "user", "overview.users.tip", Counted::user),
                () -> list(
                        permissions, picture.facets(), "permission", "overview.permissions.tip", Counted::permission));
        int which = ++pictures;
        Pieces.first(parts.stream()
                .map(part -> new Piece(this, CHART, () -> {
                    if (which == pictures) { // there may be a newer one by then
                        part.run();
                    }
                }))
                .toList());
    }

    private void showEnds(Picture picture) {
        Map<EndReason, Long> counts = picture.ends();
        ends.show(
                picture.reasons().stream()
                        .map(reason -> bar(
                                Text.get("overview.reason." + reason.wire()),
                                counts.getOrDefault(reason, 0L),
                                reason == EndReason.REUSE ? "bad" : "quiet",
                                "overview.ends.tip",
                                Counted.ended(reason, picture.from(), picture.at())))
                        .toList(),
                0);
    }

    private void list(BarList list, Facets facets, String by, String tip, Function<Facets.Count, String> query) {
        Facets.Facet facet = facets.by().get(by);
        if (facet != null) {
            list.show(
                    facet.values().stream()
                            .map(count -> new Bar(
                                    brief(count.value(), facet.values()),
                                    count.sessions(),
                                    "accent",
                                    Text.get(tip, count.value(), count.sessions()),
                                    () -> onSessions.accept(query.apply(count))))
                            .toList(),
                    facet.others());
        }
    }

    /** Of an e-mail address what is before the @, where that tells it from the others: all of it would be cut, there and of each alike. */
    private static String brief(String value, List<Facets.Count> all) {
        String local = local(value);
        return all.stream().filter(each -> local(each.value()).equals(local)).count() == 1 ? local : value;
    }

    private static String local(String value) {
        int at = value.indexOf('@');
        return at > 0 ? value.substring(0, at) : value;
    }

    private Bar bar(String name, long count, String styleClass, String tip, String query) {
        return new Bar(name, count, styleClass, Text.get(tip, name, count), () -> onSessions.accept(query));
    }

    private void showTimeLeft(Stats.@Nullable TimeLeft left) {
        if (left == null) {
            present(false);
            timeLeftNote.setText(Text.get("overview.time-left.counting"));
            return;
        }
        present(true);
        List<TimeLeftBar> bars = TimeLeftBar.of(left);
        timeLeft.show(bars.stream()
                .map(bar -> new Bar(
                        bar.name(),
                        bar.sessions(),
                        bar.styleClass(),
                        bar.tip(),
                        () -> onSessions.accept(Counted.timeLeft(bar.atLeast(), bar.lessThan()))))
                .toList());
        timeLeftNote.setText(Text.get("overview.time-left.soon", TimeLeftBar.soon(bars)));
    }

    /** Whether there are bars: else what is said of them stands in their place. */
    private void present(boolean bars) {
        timeLeft.setVisible(bars);
        timeLeft.setManaged(bars);
    }

    /** How much room there is. */
    private enum Layout {
        WIDE(4),
        MIDDLE(2),
        NARROW(1);

        private final int columns;

        Layout(int columns) {
            this.columns = columns;
        }

        static Layout of(double width) {
            if (width >= Measures.px(1150)) {
                return WIDE;
            }
            return width >= Measures.px(560) ? MIDDLE : NARROW;
        }
    }

    private void fit() {
        if (root.getWidth() <= 0) { // what is not there yet comes by and by
            return;
        }
        Layout now = Layout.of(root.getWidth());
        if (now != layout) {
            layout = now;
            arrangeCharts(now);
            arrangeLists(now);
        }
    }

    private void arrangeCharts(Layout now) {
        switch (now) {
            case WIDE -> {
                Grids.columns(charts, 50, 29, 21);
                GridPane.setConstraints(active, 0, 0, 1, 1);
                GridPane.setConstraints(logins, 1, 0);
                GridPane.setConstraints(reuse, 2, 0);
            }
            case MIDDLE -> {
                Grids.columns(charts, 58, 42);
                GridPane.setConstraints(active, 0, 0, 2, 1);
                GridPane.setConstraints(logins, 0, 1);
                GridPane.setConstraints(reuse, 1, 1);
            }
            case NARROW -> {
                Grids.columns(charts, 100);
                GridPane.setConstraints(active, 0, 0, 1, 1);
                GridPane.setConstraints(logins, 0, 1);
                GridPane.setConstraints(reuse, 0, 2);
            }
        }
        Unfolding.set(charts, List.of(active, logins, reuse));
        VBox.setVgrow(charts, Priority.ALWAYS);
    }

    private void arrangeLists(Layout now) {
        Grids.columns(lists, Grids.even(now.columns));
        for (int i = 0; i < panes.size(); i++) {
            GridPane.setConstraints(panes.get(i), i % now.columns, i / now.columns);
        }
        Unfolding.set(lists, panes);
    }

    private VBox timeLeftSection() {
        Label head = new Label(Text.get("overview.time-left"));
        head.getStyleClass().add("chart-title");
        VBox.setVgrow(timeLeft, Priority.ALWAYS);
        VBox section = new VBox(head, timeLeft, timeLeftNote);
        section.getStyleClass().add("time-left");
        VBox.setVgrow(section, Priority.ALWAYS);
        return section;
    }
}
