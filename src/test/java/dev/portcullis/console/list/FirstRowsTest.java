package dev.portcullis.console.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.console.common.Pieces;
import dev.portcullis.support.Gallery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** How a table gets its first rows. */
class FirstRowsTest {
    private static final int ROOM = 12;

    private ObservableList<Integer> rows = FXCollections.observableArrayList();
    private final List<Integer> sizes = new ArrayList<>();

    /** What somebody has who hears of the changes only. */
    private final List<Integer> heard = new ArrayList<>();

    @BeforeAll
    static void javafx() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void theyComeOneAfterTheOtherWithTheRoomForThemAndThenAllThatAreLeft() {
        FirstRows<Integer> first = Gallery.fx(this::followed);
        assertThat(first).isEmpty();
        Gallery.fx(() -> rows.setAll(upTo(100)));
        settle();
        assertThat(first).containsExactlyElementsOf(rows);
        assertThat(sizes.subList(0, ROOM - 1)).containsExactlyElementsOf(upTo(ROOM - 1));
        assertThat(sizes.getLast()).isEqualTo(100);
    }

    @Test
    void whereThereAreFewerThanThereIsRoomForThereIsRoomForAllInTheEnd() {
        List<Integer> room = new ArrayList<>();
        FirstRows<Integer> first = Gallery.fx(() -> new FirstRows<>(rows, 1, wanted -> {
            room.add(wanted);
            return wanted < ROOM;
        }));
        Gallery.fx(() -> {
            first.open();
            return true;
        });
        Gallery.fx(() -> rows.setAll(upTo(3)));
        settle();
        assertThat(first).containsExactly(1, 2, 3);
        assertThat(room).containsExactlyElementsOf(upTo(ROOM));
    }

    @Test
    void beforeTheTableKnowsHowMuchRoomItHasThereAreNone() {
        FirstRows<Integer> first = Gallery.fx(() -> new FirstRows<>(rows, 1, wanted -> wanted < ROOM));
        Gallery.fx(() -> rows.setAll(upTo(3)));
        assertThat(first).isEmpty();
        assertThat(Gallery.fx(Pieces::areDone)).isTrue();
        Gallery.fx(() -> {
            first.open();
            return true;
        });
        settle();
        assertThat(first).containsExactly(1, 2, 3);
    }

    @Test
    void whateverHappensToThemWhoHearsOfTheChangesHasWhatIsThere() {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            Gallery.fx(() -> {
                rows = FXCollections.observableArrayList(); // nobody else hears of this one's changes
                heard.clear();
                followed();
                return true;
            });
            for (int step = 0; step < 15; step++) {
                Gallery.fx(() -> {
                    change(random);
                    return true;
                });
            }
            settle();
            assertThat(heard).as("round %d", round).containsExactlyElementsOf(rows);
        }
    }

    private void change(Random random) {
        switch (random.nextInt(6)) {
            case 0 -> rows.setAll(upTo(random.nextInt(40)));
            case 1 -> rows.add(random.nextInt(rows.size() + 1), random.nextInt(1000));
            case 2 -> rows.clear();
            case 3 -> rows.sort(null);
            case 4 -> rows.addAll(upTo(random.nextInt(20)));
            default -> {
                if (!rows.isEmpty()) {
                    rows.set(random.nextInt(rows.size()), random.nextInt(1000));
                    int at = random.nextInt(rows.size());
                    rows.subList(at, at + 1).clear();
                }
            }
        }
    }

    private FirstRows<Integer> followed() {
        FirstRows<Integer> first = new FirstRows<>(rows, 1, wanted -> wanted < ROOM);
        first.open();
        first.addListener((ListChangeListener<Integer>) change -> {
            hear(change);
            sizes.add(first.size());
            assertThat(heard).containsExactlyElementsOf(first);
        });
        return first;
    }

    private void hear(ListChangeListener.Change<? extends Integer> change) {
        while (change.next()) {
            if (change.wasPermutated()) {
                List<Integer> before = List.copyOf(heard);
                for (int i = change.getFrom(); i < change.getTo(); i++) {
                    heard.set(change.getPermutation(i), before.get(i));
                }
            } else {
                heard.subList(change.getFrom(), change.getFrom() + change.getRemovedSize())
                        .clear();
                heard.addAll(change.getFrom(), change.getAddedSubList());
            }
        }
    }

    private static void settle() {
        await().until(() -> Gallery.fx(Pieces::areDone));
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
