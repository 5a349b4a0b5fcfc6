package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.portcullis.support.Gallery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.effect.BlurType;
import javafx.scene.effect.DropShadow;
import javafx.scene.image.Image;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;

/** The shadow is the one that JavaFX's effect would throw, around a pane of any size. */
class ShadowTest {
    private static final int AROUND = 60;
    private static final Color PAPER = Color.web("#dfe5ec");
    private static final Color SHADE = Color.rgb(20, 30, 40, 0.5);

    /** In levels of 256. */
    private static final int SEEN = 16;

    @BeforeAll
    static void javafx() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @ParameterizedTest
    @CsvSource({"360, 240, 40, 12", "360, 60, 32, 10", "900, 700, 40, 0", "120, 400, 18, 10"})
    void itIsWhereTheEffectWouldDrawItAndAsDark(int width, int height, double depth, double corner) {
        Image ours = picture(width, height, corner, pane -> {
            Shadow shadow = new Shadow(depth);
            shadow.setStyle("-pc-shadow-fill: rgba(20, 30, 40, 0.5)");
            pane.getChildren().add(shadow);
        });
        Image effect = picture(
                width,
                height,
                corner,
                pane -> pane.setEffect(new DropShadow(BlurType.GAUSSIAN, SHADE, depth, 0, 0, Math.rint(0.3 * depth))));

        for (int y = 0; y < ours.getHeight(); y += 3) {
            for (int x = 0; x < ours.getWidth(); x += 3) {
                assertThat(red(ours, x, y)).as("%d, %d", x, y).isCloseTo(red(effect, x, y), within(SEEN));
            }
        }
        assertThat(red(ours, AROUND + width / 2, AROUND + height + 2))
                .as("there is one")
                .isLessThan((int) (PAPER.getRed() * 255) - SEEN);
    }

    @Test
    void itFollowsThePaneItIsOf() {
        Pane pane = Gallery.fx(() -> pane(10, shadowed -> shadowed.getChildren().add(new Shadow(20))));
        Shadow shadow = (Shadow) pane.getChildren().getFirst();
        Gallery.fx(() -> {
            pane.resize(300, 200);
            return true;
        });
        assertThat(shadow.getBoundsInParent().getMinX()).isEqualTo(-20);
        assertThat(shadow.getWidth()).isEqualTo(340);
        assertThat(shadow.getHeight()).isEqualTo(240);
        assertThat(pane.prefWidth(-1)).as("it takes no room").isZero();
        Gallery.fx(() -> {
            pane.resize(310, 150);
            return true;
        });
        assertThat(shadow.getWidth()).isEqualTo(350);
        assertThat(shadow.getHeight()).isEqualTo(190);
    }

    /** The blurring of all that is in a dialog, whenever a letter is typed there, is what this is instead of. */
    @Test
    void noStylesheetHasTheEffectDrawn() throws IOException {
        try (Stream<Path> sheets = Files.walk(Path.of("styles"))) {
            for (Path sheet :
                    sheets.filter(path -> path.toString().endsWith(".css")).toList()) {
                assertThat(Files.readString(sheet)).as("%s", sheet).doesNotContain("shadow(");
            }
        }
    }

    private static Image picture(int width, int height, double corner, Consumer<Pane> how) {
        return Gallery.fx(() -> {
            Pane pane = pane(corner, how);
            pane.setMinSize(width, height);
            pane.setMaxSize(width, height);
            StackPane root = new StackPane(pane);
            root.setBackground(Background.fill(PAPER));
            Scene scene = new Scene(root, width + 2 * AROUND, height + 2 * AROUND);
            return scene.snapshot(null);
        });
    }

    private static Pane pane(double corner, Consumer<Pane> how) {
        Pane pane = new Pane();
        pane.setBackground(new Background(new BackgroundFill(Color.WHITE, new CornerRadii(corner), Insets.EMPTY)));
        how.accept(pane);
        return pane;
    }

    private static int red(Image picture, int x, int y) {
        return (int) Math.rint(picture.getPixelReader().getColor(x, y).getRed() * 255);
    }
}
