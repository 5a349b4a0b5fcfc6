package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class CornerTest {
    private final StackPane window = new StackPane(new Pane());
    private final Scene scene = fx(() -> new Scene(window, 1000, 700));

    @BeforeAll
    static void toolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void whatComesStandsOverWhatIsThereAndAllOfItWithinTheWindow() {
        Pane first = card();
        Pane second = card();
        fx(() -> {
            Corner.put(scene, first);
            Corner.put(window, second);
            window.applyCss();
            window.layout();
            return true;
        });

        List<Bounds> places = List.of(place(second), place(first));
        assertThat(places.getFirst().getMaxY()).isLessThan(places.getLast().getMinY());
        assertThat(places).allSatisfy(place -> {
            assertThat(place.getWidth()).isEqualTo(420);
            assertThat(place.getMaxX()).isBetween(900d, 1000d);
            assertThat(place.getMaxY()).isLessThan(700);
        });
    }

    @Test
    void itStandsOverThePressableFootOfThePaneBeneathAndGoesDownWhenThatGoes() {
        Pane foot = new Pane();
        foot.getStyleClass().add("detail-footer");
        Pane card = card();
        fx(() -> {
            foot.setManaged(false);
            foot.resizeRelocate(700, 500, 300, 160);
            ((Pane) window.getChildren().getFirst()).getChildren().add(foot);
            Corner.put(scene, card);
            window.applyCss();
            window.layout();
            return true;
        });
        assertThat(place(card).getMaxY()).isLessThanOrEqualTo(500);

        Pane next = card();
        fx(() -> {
            foot.setVisible(false);
            Corner.put(scene, next);
            window.layout();
            return true;
        });
        assertThat(place(card).getMaxY()).isGreaterThan(600);
    }

    @Test
    void aDialogLiesOverItWhicheverCameFirst() {
        Pane card = card();
        Overlay dialog = fx(() -> Overlay.show(scene, new Pane(new Button("Close")), () -> {}));
        fx(() -> {
            Corner.put(scene, card);
            return true;
        });
        assertThat(window.getChildren().getLast().getStyleClass()).contains("scrim");

        fx(() -> {
            dialog.close();
            Corner.remove(card);
            return true;
        });
        assertThat(card.getParent()).isNull();
    }

    @Test
    void whereTheSystemAsksForLessMotionItIsThereAtOnce() {
        Pane still = card();
        Pane moving = card();
        List<Double> opacities = fx(() -> {
            Corner.appear(still, true);
            Corner.appear(moving, false);
            return List.of(still.getOpacity(), moving.getOpacity());
        });

        assertThat(opacities).containsExactly(1d, 0d);
    }

    private static Pane card() {
        Pane card = new Pane();
        card.setPrefSize(420, 100);
        return card;
    }

    private static Bounds place(Pane card) {
        return fx(() -> card.localToScene(card.getLayoutBounds()));
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, work);
    }
}
