package dev.portcullis.console.sessions;

import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The scroll bar of a list of which the table holds a stretch only: as long as the whole list is. The wheel and the arrows scroll the table, which is read on at its ends;
 * the bar's thumb leads anywhere, at once where rows are held, else with rows drawn as places until they are there.
 */
final class ListScroll {
    private static final PseudoClass WINDOWED = PseudoClass.getPseudoClass("windowed");

    /** While the thumb is dragged, the server is asked at most so often: at once, and again when it has gone on. */
    private static final Duration PATIENCE = Duration.millis(60);

    private final TableView<Row> table;
    private final SessionsModel model;
    private final ScrollBar bar = new ScrollBar();
    private final VBox places = new VBox();
    private final PauseTransition patience = new PauseTransition(PATIENCE);
    private boolean ours;
    private boolean leaping;
    private int answered;
    private long asked;
    private @Nullable VirtualFlow<?> flow;

    ListScroll(TableView<Row> table, SessionsModel model, StackPane over) {
        this.table = table;
        this.model = model;
        bar.setOrientation(Orientation.VERTICAL);
        bar.setId("list-scroll");
        bar.getStyleClass().add("list-scroll");
        bar.setFocusTraversable(false);
        StackPane.setAlignment(bar, Pos.CENTER_RIGHT);
        places.getStyleClass().add("row-places");
        places.setMinHeight(0);
        places.setPrefHeight(0);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(places.widthProperty());
        clip.heightProperty().bind(places.heightProperty());
        places.setClip(clip);
        places.setMouseTransparent(true);
        places.setVisible(false);
        over.getChildren().addAll(places, bar);
        bar.valueProperty().addListener((_, _, value) -> dragged(value.doubleValue()));
        patience.setOnFinished(_ -> goOn());
        model.stretchProperty().subscribe(this::show);
        model.troubleProperty()
                .subscribe(why -> places.setVisible(places.isVisible() && why == null)); // no rows are coming
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        table.skinProperty().subscribe(_ -> Platform.runLater(this::follow));
        table.needsLayoutProperty().subscribe(needed -> {
            if (!needed) {
                follow();
                scrolled();
            }
        });
    }

    /** Listens to where the table is scrolled to. */
    private void follow() {
        if (flow == null && table.lookup(".virtual-flow") instanceof VirtualFlow<?> found) {
            flow = found;
            found.positionProperty().addListener(_ -> scrolled());
            scrolled();
        }
    }

    private void show(Stretch stretch) {
        boolean windowed = !stretch.whole();
        table.pseudoClassStateChanged(WINDOWED, windowed);
        bar.setVisible(windowed);
        bar.setManaged(windowed);
        if (stretch.jump() != answered) {
            answered = stretch.jump();
            scrollTo(stretch.at());
            if (patience.getStatus() != Animation.Status.RUNNING
                    || Math.round(bar.getValue()) == asked) { // else it has been taken further
                places.setVisible(false);
                patience.stop();
            }
        }
        Platform.runLater(this::scrolled);
    }

    /**
     * Never further than to where the last row stands at the lower edge: the table would draw empty rows beneath it, complain, and come back. Nor, where it holds fewer
     * rows now than it has heard of, from a place that may be beyond them: it would lay itself out there first.
     */
    private void scrollTo(int row) {
        VirtualFlow<?> shown = flow;
        if (shown != null && shown.getCellCount() > table.getItems().size()) {
            leaping = true;
            shown.setPosition(0);
        }
        table.scrollTo(Math.clamp(row, 0, Math.max(0, table.getItems().size() - visibleRows())));
        leaping = false;
    }

    private int visibleRows() {
        double header = table.lookup(".column-header-background") instanceof Region found ? found.getHeight() : 0;
        return (int) Math.max(1, (table.getHeight() - header) / Math.max(1, table.getFixedCellSize()));
    }

    /** The table stands somewhere else, or holds other rows. */
    private void scrolled() {
        VirtualFlow<?> shown = flow;
        IndexedCell<?> top = shown == null ? null : shown.getFirstVisibleCell();
        Region header = table.lookup(".column-header-background") instanceof Region found ? found : null;
        if (leaping || top == null || header == null || table.getFixedCellSize() <= 0) {
            return;
        }
        Insets beneath = new Insets(header.getHeight(), 0, 0, 0);
        StackPane.setMargin(bar, beneath);
        StackPane.setMargin(places, beneath);
        int rows = visibleRows();
        Stretch stretch = model.stretchProperty().get();
        model.view(top.getIndex(), top.getIndex() + rows);
        if (!stretch.whole() && !places.isVisible() && !bar.isPressed()) {
            ours = true;
            bar.setMax((double) Math.max(1, stretch.total() - rows));
            bar.setVisibleAmount(Math.max(bar.getMax() / 40, rows));
            bar.setUnitIncrement(1);
            bar.setBlockIncrement(rows);
            bar.setValue((double) (stretch.skipped() + top.getIndex()));
            ours = false;
        }
    }

    private void dragged(double value) {
        Stretch stretch = model.stretchProperty().get();
        if (ours || stretch.whole()) {
            return;
        }
        long row = Math.round(value) - stretch.skipped();
        if (row >= 0 && row + bar.getBlockIncrement() <= table.getItems().size()) {
            patience.stop();
            places.setVisible(false);
            scrollTo((int) row);
        } else {
            drawPlaces();
            if (patience.getStatus() != Animation.Status.RUNNING) {
                ask();
            }
        }
    }

    private void ask() {
        asked = Math.round(bar.getValue());
        model.jump(asked);
        patience.playFromStart();
    }

    /** The thumb may have been dragged on meanwhile. */
    private void goOn() {
        if (places.isVisible() && Math.round(bar.getValue()) != asked) {
            ask();
        }
    }

    /** What is not there yet has its place. */
    private void drawPlaces() {
        if (places.isVisible()) {
            return;
        }
        int rows = (int) (table.getHeight() / Math.max(1, table.getFixedCellSize())) + 1;
        places.getChildren().clear();
        for (int i = 0; i < rows; i++) {
            Region line = new Region();
            line.getStyleClass().add("row-place-line");
            line.setMaxWidth(table.getWidth() * (0.45 + 0.09 * (i * 7 % 5)));
            StackPane place = new StackPane(line);
            place.getStyleClass().add("row-place");
            place.setMinHeight(table.getFixedCellSize());
            place.setMaxHeight(table.getFixedCellSize());
            StackPane.setAlignment(line, Pos.CENTER_LEFT);
            places.getChildren().add(place);
        }
        places.setVisible(true);
    }

    private void pressed(KeyEvent event) {
        Stretch stretch = model.stretchProperty().get();
        if (stretch.whole() || event.isShiftDown()) {
            return;
        }
        boolean begin = event.getCode() == KeyCode.HOME && stretch.skipped() > 0;
        boolean end = event.getCode() == KeyCode.END
                && stretch.skipped() + table.getItems().size() < stretch.total();
        if (begin || end) {
            event.consume();
            drawPlaces();
            model.jump(begin ? 0 : stretch.total() - 1);
        }
    }
}
