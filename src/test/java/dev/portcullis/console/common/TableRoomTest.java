package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.support.Gallery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.scene.Scene;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** How a table grows. */
class TableRoomTest {
    private static final int ROWS = 100;

    /** So many that a row is more than a pulse ever takes of small things: one comes in each. */
    private static final int COLUMNS = 81;

    private static final double ROW = 20;
    private static final double HEIGHT = 300;

    private final List<Integer> cells = new ArrayList<>();
    private boolean grown;

    @BeforeAll
    static void javafx() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void itGrowsAFewRowsAtATimeToAllOfItsPlaceAndMakesNoCellsBefore() {
        TableView<Integer> table = Gallery.fx(TableRoomTest::table);
        TableRoom room = new TableRoom(table);
        Stage stage = Gallery.fx(() -> {
            room.close();
            Stage fresh = new Stage();
            fresh.setScene(new Scene(new StackPane(table), 400, HEIGHT));
            table.heightProperty()
                    .subscribe(
                            () -> cells.add(table.lookupAll(".table-row-cell").size()));
            fresh.show();
            return fresh;
        });
        await().until(() -> Gallery.fx(table::getHeight) > 0);
        assertThat(Gallery.fx(() -> table.lookupAll(".table-row-cell").size())).isLessThanOrEqualTo(1);
        assertThat(Gallery.fx(table::getHeight)).isLessThan(3 * ROW);

        Gallery.fx(() -> {
            room.grow(() -> grown = true);
            return true;
        });
        await().until(() -> Gallery.fx(() -> grown && table.getHeight() == HEIGHT));
        assertThat(table.getMaxHeight()).isEqualTo(Double.MAX_VALUE);
        assertThat(cells).isSorted();
        for (int i = 1; i < cells.size(); i++) {
            assertThat(cells.get(i) - cells.get(i - 1)).as("at " + i).isLessThanOrEqualTo(3);
        }
        assertThat(cells).hasSizeGreaterThan((int) (HEIGHT / ROW / 4));
        Gallery.fx(() -> {
            stage.close();
            return true;
        });
    }

    @Test
    void whoLeavesHasItGrowNoMore() {
        TableView<Integer> table = Gallery.fx(TableRoomTest::table);
        TableRoom room = new TableRoom(table);
        Gallery.fx(() -> {
            room.close();
            room.grow(() -> grown = true);
            room.leave();
            return true;
        });
        await().until(() -> Gallery.fx(Pieces::areDone));
        assertThat(grown).isFalse();
        assertThat(table.getMaxHeight()).isEqualTo(ROW);
    }

    private static TableView<Integer> table() {
        TableView<Integer> table = new TableView<>(FXCollections.observableArrayList(
                IntStream.range(0, ROWS).boxed().toList()));
        for (int i = 0; i < COLUMNS; i++) {
            TableColumn<Integer, Integer> column = new TableColumn<>("n");
            column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
            table.getColumns().add(column);
        }
        table.setFixedCellSize(ROW);
        return table;
    }
}
