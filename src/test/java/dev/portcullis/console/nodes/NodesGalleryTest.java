package dev.portcullis.console.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Theme;
import dev.portcullis.support.Gallery;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the servers in their states and sizes, and leaves the pictures in {@code target/gallery}. */
@SuppressWarnings("NullAway.Init") // each test begins with show
class NodesGalleryTest {
    private final Cluster cluster = new Cluster().healthy();
    private NodesModel model;
    private NodesScreen screen;
    private Gallery gallery;

    @ParameterizedTest
    @CsvSource({
        "DARK,1440,900,100,ENGLISH",
        "LIGHT,1000,700,100,ENGLISH",
        "DARK,1000,700,150,ENGLISH",
        "LIGHT,1440,900,100,GERMAN"
    })
    void eachStateIsADotAndAWordAndSeveralVersionsArePointedOut(
            Theme theme, int width, int height, int textSize, Language language) throws IOException {
        Text.speak(language);
        cluster.troubled();
        show(theme, width, height, textSize);
        await().until(() -> Gallery.fx(() -> model.rows().size() == 6));
        Gallery.fx(() -> {
            ((TableView<?>) screen.root().lookup("#nodes-table"))
                    .getSelectionModel()
                    .clearAndSelect(1);
            return true;
        });
        gallery.picture("nodes-troubled-" + language.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(gallery.cut(".column-header > .label, .tag, .button")).isEmpty();
        if (language == Language.ENGLISH) {
            assertThat(gallery.words()).contains("Different versions run", "lagging", "lost", "stopped", "running");
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1440,900", "DARK,1000,700"})
    void allIsWellOrNotReadOrOldOrDenied(Theme theme, int width, int height) throws IOException {
        CountDownLatch held = new CountDownLatch(1);
        gallery = Gallery.show(
                () -> {
                    model = new NodesModel(
                            () -> {
                                held.await();
                                return cluster.call();
                            },
                            new Background(),
                            () -> cluster.now);
                    screen = new NodesScreen(model);
                    return screen.root();
                },
                theme,
                width,
                height,
                100);
        enter();
        gallery.picture("nodes-reading");
        held.countDown();
        await().until(() -> Gallery.fx(() -> model.rows().size() == 2));
        gallery.picture("nodes");
        assertThat(gallery.words()).doesNotContain("Different versions run").contains("running");

        cluster.failure = refused(ProblemType.UNAVAILABLE, 503, "The session store cannot be reached.");
        pass(2);
        await().until(() -> Gallery.fx(() -> model.failureProperty().get() != null));
        pass(9);
        await().until(() -> Gallery.fx(() -> model.staleProperty().get()));
        gallery.picture("nodes-stale");
        assertThat(gallery.words()).contains("Not as of now: The session store cannot be reached.");

        cluster.failure = refused(ProblemType.FORBIDDEN, 403, "This needs the permission \"sessions:read\".");
        Gallery.fx(() -> {
            model.read();
            return true;
        });
        await().until(() -> Gallery.fx(() -> model.stateProperty().get() instanceof NodesModel.State.Denied));
        gallery.picture("nodes-denied");
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900"})
    void whatCannotBeReadIsSaidWithWhatToDo(Theme theme, int width, int height) throws IOException {
        cluster.failure = refused(ProblemType.UNAVAILABLE, 503, "The session store cannot be reached.");
        show(theme, width, height, 100);
        await().until(() -> Gallery.fx(() -> model.stateProperty().get() instanceof NodesModel.State.Failed));
        gallery.picture("nodes-failed");
        assertThat(gallery.words()).contains("Read again");
    }

    @AfterEach
    void close() {
        Gallery.fx(() -> {
            screen.close();
            model.close();
            return true;
        });
        gallery.close();
        Text.speak(Language.ENGLISH);
    }

    private void show(Theme theme, int width, int height, int textSize) {
        gallery = Gallery.show(
                () -> {
                    model = new NodesModel(cluster, new Background(), () -> cluster.now);
                    screen = new NodesScreen(model);
                    return screen.root();
                },
                theme,
                width,
                height,
                textSize);
        enter();
    }

    private void enter() {
        Gallery.fx(() -> {
            screen.enter();
            return true;
        });
    }

    private void pass(int seconds) {
        cluster.now = cluster.now.plusSeconds(seconds);
        Gallery.fx(() -> {
            model.tick();
            return true;
        });
    }

    private static ClientException refused(ProblemType type, int status, String detail) {
        return new ClientException.Refused(
                new Problem(type.urn(), type.title(), status, detail, "urn:uuid:0199f3a2-71c4-7d0e", null));
    }
}
