package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.support.Gallery;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class OverlayTest {
    @BeforeAll
    static void javafx() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void whatIsTypedBeforeADialogIsDrawnArrivesInItsFirstField() {
        String typed = Gallery.fx(() -> {
            Stage stage = new Stage();
            Scene scene = new Scene(new StackPane(), 400, 300);
            stage.setScene(scene);
            stage.show();
            TextField field = new TextField();
            Overlay overlay = Overlay.show(scene, new VBox(field), () -> {});
            Event.fireEvent(
                    scene.getFocusOwner(),
                    new KeyEvent(KeyEvent.KEY_TYPED, "a", "", KeyCode.UNDEFINED, false, false, false, false));
            overlay.close();
            stage.close();
            return field.getText();
        });
        assertThat(typed).isEqualTo("a");
    }
}
