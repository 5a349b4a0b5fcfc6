package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.desk.Arrangement;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

class ColumnsModelTest {
    private final ObjectProperty<Arrangement> arrangement = new SimpleObjectProperty<>(Arrangement.NONE);
    private final ObjectProperty<Ordering> ordering = new SimpleObjectProperty<>(Ordering.NEWEST);
    private final ColumnsModel model = new ColumnsModel(arrangement, ordering);

    @Test
    void atFirstThereAreTheUsualOnesInTheirOrder() {
        fit(10_000);

        assertThat(model.fitProperty().get().shown())
                .containsExactly(
                        Ordering.Key.USER,
                        Ordering.Key.DEVICE,
                        Ordering.Key.ADDRESS,
                        Ordering.Key.CREATED,
                        Ordering.Key.SEEN,
                        Ordering.Key.IDLE,
                        Ordering.Key.ENDS,
                        Ordering.Key.ACCESS,
                        Ordering.Key.REFRESH,
                        Ordering.Key.PERMISSIONS);
        assertThat(model.arranged()).isFalse();
    }

    @Test
    void whatGivesWayAtFirstIsWhatMattersLeast() {
        fit(800);

        assertThat(model.fitProperty().get().shown())
                .containsExactly(
                        Ordering.Key.USER,
                        Ordering.Key.DEVICE,
                        Ordering.Key.ADDRESS,
                        Ordering.Key.SEEN,
                        Ordering.Key.IDLE,
                        Ordering.Key.ENDS,
                        Ordering.Key.ACCESS,
                        Ordering.Key.REFRESH);
        assertThat(model.fitProperty().get().left()).as("nobody asked for them").isEmpty();
    }

    @Test
    void everythingThatCanBeSortedByCanBeAColumn() {
        assertThat(model.order()).containsExactlyInAnyOrder(Ordering.Key.values());
        for (Ordering.Key key : Ordering.Key.values()) {
            if (!model.wanted(key)) {
                model.toggle(key);
            }
        }
        fit(10_000);
        assertThat(model.fitProperty().get().shown()).containsExactlyElementsOf(model.order());
    }

    @Test
    void whatWasChosenAndHasNoRoomIsSaid() {
        model.toggle(Ordering.Key.VERSION);
        model.toggle(Ordering.Key.COUNTRY);

        fit(1000);

        assertThat(model.fitProperty().get().shown()).hasSize(10).doesNotContain(Ordering.Key.VERSION);
        assertThat(model.fitProperty().get().left()).containsExactly(Ordering.Key.COUNTRY, Ordering.Key.VERSION);
    }

    @Test
    void byWhatTheRowsAreSortedIsAmongThemWhetherChosenOrNot() {
        ordering.set(new Ordering(Ordering.Key.VERSION, false));
        fit(400);
        assertThat(model.fitProperty().get().shown()).contains(Ordering.Key.VERSION);
        assertThat(model.onlySorts(Ordering.Key.VERSION)).isTrue();

        model.toggle(Ordering.Key.DEVICE);
        fit(400);
        assertThat(model.fitProperty().get().shown())
                .contains(Ordering.Key.VERSION)
                .doesNotContain(Ordering.Key.DEVICE);

        model.toggle(Ordering.Key.VERSION);
        model.toggle(Ordering.Key.VERSION);
        fit(400);
        assertThat(model.fitProperty().get().shown())
                .as("to take it out does not hide the order")
                .contains(Ordering.Key.VERSION);
    }

    @Test
    void theLastColumnStays() {
        model.order().stream().filter(model::wanted).toList().forEach(model::toggle);

        assertThat(model.order().stream().filter(model::wanted)).hasSize(1);
    }

    @Test
    void aColumnMovesAndStaysAtTheEnds() {
        model.move(Ordering.Key.ADDRESS, -1);
        assertThat(model.order()).startsWith(Ordering.Key.USER, Ordering.Key.ADDRESS, Ordering.Key.DEVICE);
        model.move(Ordering.Key.ADDRESS, -1);
        model.move(Ordering.Key.ADDRESS, -1);
        assertThat(model.order()).startsWith(Ordering.Key.ADDRESS, Ordering.Key.USER, Ordering.Key.DEVICE);
        model.move(Ordering.Key.ADDRESS, 1);
        assertThat(model.order()).startsWith(Ordering.Key.USER, Ordering.Key.ADDRESS, Ordering.Key.DEVICE);
    }

    @Test
    void thoseThatWereDraggedTakeEachOthersPlaces() {
        model.reorder(List.of(Ordering.Key.REFRESH, Ordering.Key.USER));

        assertThat(model.order()).startsWith(Ordering.Key.REFRESH, Ordering.Key.DEVICE);
        assertThat(model.order().indexOf(Ordering.Key.USER)).isEqualTo(8);
    }

    @Test
    void widthsAreKeptAndResetForgetsAll() {
        model.resize(Map.of(Ordering.Key.USER, 333.4));
        model.toggle(Ordering.Key.NETWORK);

        ColumnsModel later = new ColumnsModel(new SimpleObjectProperty<>(arrangement.get()), ordering);
        assertThat(later.width(Ordering.Key.USER)).isEqualTo(333);
        assertThat(later.width(Ordering.Key.DEVICE)).isZero();
        assertThat(later.wanted(Ordering.Key.NETWORK)).isTrue();

        model.reset();
        assertThat(arrangement.get()).isEqualTo(Arrangement.NONE);
        assertThat(model.wanted(Ordering.Key.NETWORK)).isFalse();
    }

    @Test
    void whatAnotherVersionRememberedIsReadAsFarAsItIsKnown() {
        arrangement.set(new Arrangement(
                true,
                List.of(new Arrangement.Column("SHOE_SIZE", true, 80), new Arrangement.Column("DEVICE", true, 0))));

        assertThat(model.order()).hasSize(Ordering.Key.values().length).startsWith(Ordering.Key.DEVICE);
        assertThat(model.order().stream().filter(model::wanted)).containsExactly(Ordering.Key.DEVICE);
    }

    @Test
    void whatIsSortedByIsSortedTheOtherWayRoundNext() {
        model.sort(Ordering.Key.USER);
        assertThat(ordering.get()).isEqualTo(new Ordering(Ordering.Key.USER, false));
        model.sort(Ordering.Key.USER);
        assertThat(ordering.get()).isEqualTo(new Ordering(Ordering.Key.USER, true));
    }

    private void fit(double room) {
        model.fit(room, _ -> 100, 1);
    }
}
