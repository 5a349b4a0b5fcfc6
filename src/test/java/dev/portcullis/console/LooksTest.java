package dev.portcullis.console;

import static dev.portcullis.console.Sitting.await;
import static dev.portcullis.console.Sitting.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.common.Measures;
import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another size of text and another theme are put on what is in view; screens that are not, put them on when they come. */
class LooksTest {
    private final TestServer server = TestServer.start();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aScreenThatIsNotInViewIsDressedWhenItComes() throws Exception {
        try (Sitting ada =
                new Sitting(server, TestServer.ADMIN, TestServer.ADMIN_PASSWORD, directory.resolve("settings"))) {
            ada.shortcut(KeyCode.DIGIT3);
            await("the accounts").until(() -> ada.isShown("#accounts-table .table-row-cell:filled"));
            double row = rowHeight(ada);
            double font = fontSize(ada);
            Color colour = colour(ada);
            ada.shortcut(KeyCode.COMMA);
            await("the settings").until(() -> ada.isShown("#factor-state"));
            assertThat(screens(ada)).as("to go to and fro costs nothing").contains("accounts", "settings");

            ada.shortcut(KeyCode.PLUS);
            await("a larger text")
                    .until(() -> fx(() -> Measures.textSizeProperty().get() == 110));
            assertThat(screens(ada)).as("what is dressed anew").containsExactly("settings");

            ada.shortcut(KeyCode.DIGIT3);
            await("the accounts, larger")
                    .until(() -> ada.isShown("#accounts-table .table-row-cell:filled") && fontSize(ada) > font);
            await("the keyboard there").until(() -> ada.focusIsOn("accounts-table"));
            assertThat(rowHeight(ada)).isEqualTo((double) Math.round(row * 1.1));

            ada.shortcut(KeyCode.DIGIT2);
            await("the sessions").until(() -> ada.isShown("#table .table-row-cell:filled"));
            ada.robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.T).release(KeyCode.SHIFT, KeyCode.CONTROL);
            await("the other theme").until(() -> screens(ada).size() == 1);
            ada.shortcut(KeyCode.DIGIT3);
            await("the accounts in other colours").until(() -> !colour(ada).equals(colour));

            ada.shortcut(KeyCode.DIGIT0);
            await("the text as it was").until(() -> fontSize(ada) == font);
        }
    }

    private static List<String> screens(Sitting sitting) {
        return fx(() -> ((Pane) sitting.find("#work"))
                .getChildren().stream()
                        .map(screen -> screen.getId() == null && screen instanceof Parent place
                                ? place.getChildrenUnmodifiable().stream()
                                        .map(node -> String.valueOf(node.getId()))
                                        .findFirst()
                                        .orElse("not made yet")
                                : String.valueOf(screen.getId()))
                        .toList());
    }

    private static double rowHeight(Sitting sitting) {
        return fx(() -> ((TableView<?>) sitting.find("#accounts-table")).getFixedCellSize());
    }

    private static double fontSize(Sitting sitting) {
        return fx(() -> header(sitting).getFont().getSize());
    }

    private static Color colour(Sitting sitting) {
        return fx(() -> (Color) header(sitting).getTextFill());
    }

    private static Labeled header(Sitting sitting) {
        return (Labeled) sitting.find("#accounts-table .column-header > .label");
    }
}
