package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.common.Theme;
import dev.portcullis.support.Gallery;
import java.util.concurrent.TimeoutException;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.image.Image;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxToolkit;

/** What JavaFX is told before it starts; a JVM of the tests is told the same. */
class ToolkitTest {
    /** In pixels. */
    private static final int RING = 3;

    /** In pixels: with pictures of what is filled more than once, it is beyond the first 512 that they reach too far. */
    private static final int AROUND = 617;

    private static final int MIDDLE = AROUND + 60;

    @BeforeAll
    static void javafx() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    /** What reached further would stay there when the focus goes. */
    @ParameterizedTest
    @EnumSource(Theme.class)
    void aFocusRingIsDrawnWithinTheBoundsOfItsButton(Theme theme) {
        Image drawn = Gallery.fx(() -> {
            Button button = new Button("Log in");
            button.getStyleClass().add("accent");
            button.setPrefWidth(200);
            Pane pane = new StackPane(button);
            pane.setPadding(new Insets(AROUND));
            Scene scene = new Scene(pane);
            theme.dress(scene);
            button.pseudoClassStateChanged(PseudoClass.getPseudoClass("focused"), true);
            return scene.snapshot(null);
        });
        Color ground = drawn.getPixelReader().getColor(1, 1);

        assertThat(drawn.getPixelReader().getColor(MIDDLE, AROUND - RING))
                .as("the ring")
                .isNotEqualTo(ground);
        assertThat(drawn.getPixelReader().getColor(MIDDLE, AROUND - RING - 1))
                .as("above it")
                .isEqualTo(ground);
        assertThat(drawn.getPixelReader().getColor(MIDDLE, (int) drawn.getHeight() - AROUND + RING))
                .as("below it")
                .isEqualTo(ground);
    }
}
