package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.support.Gallery;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** How a pane gets other children. */
class UnfoldingTest {
    private final List<Label> labels =
            IntStream.range(0, 60).mapToObj(i -> new Label("" + i)).toList();
    private final VBox pane = new VBox();

    @BeforeAll
    static void javafx() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void whereNothingIsStyledTheyAreThereAtOnce() {
        Gallery.fx(() -> {
            Unfolding.set(pane, labels);
            return true;
        });
        assertThat(pane.getChildren()).containsExactlyElementsOf(labels);
    }

    @Test
    void inASceneTheyComeInOrderAndThoseThatAreThereStay() {
        List<Label> kept = labels.subList(20, 30);
        Gallery.fx(() -> {
            new Scene(pane);
            pane.getChildren().add(new Label("another"));
            pane.getChildren().addAll(kept);
            Unfolding.set(pane, labels);
            return true;
        });
        assertThat(Gallery.fx(() -> List.copyOf(pane.getChildren()))).containsAll(kept);
        await().until(() -> Gallery.fx(Pieces::areDone));
        assertThat(pane.getChildren()).containsExactlyElementsOf(labels);
    }

    @Test
    void theLastWordHolds() {
        Gallery.fx(() -> {
            new Scene(pane);
            Unfolding.set(pane, labels);
            Unfolding.set(pane, labels.subList(0, 3));
            return true;
        });
        await().until(() -> Gallery.fx(Pieces::areDone));
        assertThat(pane.getChildren()).containsExactlyElementsOf(labels.subList(0, 3));
    }

    @Test
    void whatIsThereAtOnceIsNotJoinedByWhatWasComing() {
        Gallery.fx(() -> {
            new Scene(pane);
            Unfolding.set(pane, labels);
            Unfolding.setNow(pane, List.of(new Label("new")));
            return true;
        });
        await().until(() -> Gallery.fx(Pieces::areDone));
        assertThat(pane.getChildren()).hasSize(1);
    }
}
