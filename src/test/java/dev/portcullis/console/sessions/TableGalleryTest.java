package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.ExportFormat;
import dev.portcullis.api.ExportManifest;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.Remembered;
import dev.portcullis.console.desk.SavedView;
import dev.portcullis.support.Gallery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws what is chosen over the table, and what comes of it, and leaves the pictures in {@code target/gallery}. */
@SuppressWarnings("NullAway.Init") // each test begins with show
class TableGalleryTest {
    private final PortcullisClient client = new PortcullisClient(URI.create("http://localhost:1"), "gallery", Map.of());
    private final UiClock clock = new UiClock(Clock.fixed(People.NOW, ZoneOffset.UTC), () -> Duration.ZERO);
    private final Remembered remembered = Remembered.nothing();

    @TempDir
    Path directory;

    private Gallery gallery;
    private Language language = Language.ENGLISH;
    private SessionsModel model;
    private SessionsScreen screen;

    @ParameterizedTest
    @CsvSource({"DARK,ENGLISH,1440,900", "LIGHT,ENGLISH,1000,700", "LIGHT,GERMAN,1440,900"})
    void columnsAreChosenAndFollowAtOnce(Theme theme, Language language, int width, int height) throws Exception {
        show(theme, language, width, height);
        type("c");
        @SuppressWarnings("unchecked")
        ListView<Ordering.Key> list = (ListView<Ordering.Key>) gallery.scene().lookup("#columns-list");
        fx(() -> {
            list.requestFocus();
            list.getSelectionModel().select(Ordering.Key.NETWORK);
            press(list, KeyCode.SPACE, false);
            for (int i = 0; i < 10; i++) {
                press(list, KeyCode.UP, true);
            }
            list.getSelectionModel().select(Ordering.Key.COUNTRY);
            press(list, KeyCode.SPACE, false);
            list.getSelectionModel().select(Ordering.Key.VERSION);
            press(list, KeyCode.ENTER, false);
            list.getSelectionModel().select(Ordering.Key.NETWORK);
            return true;
        });
        picture("columns");
        assertThat(fx(() -> titles().subList(0, 4)))
                .containsExactly(
                        Columns.title(Ordering.Key.USER),
                        Columns.title(Ordering.Key.DEVICE),
                        Columns.title(Ordering.Key.NETWORK),
                        Columns.title(Ordering.Key.ADDRESS));
        assertThat(fx(() -> titles())).contains(Columns.title(Ordering.Key.VERSION));
        fx(() -> {
            press(list, KeyCode.ESCAPE, false);
            return true;
        });
        assertThat(fx(() -> gallery.scene().lookup("#columns"))).isNull();
        picture("columns-chosen");
    }

    @ParameterizedTest
    @CsvSource({"DARK,ENGLISH,1440,900", "LIGHT,ENGLISH,1000,700", "LIGHT,GERMAN,1440,900"})
    void whatIsShownIsSavedAsAView(Theme theme, Language language, int width, int height) throws Exception {
        show(theme, language, width, height);
        fx(() -> {
            model.searchProperty().set("reuse:true or new:device");
            return true;
        });
        fx(() -> {
            press(screen.root().lookup(".sessions-table"), KeyCode.S, true);
            return true;
        });
        TextField name = (TextField) gallery.scene().lookup("#view-name");
        assertThat(fx(name::isFocused)).isTrue();
        fx(() -> {
            name.setText("Needs a look");
            return true;
        });
        picture("view-save");
        fx(() -> {
            press(name, KeyCode.ENTER, false);
            return true;
        });
        assertThat(fx(() -> remembered.questions().get().view("needs a look"))).isPresent();
        assertThat(fx(() -> gallery.scene().lookup("#views"))).isNull();
        type("v");
        fx(() -> {
            ((TextField) gallery.scene().lookup("#view-name")).setText("Needs a look");
            return true;
        });
        picture("views");
        ListView<?> list = (ListView<?>) gallery.scene().lookup("#views-list");
        fx(() -> {
            press(list, KeyCode.DELETE, false);
            return true;
        });
        picture("view-deleted");
        assertThat(fx(() -> remembered.questions().get().views())).isEmpty();
        fx(() -> {
            ((Button) gallery.scene().lookup("#views-restore")).fire();
            press(list, KeyCode.F2, false);
            return true;
        });
        picture("view-renamed");
        fx(() -> {
            TextField again = (TextField) gallery.scene().lookup("#view-name");
            again.setText("Watch");
            press(again, KeyCode.ENTER, false);
            return true;
        });
        assertThat(fx(() -> remembered.questions().get().views()))
                .extracting(SavedView::name)
                .containsExactly("Watch");
        assertThat(fx(screen::actions)).anyMatch(action -> action.words().get().endsWith(": Watch"));
    }

