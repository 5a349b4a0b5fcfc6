package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.support.Gallery;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Popup;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** What wears the theme, and how it changes. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class AppearanceTest {
    private Label words;
    private Appearance appearance;
    private Scene scene;
    private Stage stage;

    @BeforeEach
    void open() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        Gallery.fx(() -> {
            words = new Label("words");
            scene = new Scene(new StackPane(words));
            appearance = new Appearance(ThemeChoice.DARK, Measures.NORMAL, Density.NORMAL);
            appearance.dress(scene);
            stage = new Stage();
            stage.setScene(scene);
            stage.show();
            return true;
        });
    }

    @AfterEach
    void close() {
        Gallery.fx(() -> {
            appearance.close();
            stage.close();
            return true;
        });
    }

    /** JavaFX would find anew which rules are for which node. */
    @Test
    void aChangeOfThemeChangesColoursAndNoStylesheets() {
        List<String> sheets = List.copyOf(scene.getStylesheets());
        Color dark = colour(words);
        assertThat(dark.getBrightness()).isGreaterThan(0.8);

        Gallery.fx(() -> {
            appearance.toggle();
            return true;
        });
        assertThat(colour(words).getBrightness()).isLessThan(0.4);
        assertThat(scene.getStylesheets()).isEqualTo(sheets);

        Gallery.fx(() -> {
            appearance.toggle();
            return true;
        });
        assertThat(colour(words)).isEqualTo(dark);
    }

    @Test
    void whatOpensAWindowOfItsOwnWearsTheThemeAtOnceAndChangesWithIt() {
        Popup popup = Gallery.fx(() -> {
            appearance.choiceProperty().set(ThemeChoice.LIGHT);
            Popup fresh = new Popup();
            fresh.getContent().add(new Label("a notice"));
            fresh.show(stage, 10, 10);
            return fresh;
        });
        assertThat(worn(popup.getScene().getRoot())).containsExactly("light");

        Gallery.fx(() -> {
            appearance.toggle();
            return true;
        });
        assertThat(worn(popup.getScene().getRoot())).containsExactly("dark");
        assertThat(worn(scene.getRoot())).containsExactly("dark");
        Gallery.fx(() -> {
            popup.hide();
            return true;
        });
    }

    private static Color colour(Label label) {
        return Gallery.fx(() -> {
            label.applyCss();
            return (Color) label.getTextFill();
        });
    }

    private static Set<String> worn(Parent root) {
        return root.getPseudoClassStates().stream()
                .map(PseudoClass::getPseudoClassName)
                .filter(name -> Set.of("dark", "light").contains(name))
                .collect(Collectors.toSet());
    }
}
