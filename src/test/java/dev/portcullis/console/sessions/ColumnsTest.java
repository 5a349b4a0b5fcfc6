package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.desk.Remembered;
import dev.portcullis.support.Gallery;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** What a table's columns make of rows that are there already. */
class ColumnsTest {
    private final List<Row> rows = List.of(
            Row.of(People.session(3, "zoe@example.com"), false),
            Row.of(People.session(1, "ann@example.com"), false),
            Row.of(People.session(2, "max@example.com"), false));

    private final TableView<Row> table = new TableView<>();
    private final ObjectProperty<Ordering> ordering = new SimpleObjectProperty<>(Ordering.NEWEST);

    @BeforeAll
    static void javafx() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void theyOrderNothingThatWasOrderedWhereItWasMerged() {
        install();
        assertThat(table.getItems()).containsExactlyElementsOf(rows);
        assertThat(ordering.get()).isEqualTo(Ordering.NEWEST);
        assertThat(table.getSortOrder())
                .singleElement()
                .satisfies(column -> assertThat(column.getSortType()).isEqualTo(TableColumn.SortType.DESCENDING));
    }

    @Test
    void aHeaderThatIsClickedSaysHowTheyAreToBeOrdered() {
        install();
        Gallery.fx(() -> table.getSortOrder()
                .setAll(List.of(table.getColumns().stream()
                        .filter(column -> column.getId().equals(Ordering.Key.USER.name()))
                        .findFirst()
                        .orElseThrow())));
        assertThat(ordering.get()).isEqualTo(new Ordering(Ordering.Key.USER, false));
        assertThat(table.getItems()).containsExactlyElementsOf(rows);
    }

    private void install() {
        Gallery.fx(() -> {
            table.setItems(FXCollections.observableArrayList(rows));
            return new Columns(
                    table,
                    new ColumnsModel(Remembered.nothing().arrangement(), ordering),
                    new Beat(InstantSource.system(), () -> false));
        });
    }
}
