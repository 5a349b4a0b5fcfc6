package dev.portcullis.console.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Lock;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.list.ListState;
import dev.portcullis.support.Gallery;
import dev.portcullis.support.ScreenGallery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the locks in their states and sizes, and leaves the pictures in {@code target/gallery}. */
@SuppressWarnings("NullAway.Init") // each test begins with show
class LocksGalleryTest {
    private final FakeLocks locks = new FakeLocks().some();
    private final List<String> sessions = new ArrayList<>();
    private LocksScreen screen;
    private ScreenGallery<LocksScreen> gallery;

    @ParameterizedTest
    @CsvSource({
        "DARK,1440,900,100,ENGLISH",
        "LIGHT,1000,700,100,ENGLISH",
        "DARK,1000,700,150,ENGLISH",
        "LIGHT,1440,900,100,GERMAN"
    })
    void eachIsReadWithWhoWhyAndUntilWhen(Theme theme, int width, int height, int textSize, Language language)
            throws IOException {
        Text.speak(language);
        String suffix = "-" + language.name().toLowerCase(Locale.ROOT);
        show(theme, width, height, textSize, List.of(Permission.SESSIONS_REVOKE));
        await().until(() -> Gallery.fx(() -> screen.model().rows().size() == 4));
        gallery.select("#locks-table", 1);
        ScreenGallery.run(() -> screen.actions().stream()
                .filter(each -> each.keys() == Keys.OPEN)
                .forEach(Action::perform));
        gallery.picture("locks" + suffix);
        assertThat(gallery.cut(".column-header > .label, .tag, .button")).isEmpty();
        Lock.Account mallory = Objects.requireNonNull(locks.locks.get(1).account());
        assertThat(sessions).containsExactly("account:" + mallory.id());
        gallery.perform(0);
        gallery.fire("#lock-network");
        gallery.fire("#lock-network");
        assertThat(Gallery.fx(() -> gallery.scene().lookup("#lock-network") instanceof ToggleButton network
                        && network.isSelected()))
                .as("one of them always is")
                .isTrue();
        gallery.fill("#lock-target", "10.0.0.0/8");
        gallery.fill("#lock-reason", "Stuffing from our own office");
        gallery.fire("#lock-perform");
        await().until(() -> gallery.isVisible("#lock-insist"));
        gallery.picture("lock-own" + suffix);
        gallery.perform(1);
        gallery.picture("lock-lift" + suffix);
        ScreenGallery.run(screen::close);
        assertThat(Gallery.fx(() -> Overlay.isOpen(gallery.scene())))
                .as("it goes with the screen")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void nothingLockedNothingReadAndWhoMayOnlyLook(Theme theme, int width, int height) throws IOException {
        List<Lock> some = locks.locks;
        locks.locks = List.of();
        show(theme, width, height, 100, List.of(Permission.AUDIT_READ));
        await().until(() -> Gallery.fx(() -> screen.model().stateProperty().get() instanceof ListState.Read));
        gallery.picture("locks-none");
        assertThat(gallery.words()).contains("Nothing is locked.");
        assertThat(gallery.isDisabled("#lock-new")).isTrue();
        assertThat(screen.actions().getFirst().hindrance().get()).contains("sessions:revoke");

        locks.locks = some;
        locks.more = true;
        read();
        await().until(() -> Gallery.fx(() -> screen.model().rows().size() == 4));
        gallery.picture("locks-looked-at");
        assertThat(gallery.words()).contains("The newest 4; older ones follow as you scroll");

        locks.failure = FakeLocks.refused(ProblemType.UNAVAILABLE, "The session store cannot be reached.");
        locks.now = locks.now.plusSeconds(30);
        read();
        await().until(() -> Gallery.fx(() -> screen.model().isStale()));
        gallery.picture("locks-stale");

        locks.failure = FakeLocks.refused(ProblemType.FORBIDDEN, "");
        read();
        await().until(() -> Gallery.fx(() -> screen.model().stateProperty().get() instanceof ListState.Denied));
        gallery.picture("locks-denied");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1440,900"})
    void whatWasFoundIsStillSelectedInTheTableWithoutTheSearch(Theme theme, int width, int height) {
        show(theme, width, height, 100, List.of(Permission.SESSIONS_REVOKE));
        await().until(() -> Gallery.fx(() -> screen.model().rows().size() == 4));
        gallery.select("#locks-table", 0);
        ScreenGallery.run(() -> screen.model().searchProperty().set("payroll"));
        assertThat(selected()).isEqualTo(-1);
        gallery.select("#locks-table", 0);
        ScreenGallery.run(screen.model()::widen);
        assertThat(selected()).isEqualTo(3);
        assertThat(Gallery.fx(() -> screen.model().selectedProperty().get())).isEqualTo(locks.locks.getLast());
        read();
        await().until(() -> locks.asked.get() == 2);
        assertThat(selected()).isEqualTo(3);
    }

    @Test
    void whatWasNeverReadIsNotCounted() {
        locks.failure = FakeLocks.refused(ProblemType.UNAVAILABLE, "The session store cannot be reached.");
        show(Theme.DARK, 1440, 900, 100, List.of(Permission.SESSIONS_REVOKE));
        await().until(() -> Gallery.fx(() -> screen.model().stateProperty().get() instanceof ListState.Failed));
        assertThat(counted()).isEmpty();
        locks.failure = null;
        locks.locks = List.of();
        read();
        await().until(() -> counted().equals("0 of 0"));
    }

    @Test
    void whoHasLiftedOneByItsButtonGoesOnInTheTable() {
        show(Theme.DARK, 1440, 900, 100, List.of(Permission.SESSIONS_REVOKE));
        await().until(() -> Gallery.fx(() -> screen.model().rows().size() == 4));
        gallery.select("#locks-table", 1);
        ScreenGallery.run(() -> gallery.scene().lookup("#lock-lift").requestFocus());
        gallery.fire("#lock-lift");
        gallery.fire("#lift-perform");
        await().until(() -> Gallery.fx(() -> screen.model().rows().size() == 3));
        Gallery.awaitPulses();
        assertThat(Gallery.fx(() -> gallery.scene().getFocusOwner().getId())).isEqualTo("locks-table");
    }

    @Test
    void rowsThatComeLaterHaveAllOfThePlaceAndHaveItAgain() {
        locks.locks = List.of();
        show(Theme.DARK, 1440, 900, 100, List.of(Permission.SESSIONS_REVOKE));
        await().until(() -> Gallery.fx(() -> screen.model().stateProperty().get() instanceof ListState.Read));
        assertThat(rows()).isZero();
        for (int round = 0; round < 2; round++) {
            locks.many(60);
            read();
            await("a full table").until(() -> rows() >= 20);
            locks.locks = List.of();
            read();
            await("an empty one").until(() -> rows() == 0);
        }
    }

    /** That are drawn. */
    private long rows() {
        return Gallery.fx(() -> screen.root().lookupAll("#locks-table .table-row-cell").stream()
                .map(TableRow.class::cast)
                .filter(row -> row.isVisible() && !row.isEmpty())
                .count());
    }

    private String counted() {
        return Gallery.fx(() -> screen.query().orElseThrow().count().getValue());
    }

    private int selected() {
        return Gallery.fx(() -> ((TableView<?>) screen.root().lookup("#locks-table"))
                .getSelectionModel()
                .getSelectedIndex());
    }

    @AfterEach
    void close() {
        gallery.close();
    }

    private void read() {
        ScreenGallery.run(screen.model()::read);
    }

    private void show(Theme theme, int width, int height, int textSize, List<String> permissions) {
        UiClock clock = new UiClock(
                new Clock() {
                    @Override
                    public java.time.Instant instant() {
                        return locks.now;
                    }

                    @Override
                    public java.time.ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        throw new UnsupportedOperationException("it has one zone");
                    }
                },
                () -> Duration.ZERO);
        gallery = ScreenGallery.show(
                () -> new LocksScreen(locks, permissions, new Background(), clock, sessions::add),
                theme,
                width,
                height,
                textSize);
        screen = gallery.screen();
    }
}
