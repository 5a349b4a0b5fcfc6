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
import dev.portcullis.console.list.ListState;
import dev.portcullis.support.Gallery;
import dev.portcullis.support.ScreenGallery;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the servers in their states and sizes, and leaves the pictures in {@code target/gallery}. */
@SuppressWarnings("NullAway.Init") // each test begins with show
class NodesGalleryTest {
    private final Cluster cluster = new Cluster().healthy();
    private NodesModel model;
    private ScreenGallery<NodesScreen> gallery;

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
        gallery.select("#nodes-table", 1);
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
        gallery = ScreenGallery.show(
                () -> {
                    model = new NodesModel(
                            () -> {
                                held.await();
                                return cluster.call();
                            },
                            new Background(),
                            () -> cluster.now);
                    return new NodesScreen(model);
                },
                theme,
                width,
                height,
                100);
        gallery.picture("nodes-reading");
        held.countDown();
        await().until(() -> Gallery.fx(() -> model.rows().size() == 2));
        gallery.picture("nodes");
        assertThat(gallery.words()).doesNotContain("Different versions run").contains("running");

        cluster.failure = refused(ProblemType.UNAVAILABLE, 503, "The session store cannot be reached.");
        pass(2);
        await().until(() -> Gallery.fx(() -> model.failureProperty().get() != null));
        pass(9);
        await().until(() -> Gallery.fx(() -> model.isStale()));
        gallery.picture("nodes-stale");
        assertThat(gallery.words()).contains("Not as of now: The session store cannot be reached.");

        cluster.failure = refused(ProblemType.FORBIDDEN, 403, "This needs the permission \"sessions:read\".");
        Gallery.fx(() -> {
            model.read();
            return true;
        });
        await().until(() -> Gallery.fx(() -> model.stateProperty().get() instanceof ListState.Denied));
        gallery.picture("nodes-denied");
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900"})
    void whatCannotBeReadIsSaidWithWhatToDo(Theme theme, int width, int height) throws IOException {
        cluster.failure = refused(ProblemType.UNAVAILABLE, 503, "The session store cannot be reached.");
        show(theme, width, height, 100);
        await().until(() -> Gallery.fx(() -> model.stateProperty().get() instanceof ListState.Failed));
        gallery.picture("nodes-failed");
        assertThat(gallery.words()).contains("Read again");
    }

    @AfterEach
    void close() {
        gallery.close();
    }

    private void show(Theme theme, int width, int height, int textSize) {
        gallery = ScreenGallery.show(
                () -> {
                    model = new NodesModel(cluster, new Background(), () -> cluster.now);
                    return new NodesScreen(model);
                },
                theme,
                width,
                height,
                textSize);
    }

    private void pass(int seconds) {
        cluster.now = cluster.now.plusSeconds(seconds);
        ScreenGallery.run(model::tick);
    }

    private static ClientException refused(ProblemType type, int status, String detail) {
        return new ClientException.Refused(
                new Problem(type.urn(), type.title(), status, detail, "urn:uuid:0199f3a2-71c4-7d0e", null));
    }
}
