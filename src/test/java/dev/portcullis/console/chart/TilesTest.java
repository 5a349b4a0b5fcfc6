package dev.portcullis.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.Stats;
import dev.portcullis.console.common.Text;
import dev.portcullis.support.Gallery;
import java.time.Instant;
import java.util.List;
import javafx.scene.Node;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class TilesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:02:11Z");

    @BeforeAll
    static void javafx() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void whatLeadsSomewhereIsReadOutWithItsNumberAsItIs() {
        Tiles tiles = Gallery.fx(Tiles::new);
        Node active = tiles.getChildren().getFirst();
        Gallery.fx(() -> {
            tiles.onChosen(() -> {}, () -> {});
            tiles.show(stats(48_213));
            return true;
        });
        assertThat(active.getAccessibleText()).isEqualTo(Text.get("sessions.tile.active") + ": 48,213");
        assertThat(active.getAccessibleHelp()).isEqualTo(Text.get("sessions.tile.active.choose"));

        Gallery.fx(() -> {
            tiles.show(stats(48_214));
            return true;
        });
        assertThat(active.getAccessibleText()).endsWith(": 48,214");
        assertThat(tiles.getChildren().getLast().getAccessibleText())
                .isEqualTo(Text.get("sessions.tile.reused") + ": 1");
    }

    private static Stats stats(long active) {
        return new Stats(NOW, active, 1, List.of(new Stats.Minute(NOW, active, 3, 2, 1, 0)));
    }
}
