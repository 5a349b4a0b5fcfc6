package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.settings.Settings.Placement;
import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

/** A window comes back where it was, and whole. */
class WindowPlaceTest {
    private static final Rectangle2D LEFT = new Rectangle2D(-1920, 0, 1920, 1080);
    private static final Rectangle2D PRIMARY = new Rectangle2D(0, 30, 2560, 1410);
    private static final List<Rectangle2D> SCREENS = List.of(PRIMARY, LEFT);

    @Test
    void whatIsWholeStaysWhereItWas() {
        Placement at = new Placement(-1900, 100, 1440, 900, true);
        assertThat(WindowPlace.on(SCREENS, at)).hasValue(at);
    }

    @Test
    void whatReachesBeyondAnEdgeIsMovedByAsMuch() {
        assertThat(WindowPlace.on(SCREENS, new Placement(2000, -12, 1440, 900, false)))
                .hasValue(new Placement(1120, 30, 1440, 900, false));
        assertThat(WindowPlace.on(SCREENS, new Placement(-300, 900, 1440, 900, false)))
                .as("most of it was on the primary one")
                .hasValue(new Placement(0, 540, 1440, 900, false));
    }

    @Test
    void whatIsLargerThanTheScreenFillsIt() {
        assertThat(WindowPlace.on(List.of(LEFT), new Placement(-1920, -40, 2560, 1400, false)))
                .hasValue(new Placement(-1920, 0, 1920, 1080, false));
    }

    @Test
    void whereNoScreenIsAnyMoreNothingComesBack() {
        assertThat(WindowPlace.on(List.of(PRIMARY), new Placement(-1920, 0, 1440, 900, false)))
                .isEmpty();
    }
}
