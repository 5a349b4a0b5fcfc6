package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What shows time is painted once a second, some of it in each pulse. */
class BeatTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:13:00Z");

    private final List<Integer> painted = new ArrayList<>();
    private final Beat beat = new Beat(() -> NOW, () -> false);
    /** Held here: the beat alone forgets them. */
    private final List<Cell> cells = new ArrayList<>();

    private final class Cell implements Beat.Ticking {
        private final int row;

        Cell(int row) {
            this.row = row;
        }

        @Override
        public void tick(Instant now) {
            assertThat(now).isEqualTo(NOW);
            painted.add(row);
        }

        @Override
        public int getIndex() {
            return row;
        }
    }

    @BeforeAll
    static void javafx() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void aFewArePaintedAtOnce() {
        add(Beat.AT_ONCE);
        beat.tick(NOW);
        assertThat(painted).hasSize(Beat.AT_ONCE);
        assertThat(beat.paint(NOW)).isFalse();
        assertThat(painted).hasSize(Beat.AT_ONCE);
    }

    @Test
    void manyArePaintedInPartsFromTheTopAndEachOnce() {
        int all = 2 * Beat.AT_ONCE + 1;
        add(all);
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            beat.tick(NOW);
            assertThat(painted).hasSize(Beat.AT_ONCE);
            assertThat(beat.paint(NOW)).isTrue();
            assertThat(beat.paint(NOW)).isFalse();
            assertThat(painted)
                    .containsExactlyElementsOf(IntStream.range(0, all).boxed().toList());
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(painted).hasSize(all);
    }

    private void add(int many) {
        IntStream.range(0, many).map(i -> many - 1 - i).forEach(row -> {
            Cell cell = new Cell(row);
            cells.add(cell);
            beat.add(cell);
        });
    }
}
