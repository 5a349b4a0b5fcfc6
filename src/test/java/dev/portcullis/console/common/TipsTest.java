package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.support.FastRobot;
import dev.portcullis.support.Gallery;
import java.time.Duration;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class TipsTest {
    @BeforeAll
    static void javafx() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void thePlaceOfWhatIsDisabledTellsWhyWhenThePointerComes() {
        FastRobot robot = new FastRobot();
        Button disabled = new Button("End");
        disabled.setDisable(true);
        Button other = new Button("Show");
        Stage stage = Gallery.fx(() -> {
            StackPane place = new StackPane(disabled);
            Tips.install(place, () -> "Not permitted");
            Tips.install(other, () -> "");
            Stage shown = new Stage();
            shown.setScene(new Scene(new VBox(40, place, other), 300, 200));
            shown.show();
            return shown;
        });
        robot.moveTo(other);
        assertThat(other.getProperties()).as("nothing to say").isEmpty();
        robot.moveTo(disabled);
        await().atMost(Duration.ofSeconds(30)).until(() -> said().equals(List.of("Not permitted")));
        Gallery.fx(() -> {
            stage.close();
            return true;
        });
    }

    @Test
    void whatIsSaidOfANodeCanChangeAndCease() {
        FastRobot robot = new FastRobot();
        Button told = new Button("Told");
        Button other = new Button("Other");
        Stage stage = Gallery.fx(() -> {
            Tips.say(told, "before");
            Tips.say(told, "now");
            Stage shown = new Stage();
            shown.setScene(new Scene(new VBox(40, told, other), 300, 200));
            shown.show();
            return shown;
        });
        assertThat(told.getAccessibleHelp()).isEqualTo("now");
        robot.moveTo(other);
        robot.moveTo(told);
        await().atMost(Duration.ofSeconds(30)).until(() -> said().equals(List.of("now")));
        Gallery.fx(() -> {
            Tips.say(told, "other words");
            return true;
        });
        assertThat(said()).as("under the pointer").containsExactly("other words");
        robot.moveTo(other);
        await().until(() -> said().isEmpty());
        Gallery.fx(() -> {
            Tips.say(told, "");
            return true;
        });
        robot.moveTo(told);
        assertThat(told.getProperties().values()).as("nothing to say").noneMatch(Tooltip.class::isInstance);
        Gallery.fx(() -> {
            stage.close();
            return true;
        });
    }

    private static List<String> said() {
        return Gallery.fx(() -> Window.getWindows().stream()
                .filter(Tooltip.class::isInstance)
                .filter(Window::isShowing)
                .map(window -> ((Tooltip) window).getText())
                .toList());
    }
}