    @ParameterizedTest
    @CsvSource({"DARK,ENGLISH,1440,900", "LIGHT,ENGLISH,1000,700", "LIGHT,GERMAN,1440,900"})
    void whoWasInAtAnotherTimeIsPlainlyOfThePast(Theme theme, Language language, int width, int height)
            throws Exception {
        show(theme, language, width, height);
        type("t");
        TextField typed = (TextField) gallery.scene().lookup("#as-of-typed");
        picture("as-of");
        fx(() -> {
            typed.setText("soon");
            return true;
        });
        picture("as-of-wrong");
        fx(() -> {
            typed.setText("yesterday 02:13");
            return true;
        });
        picture("as-of-typed");
        fx(() -> {
            press(typed, KeyCode.ENTER, false);
            model.selection().set(List.of(model.rows().get(2).handle()));
            return true;
        });
        assertThat(fx(() -> model.thenProperty().get())).isNotNull();
        picture("past");
        assertThat(fx(() -> ((Button) screen.root().lookup("#end")) == null
                        || screen.root().lookup("#end").isDisabled()))
                .isTrue();
        assertThat(fx(() -> screen.actions().stream()
                        .filter(action -> action.keys() == Keys.END || action.keys() == Keys.SUSPEND)
                        .noneMatch(Action::possible)))
                .isTrue();
        fx(() -> {
            model.selection().clear();
            press(screen.root().lookup(".sessions-table"), KeyCode.ESCAPE, false);
            return true;
        });
        assertThat(fx(() -> model.thenProperty().get())).isNull();
    }

    /** The client of the gallery reaches nobody: so it is the failure that is seen on the screen, and the rest is drawn by itself. */
    @ParameterizedTest
    @CsvSource({"DARK,ENGLISH,1440,900", "LIGHT,ENGLISH,1000,700", "LIGHT,GERMAN,1440,900"})
    void howFarAnExportIsIsSaid(Theme theme, Language language, int width, int height) throws Exception {
        show(theme, language, width, height);
        fx(() -> {
            press(screen.root().lookup(".sessions-table"), KeyCode.E, true);
            return true;
        });
        await().until(() -> fx(() -> screen.root().lookup("#session-exports .alert.warn") != null));
        picture("export-failed");
        VBox place = (VBox) screen.root().lookup("#session-exports");
        Path file = Path.of("/home/nadia/sessions-2026-11-23.csv");
        for (SessionExport.State state : List.of(
                new SessionExport.State.Running(212_000, 1_000_000),
                new SessionExport.State.Done(
                        file,
                        new ExportManifest(
                                new UUID(1, 2),
                                "nadia.k@example.com",
                                "",
                                "active",
                                null,
                                ExportFormat.CSV,
                                People.NOW,
                                People.NOW,
                                1_000_000,
                                9,
                                "",
                                "")))) {
            fx(() -> place.getChildren()
                    .setAll(ExportActions.lines(
                            state, ExportActions.progress(() -> {}), FileChoice.DESKTOP, new Background(), () -> {})));
            picture("export-" + state.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private List<String> titles() {
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        return table.getVisibleLeafColumns().stream()
                .map(javafx.scene.control.TableColumnBase::getText)
                .toList();
    }

    private void show(Theme theme, Language spoken, int width, int height) {
        language = spoken;
        dev.portcullis.console.common.Text.speak(spoken);
        FakeSource source = new FakeSource(People.crowd(400), People.stats(48_213, 2));
        gallery = Gallery.show(
                () -> {
                    model = new SessionsModel(source, People.own(), () -> People.NOW, Platform::runLater);
                    screen = new SessionsScreen(
                            model,
                            client,
                            People.own(),
                            null,
                            remembered,
                            (_, _, name) -> Optional.of(directory.resolve(name)),
                            clock);
                    return screen.root();
                },
                theme,
                width,
                height,
                100);
        await().until(() -> fx(() -> model.rows().size() == 400));
        await().until(() -> fx(() -> model.statsProperty().get() != null));
    }

    @AfterEach
    void close() {
        dev.portcullis.console.common.Text.speak(Language.ENGLISH);
        fx(() -> {
            screen.close();
            model.close();
            return true;
        });
        gallery.close();
        client.close();
    }

    private void type(String character) {
        fx(() -> {
            screen.root()
                    .lookup(".sessions-table")
                    .fireEvent(new KeyEvent(
                            KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, false, false, false));
            return true;
        });
    }

    private static void press(Node node, KeyCode code, boolean control) {
        node.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false));
    }

    private void picture(String name) throws IOException {
        gallery.picture(name + (language == Language.GERMAN ? "-de" : ""));
    }

    private static <T> T fx(Callable<T> task) {
        return Gallery.fx(task);
    }
}
