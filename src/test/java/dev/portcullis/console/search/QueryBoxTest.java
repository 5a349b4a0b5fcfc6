package dev.portcullis.console.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.console.common.Theme;
import dev.portcullis.console.desk.Language;
import dev.portcullis.support.FastRobot;
import dev.portcullis.support.Pictures;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The box by keyboard; leaves pictures in {@code target/gallery}. */
@SuppressWarnings("NullAway.Init") // each test begins with show
class QueryBoxTest {
    private final FxRobot robot = new FastRobot();
    private Stage stage;
    private QueryBox box;

    @ParameterizedTest
    @EnumSource(Theme.class)
    void whatCanBeWrittenIsProposedAndTakenByKeyboard(Theme theme) throws Exception {
        show(theme);
        robot.write("state:active netw");
        await().until(() -> words().contains("network"));
        robot.type(KeyCode.TAB);
        await().until(() -> text().equals("state:active network:"));
        await().until(() -> words().contains("office"));
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN);
        picture("query-proposals", theme);
        robot.type(KeyCode.ENTER);
        await().until(() -> text().equals("state:active network:vpn "));
        assertThat(fx(() -> box.field().isFocused())).isTrue();
        robot.write("idle>20m");
        robot.type(KeyCode.ESCAPE);
        await().until(() -> fx(() -> box.lookupAll(".query-term").size()) == 3);
        picture("query-terms", theme);
    }

    @Test
    void whatStandsInTheEmptyBoxIsSaidMoreShortlyWhereThereIsNoRoom() throws Exception {
        show(Theme.DARK);
        String whole = "Search sessions: words, or state:active idle>20m";
        fx(() -> {
            box.prompt(whole);
            return true;
        });
        await().until(() -> fx(() -> box.field().getPromptText()).equals(whole));
        fx(() -> {
            box.setMaxWidth(160);
            return true;
        });
        await().until(() -> fx(() -> box.field().getPromptText()).equals("Search sessions…"));
        fx(() -> {
            box.setMaxWidth(90);
            return true;
        });
        await().until(() -> fx(() -> box.field().getPromptText()).equals("Search…"));
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void aMistakeIsMarkedWhereItIsAndMended(Theme theme) throws Exception {
        show(theme);
        robot.write("stat:active user:bob");
        await().until(() -> fx(() -> box.lookup(".query-fault")) != null);
        await().until(() -> words().stream().anyMatch(word -> word.contains("`state`")));
        picture("query-fault", theme);
        robot.type(KeyCode.TAB);
        await().until(() -> text().equals("state:active user:bob"));
        await().until(() -> fx(() -> box.lookup(".query-fault")) == null);
    }

    @ParameterizedTest
    @EnumSource(names = "DARK")
    void anEmptyBoxRemembersWhatWasAsked(Theme theme) throws Exception {
        show(theme);
        robot.type(KeyCode.UP);
        await().until(() -> text().equals("user:bob"));
        robot.type(KeyCode.UP);
        await().until(() -> text().equals("idle>20m"));
        robot.press(KeyCode.CONTROL).type(KeyCode.DOWN).release(KeyCode.CONTROL);
        await().until(() -> text().equals("user:bob"));
    }

    private String text() throws Exception {
        return fx(() -> box.field().getText());
    }

    private List<String> words() throws Exception {
        return fx(() -> stage.getScene().getRoot().lookupAll(".text").stream()
                .map(node -> node instanceof Text text ? text.getText() : "")
                .toList());
    }

    private void show(Theme theme) throws Exception {
        FxToolkit.registerPrimaryStage();
        fx(() -> {
            box = new QueryBox();
            HBox.setHgrow(box, Priority.ALWAYS);
            HBox bar = new HBox(box, new Label("2,413 of 48,213"));
            bar.getStyleClass().add("search-box");
            VBox top = new VBox(bar);
            top.setPadding(new Insets(12, 40, 300, 40));
            Scene scene = new Scene(new StackPane(top), 800, 420);
            theme.dress(scene);
            stage = new Stage();
            stage.setScene(scene);
            stage.show();
            box.speak(new Language() {
                @Override
                public List<String> values(String field) {
                    return field.equals("network") ? List.of("office", "vpn", "warehouse") : List.of();
                }

                @Override
                public List<String> history() {
                    return List.of("user:bob", "idle>20m");
                }

                @Override
                public void asked(String query) {}
            });
            box.field().requestFocus();
            return null;
        });
    }

    private void picture(String name, Theme theme) throws Exception {
        WaitForAsyncUtils.waitForFxEvents();
        Pictures.write(
                fx(() -> stage.getScene().snapshot(null)),
                Path.of("target/gallery", name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png"));
    }

    @AfterEach
    void close() throws Exception {
        fx(() -> {
            stage.close();
            return null;
        });
    }

    private static <T> T fx(Callable<T> task) throws Exception {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, task);
    }
}
