package dev.portcullis.console.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.console.common.Theme;
import dev.portcullis.support.FastRobot;
import dev.portcullis.support.Gallery;
import java.time.Duration;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class ValueTipTest {
    @Test
    void whoseValueChangesUnderARestingPointerSaysTheNewOne() {
        Value[] made = new Value[1];
        FxRobot robot = new FastRobot();
        try (Gallery _ = Gallery.show(
                () -> {
                    made[0] = new Value();
                    made[0].setText("203.0.113.7");
                    made[0].say("the first");
                    return new StackPane(made[0]);
                },
                Theme.LIGHT,
                400,
                300,
                100)) {
            Value value = made[0];
            Point2D middle = Gallery.fx(() -> value.localToScreen(value.getWidth() / 2, value.getHeight() / 2));
            robot.moveTo(middle.subtract(1, 1));
            robot.moveTo(middle);
            await().atMost(Duration.ofSeconds(30)).until(() -> shown().size() == 1);
            assertThat(shown().getFirst()).startsWith("203.0.113.7\nthe first\n");
            Gallery.fx(() -> {
                value.setText("198.51.100.9");
                value.say("the second");
                return true;
            });
            assertThat(shown()).singleElement().asString().startsWith("198.51.100.9\nthe second\n");
        }
    }

    private static List<String> shown() {
        return Gallery.fx(() -> Window.getWindows().stream()
                .filter(Tooltip.class::isInstance)
                .filter(Window::isShowing)
                .map(window -> ((Tooltip) window).getText())
                .toList());
    }
}
