package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyWidthsTest {
    private static final List<double[]> WISHES =
            List.of(new double[] {100, 200, 300}, new double[] {50, 50, 50}, new double[] {80, 100, 400});

    @Test
    void whereRoomIsShortEachHasItsLeastAndAShareOfTheRest() {
        assertThat(SteadyWidths.widths(WISHES, 230)).containsExactly(100, 50, 80);
        assertThat(SteadyWidths.widths(WISHES, 290)).containsExactly(150, 50, 90);
        assertThat(SteadyWidths.widths(WISHES, 350)).containsExactly(200, 50, 100);
    }

    @Test
    void beyondWhatTheyWouldLikeTheyGrowTowardsTheirWidestAndNoFurther() {
        assertThat(SteadyWidths.widths(WISHES, 550)).containsExactly(250, 50, 250);
        assertThat(SteadyWidths.widths(WISHES, 900)).containsExactly(300, 50, 400);
    }

    @Test
    void noPixelIsLeftAndNoneIsTooMany() {
        double[] widths = SteadyWidths.widths(WISHES, 333.4);
        assertThat(widths[0] + widths[1] + widths[2]).isEqualTo(333);
        assertThat(SteadyWidths.widths(WISHES, 200)).as("too little for any").containsExactly(100, 50, 80);
    }
}
