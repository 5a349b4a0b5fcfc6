package dev.portcullis.console.chart;

import dev.portcullis.api.Stats;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import java.util.List;
import java.util.function.ToLongFunction;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The row of figures over the table: the live chart of active sessions, and a tile for each count by the minute. */
public final class Tiles extends HBox {
    static final PseudoClass ZERO = PseudoClass.getPseudoClass("zero");

    /** Set on the first tile where its chart has axes. */
    private static final PseudoClass AXES = PseudoClass.getPseudoClass("axes");

    /** In pixels at the normal size of text. */
    private static final double ROOM_FOR_AXES = 330;

    private final Label active = new Label("–");
    private final HBox wide;
    private final LiveChart chart = new LiveChart();
    private final Sparkline sparkline = new Sparkline();
    private final Tile started = new Tile(Text.get("sessions.tile.started"), "series-started");
    private final Tile failed = new Tile(Text.get("sessions.tile.failed"), "series-failed");
    private final Tile ended = new Tile(Text.get("sessions.tile.ended"), "series-ended");
    private final Tile reused = new Tile(Text.get("sessions.tile.reused"), "series-reused");

    public Tiles() {
        getStyleClass().add("tiles");
        Label caption = new Label(Text.get("sessions.tile.active"));
        caption.getStyleClass().add("tile-title");
        caption.setWrapText(true);
        active.getStyleClass().add("tile-number");
        active.setMinWidth(USE_PREF_SIZE);
        VBox figure = new VBox(caption, active, sparkline);
        VBox.setVgrow(sparkline, Priority.ALWAYS);
        wide = new HBox(figure, chart);
        wide.getStyleClass().addAll("tile", "tile-active", "series-active");
        HBox.setHgrow(chart, Priority.ALWAYS);
        wide.widthProperty().subscribe(width -> axes(width.doubleValue() >= Measures.px(ROOM_FOR_AXES), figure));
        HBox.setHgrow(wide, Priority.ALWAYS);
        getChildren().addAll(wide, started, failed, ended, reused);
    }

    /** With axes, or, where these would leave no room for the line, like the tiles beside it. */
    private void axes(boolean room, VBox figure) {
        wide.pseudoClassStateChanged(AXES, room);
        figure.setMinWidth(room ? USE_PREF_SIZE : 0);
        HBox.setHgrow(figure, room ? Priority.NEVER : Priority.ALWAYS);
        chart.setVisible(room);
        chart.setManaged(room);
        sparkline.setVisible(!room);
        sparkline.setManaged(!room);
    }

    /** What a click on the active sessions and on the reuse does. */
    public void onChosen(Runnable all, Runnable reuse) {
        offer(wide, Text.get("sessions.tile.active.choose"), all);
        offer(reused, Text.get("sessions.tile.reused.choose"), reuse);
    }

    /**
     * Makes something that is clicked, or chosen with Enter or the space bar.
     *
     * @param tile with a title and a number, which are read out
     * @param what that does
     */
    static void offer(Region tile, String what, Runnable chosen) {
        tile.getStyleClass().add("choosable");
        tile.setFocusTraversable(true);
        tile.setAccessibleRole(AccessibleRole.BUTTON);
        if (tile.lookup(".tile-title") instanceof Label title && tile.lookup(".tile-number") instanceof Label number) {
            tile.accessibleTextProperty().bind(Bindings.concat(title.textProperty(), ": ", number.textProperty()));
        }
        Tips.install(tile, what);
        tile.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                chosen.run();
            }
        });
        tile.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                event.consume();
                chosen.run();
            }
        });
    }

    /** Shows the counts; null while the server has not counted. */
    public void show(@Nullable Stats stats) {
        if (stats == null) {
            return;
        }
        active.setText(Figures.count(stats.active()));
        chart.show(stats);
        sparkline.show(hour(stats, Stats.Minute::active));
        started.show(lastMinute(stats, Stats.Minute::started), hour(stats, Stats.Minute::started));
        failed.show(lastMinute(stats, Stats.Minute::failed), hour(stats, Stats.Minute::failed));
        ended.show(lastMinute(stats, Stats.Minute::ended), hour(stats, Stats.Minute::ended));
        reused.show(stats.reusedLastDay(), hour(stats, Stats.Minute::reused));
    }

    /** The last whole minute, or the running one where it already counts more: a burst is seen as it happens, a minute that has just begun is no slump. */
    static long lastMinute(Stats stats, ToLongFunction<Stats.Minute> count) {
        List<Stats.Minute> minutes = stats.minutes();
        return minutes.subList(Math.max(0, minutes.size() - 2), minutes.size()).stream()
                .mapToLong(count)
                .max()
                .orElse(0);
    }

    /** The whole minutes: the running one would always look like a fall. */
    static double[] hour(Stats stats, ToLongFunction<Stats.Minute> count) {
        List<Stats.Minute> minutes = stats.minutes();
        return minutes.subList(0, Math.max(0, minutes.size() - 1)).stream()
                .mapToDouble(count::applyAsLong)
                .toArray();
    }
}
