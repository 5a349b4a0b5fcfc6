package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionPage;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.desk.Remembered;
import java.time.InstantSource;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * Draws rows where nobody sees them, one at a time, for whoever has time for that before somebody waits for rows: what is styled and laid out for the first time takes
 * ten times as long. Belongs to the JavaFX thread.
 */
public final class Rehearsal {
    /** As many as a screen shows. */
    private static final int ROWS = 20;

    /** Tables. */
    private static final int ROUNDS = 3;

    private static final double WIDTH = 1000;

    private final Row row;
    private final Theme theme;
    private ObservableList<Row> rows = FXCollections.observableArrayList();
    private int rounds;
    private @Nullable Scene scene;

    /**
     * @param sample of whose first session the rows are
     * @param theme as the desk will wear it
     */
    public Rehearsal(SessionPage sample, Theme theme) {
        this.row = Row.of(sample.items().getFirst(), false);
        this.theme = theme;
    }

    /** Draws the next. Whether there are more. */
    public boolean step() {
        Scene drawn = scene;
        if (drawn == null || rows.size() == ROWS) {
            drawn = table();
            scene = drawn;
            rounds++;
        } else {
            rows.add(row);
        }
        drawn.getRoot().applyCss();
        drawn.getRoot().layout();
        return rounds < ROUNDS || rows.size() < ROWS;
    }

    /** What is drawn; null before the first step. */
    @Nullable
    Parent drawn() {
        return scene == null ? null : scene.getRoot();
    }

    private Scene table() {
        rows = FXCollections.observableArrayList();
        Beat beat = new Beat(InstantSource.system(), () -> false);
        TableView<Row> table = new TableView<>(rows);
        table.getStyleClass().add("sessions-table");
        table.setColumnResizePolicy(new SteadyWidths());
        table.setRowFactory(_ -> new SessionRow(beat));
        table.setFixedCellSize(Measures.row());
        Columns shown = new Columns(
                table,
                new ColumnsModel(Remembered.nothing().arrangement(), new SimpleObjectProperty<>(Ordering.NEWEST)),
                beat);
        shown.measure();
        StackPane around = new StackPane(table);
        around.getStyleClass().add("sessions");
        Scene fresh = new Scene(around, WIDTH, Measures.row() * (ROWS + 2));
        theme.dress(fresh);
        return fresh;
    }
}
