package dev.portcullis.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.AuditVerification;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.list.ListState;
import dev.portcullis.support.Gallery;
import dev.portcullis.support.ScreenGallery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the audit with made-up entries in its states and sizes, and leaves the pictures in {@code target/gallery}. */
@SuppressWarnings("NullAway.Init") // each test begins with show
class AuditGalleryTest {
    private final List<String> sessions = new ArrayList<>();
    private final List<String> accounts = new ArrayList<>();

    @TempDir
    Path directory;

    private AuditScreen screen;
    private ScreenGallery<AuditScreen> gallery;

    @ParameterizedTest
    @CsvSource({
        "DARK,1440,900,100",
        "LIGHT,1440,900,100",
        "DARK,1000,700,100",
        "LIGHT,1000,700,100",
        "DARK,1440,900,150",
        "LIGHT,1000,700,150"
    })
    void whatWasDoneIsReadInFullWithWhatItWasBefore(Theme theme, int width, int height, int textSize)
            throws IOException {
        FakeTrail trail = new FakeTrail(12_344);
        show(trail, theme, width, height, textSize);
        await().until(() -> Gallery.fx(() -> screen.model().rows().size() >= 100));
        Gallery.awaitWhole();
        gallery.picture("audit");
        Gallery.fx(() -> {
            table().getSelectionModel().clearAndSelect(0);
            screen.verification().verify();
            return true;
        });
        await().until(() ->
                Gallery.fx(() -> screen.verification().stateProperty().get() instanceof VerifyModel.State.Holds));
        gallery.picture("audit-entry");
        assertThat(gallery.cut(".column-header > .label")).isEmpty();
        assertThat(gallery.words()).contains("The chain holds", "changed the policy");
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void aBrokenChainIsRedAndLeadsToTheEntryAndAnExportSaysHowFarItIs(Theme theme, int width, int height)
            throws IOException {
        FakeTrail trail = new FakeTrail(12_344);
        trail.outcome = new AuditVerification(
                11_703, false, 11_704L, "The entry's mac does not follow from the entry before.", null);
        trail.held = new CountDownLatch(1);
        show(trail, theme, width, height, 100);
        await().until(() -> Gallery.fx(() -> screen.model().rows().size() >= 100));
        Gallery.awaitWhole();
        Gallery.fx(() -> {
            perform("Verify chain");
            perform("Export as CSV…");
            return true;
        });
        await().until(() ->
                Gallery.fx(() -> screen.verification().stateProperty().get() instanceof VerifyModel.State.Broken));
        gallery.picture("audit-broken");
        assertThat(gallery.words()).contains("The chain does not hold at entry 11,704", "Exporting", "Cancel");
        trail.held.countDown();
        await().until(() ->
                Gallery.fx(() -> screen.exporting().stateProperty().get() instanceof ExportModel.State.Done));
        Gallery.fx(() -> {
            screen.model().show(11_704);
            return true;
        });
        await().until(() -> Gallery.fx(() -> screen.model().selectedProperty().get() != null));
        gallery.picture("audit-exported");
        assertThat(Files.exists(directory.resolve("audit-2026-11-24.csv"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void whatIsNotThereOrNotReadIsSaid(Theme theme, int width, int height) throws IOException {
        FakeTrail trail = new FakeTrail(12_344);
        trail.failure = new ClientException.Refused(new Problem(
                ProblemType.UNAVAILABLE.urn(),
                ProblemType.UNAVAILABLE.title(),
                503,
                "The session store cannot be reached.",
                "urn:uuid:0199f3a2-71c4-7d0e",
                null));
        show(trail, theme, width, height, 100);
        await().until(() -> Gallery.fx(() -> screen.model().stateProperty().get() instanceof ListState.Failed));
        gallery.picture("audit-failed");
        assertThat(Gallery.fx(() -> screen.query().orElseThrow().count().getValue()))
                .as("nobody knows how many there are")
                .isEmpty();
        trail.failure = new ClientException.Refused(
                new Problem(ProblemType.FORBIDDEN.urn(), ProblemType.FORBIDDEN.title(), 403, null, null, null));
        ScreenGallery.run(screen.model()::read);
        await().until(() -> Gallery.fx(() -> screen.model().stateProperty().get() instanceof ListState.Denied));
        gallery.picture("audit-denied");
        trail.failure = null;
        Gallery.fx(() -> {
            screen.model().filter().words().set("nothing is called so");
            return true;
        });
        await().until(() -> Gallery.fx(() -> screen.model().stateProperty().get() instanceof ListState.Read));
        gallery.picture("audit-nomatch");
        assertThat(gallery.words()).contains("No entry matches.");
    }

    @Test
    void anEntryLeadsToWhatItNames() {
        FakeTrail trail = new FakeTrail(1000);
        show(trail, Theme.DARK, 1440, 900, 100);
        await().until(() -> Gallery.fx(() -> screen.model().rows().size() >= 100));
        Gallery.awaitWhole();
        assertThat(Gallery.fx(() -> table().getHeight()))
                .as("it grew with its first rows until there was no more room")
                .isEqualTo(Gallery.fx(() -> ((Region) table().getParent()).getHeight()));
        Gallery.fx(() -> {
            table().getSelectionModel().clearAndSelect(0); // an account
            perform("Show sessions");
            perform("Show account");
            table().getSelectionModel().clearAndSelect(5); // a login
            perform("Show sessions");
            return true;
        });
        await().until(() -> !accounts.isEmpty());
        assertThat(accounts).containsExactly("alice.mendez@example.com");
        assertThat(sessions)
                .containsExactly(
                        "account:" + FakeTrail.entry(1000).subject().id() + " state:any",
                        "handle:" + FakeTrail.entry(995).subject().id() + " state:any");
        trail.failure = new ClientException.Declined(ProblemType.STEP_UP_REQUIRED);
        Gallery.fx(() -> {
            table().getSelectionModel().clearAndSelect(0);
            perform("Show account");
            return true;
        });
        await().until(() -> gallery.words().contains("The account could not be read"));
        assertThat(Gallery.fx(() -> table().getEffect() == null))
                .as("the rows are what is")
                .isTrue();
        trail.failure = null;
        Gallery.fx(() -> {
            table().getSelectionModel().clearAndSelect(5);
            return true;
        });
        Gallery.fx(() -> {
            perform("All about this");
            return true;
        });
        assertThat(Gallery.fx(() -> screen.model().filter().kind().get())).isEqualTo("session");
    }

    @Test
    void itSpeaksGerman() throws IOException {
        Text.speak(Language.GERMAN);
        show(new FakeTrail(12_344), Theme.DARK, 1440, 900, 100);
        await().until(() -> Gallery.fx(() -> screen.model().rows().size() >= 100));
        Gallery.awaitWhole();
        Gallery.fx(() -> {
            table().getSelectionModel().clearAndSelect(0);
            return true;
        });
        gallery.picture("audit-german");
        assertThat(gallery.cut(".column-header > .label")).isEmpty();
    }

    @AfterEach
    void close() {
        gallery.close();
    }

    private TableView<?> table() {
        return (TableView<?>) gallery.scene().lookup("#audit-table");
    }

    private void perform(String words) {
        screen.actions().stream()
                .filter(action -> action.words().get().equals(words))
                .findFirst()
                .ifPresent(Action::perform);
    }

    private void show(FakeTrail trail, Theme theme, int width, int height, int textSize) {
        UiClock clock = new UiClock(Clock.fixed(FakeTrail.NOW, ZoneOffset.UTC), () -> Duration.ZERO);
        gallery = ScreenGallery.show(
                () -> new AuditScreen(
                        trail,
                        new VerifyModel(trail, new Background(), clock::now),
                        new ExportModel(trail, new Background()),
                        true,
                        new Background(),
                        clock,
                        (_, _, name) -> Optional.of(directory.resolve(name)),
                        1000,
                        sessions::add,
                        accounts::add),
                theme,
                width,
                height,
                textSize);
        screen = gallery.screen();
    }
}
