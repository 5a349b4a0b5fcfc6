package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.desk.Arrangement;
import dev.portcullis.console.sessions.Ordering.Key;
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
                        Key.USER,
                        Key.DEVICE,
                        Key.ADDRESS,
                        Key.CREATED,
                        Key.SEEN,
                        Key.IDLE,
                        Key.ENDS,
                        Key.ACCESS,
                        Key.REFRESH,
                        Key.PERMISSIONS);
        assertThat(model.arranged()).isFalse();
    }

    @Test
    void whatGivesWayAtFirstIsWhatMattersLeast() {
        fit(800);

        assertThat(model.fitProperty().get().shown())
                .containsExactly(
                        Key.USER, Key.DEVICE, Key.ADDRESS, Key.SEEN, Key.IDLE, Key.ENDS, Key.ACCESS, Key.REFRESH);
        assertThat(model.fitProperty().get().left()).as("nobody asked for them").isEmpty();
    }

    @Test
    void everythingThatCanBeSortedByCanBeAColumn() {
        assertThat(model.order()).containsExactlyInAnyOrder(Key.values());
        for (Key key : Key.values()) {
            if (!model.wanted(key)) {
                model.toggle(key);
            }
        }
        fit(10_000);
        assertThat(model.fitProperty().get().shown()).containsExactlyElementsOf(model.order());
    }

    @Test
    void whatWasChosenAndHasNoRoomIsSaid() {
        model.toggle(Key.VERSION);
        model.toggle(Key.COUNTRY);

        fit(1000);

        assertThat(model.fitProperty().get().shown()).hasSize(10).doesNotContain(Key.VERSION);
        assertThat(model.fitProperty().get().left()).containsExactly(Key.COUNTRY, Key.VERSION);
    }

    @Test
    void byWhatTheRowsAreSortedIsAmongThemWhetherChosenOrNot() {
        ordering.set(new Ordering(Key.VERSION, false));
        fit(400);
        assertThat(model.fitProperty().get().shown()).contains(Key.VERSION);
        assertThat(model.onlySorts(Key.VERSION)).isTrue();

        model.toggle(Key.DEVICE);
        fit(400);
        assertThat(model.fitProperty().get().shown()).contains(Key.VERSION).doesNotContain(Key.DEVICE);

        model.toggle(Key.VERSION);
        model.toggle(Key.VERSION);
        fit(400);
        assertThat(model.fitProperty().get().shown())
                .as("to take it out does not hide the order")
                .contains(Key.VERSION);
    }

    @Test
    void theLastColumnStays() {
        model.order().stream().filter(model::wanted).toList().forEach(model::toggle);

        assertThat(model.order().stream().filter(model::wanted)).hasSize(1);
    }

    @Test
    void aColumnMovesAndStaysAtTheEnds() {
        model.move(Key.ADDRESS, -1);
        assertThat(model.order()).startsWith(Key.USER, Key.ADDRESS, Key.DEVICE);
        model.move(Key.ADDRESS, -1);
        model.move(Key.ADDRESS, -1);
        assertThat(model.order()).startsWith(Key.ADDRESS, Key.USER, Key.DEVICE);
        model.move(Key.ADDRESS, 1);
        assertThat(model.order()).startsWith(Key.USER, Key.ADDRESS, Key.DEVICE);
    }

    @Test
    void thoseThatWereDraggedTakeEachOthersPlaces() {
        model.reorder(List.of(Key.REFRESH, Key.USER));

        assertThat(model.order()).startsWith(Key.REFRESH, Key.DEVICE);
        assertThat(model.order().indexOf(Key.USER)).isEqualTo(8);
    }

    @Test
    void widthsAreKeptAndResetForgetsAll() {
        model.resize(Map.of(Key.USER, 333.4));
        model.toggle(Key.NETWORK);

        ColumnsModel later = new ColumnsModel(new SimpleObjectProperty<>(arrangement.get()), ordering);
        assertThat(later.width(Key.USER)).isEqualTo(333);
        assertThat(later.width(Key.DEVICE)).isZero();
        assertThat(later.wanted(Key.NETWORK)).isTrue();

        model.reset();
        assertThat(arrangement.get()).isEqualTo(Arrangement.NONE);
        assertThat(model.wanted(Key.NETWORK)).isFalse();
    }

    @Test
    void whatAnotherVersionRememberedIsReadAsFarAsItIsKnown() {
        arrangement.set(new Arrangement(
                true,
                List.of(new Arrangement.Column("SHOE_SIZE", true, 80), new Arrangement.Column("DEVICE", true, 0))));

        assertThat(model.order()).hasSize(Key.values().length).startsWith(Key.DEVICE);
        assertThat(model.order().stream().filter(model::wanted)).containsExactly(Key.DEVICE);
    }

    @Test
    void whatIsSortedByIsSortedTheOtherWayRoundNext() {
        model.sort(Key.USER);
        assertThat(ordering.get()).isEqualTo(new Ordering(Key.USER, false));
        model.sort(Key.USER);
        assertThat(ordering.get()).isEqualTo(new Ordering(Key.USER, true));
    }

    private void fit(double room) {
        model.fit(room, _ -> 100, 1);
    }
}
