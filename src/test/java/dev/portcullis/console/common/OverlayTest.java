package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.support.Gallery;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
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

    @Test
    void whileNothingInItCanHaveTheFocusNothingBeneathItHas() {
        Stage stage = Gallery.fx(Stage::new);
        Button end = new Button("End");
        Overlay overlay = Gallery.fx(() -> {
            Scene scene = new Scene(new StackPane(new TextField("beneath")), 400, 300);
            stage.setScene(scene);
            stage.show();
            Overlay shown = Overlay.show(scene, new VBox(end), () -> {});
            end.requestFocus();
            end.setDisable(true); // as long as the server has not answered
            return shown;
        });
        Gallery.awaitPulses();
        assertThat(Gallery.fx(() -> stage.getScene().getFocusOwner()))
                .as("not what is beneath")
                .isNotInstanceOf(TextField.class);
        Node owner = Gallery.fx(() -> {
            end.setDisable(false);
            return stage.getScene().getFocusOwner();
        });
        assertThat(owner).as("what had it has it again").isEqualTo(end);
        Gallery.fx(() -> {
            overlay.close();
            stage.close();
            return true;
        });
    }
}
