package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** When a view is made that need not be there from the beginning. */
class LaterViewTest {
    private int made;

    @BeforeAll
    static void javafx() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    private final LaterView view = new LaterView(() -> {
        made++;
        return new Region();
    });

    @Test
    void itIsMadeOnceWhenItIsFirstToBeSeen() {
        Group scene = new Group();
        new Scene(scene);

        view.setVisible(false);
        scene.getChildren().add(view);
        assertThat(made).isZero();

        view.setVisible(true);
        assertThat(made).isEqualTo(1);
        assertThat(view.getChildren()).hasSize(1);

        view.setVisible(false);
        view.setVisible(true);
        scene.getChildren().remove(view);
        scene.getChildren().add(view);
        assertThat(made).isEqualTo(1);
    }

    @Test
    void whatIsVisibleIsMadeAsSoonAsItIsInAScene() {
        assertThat(made).isZero();
        new Scene(new Group(view));
        assertThat(made).isEqualTo(1);
    }
}
