package dev.portcullis.console.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RoleEffect;
import dev.portcullis.api.RoleView;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.list.ListState;
import dev.portcullis.support.Gallery;
import dev.portcullis.support.ScreenGallery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the roles in their states and sizes, and leaves the pictures in {@code target/gallery}. */
@SuppressWarnings("NullAway.Init") // each test begins with show
class RolesGalleryTest {
    private final FakeRoles roles = new FakeRoles();
    private RolesScreen screen;
    private ScreenGallery<RolesScreen> gallery;

    @ParameterizedTest
    @CsvSource({
        "DARK,1440,900,100,ENGLISH",
        "LIGHT,1000,700,100,ENGLISH",
        "DARK,1000,700,150,ENGLISH",
        "LIGHT,1440,900,100,GERMAN"
    })
    void whatARolePermitsIsChangedAfterItWasSaidWhoFollows(
            Theme theme, int width, int height, int textSize, Language language) throws IOException {
        Text.speak(language);
        String suffix = "-" + language.name().toLowerCase(Locale.ROOT);
        show(theme, width, height, textSize, List.of(Permission.ACCOUNTS_WRITE));
        select(4);
        gallery.picture("roles" + suffix);
        assertThat(gallery.cut(".column-header > .label, .tag, .button")).isEmpty();
        gallery.perform(1);
        gallery.fill("#role-others", "orders:read stock:read");
        await().until(() -> gallery.text("#role-effect").contains(language == Language.GERMAN ? "3.102" : "3,102"));
        gallery.picture("role-narrowed" + suffix);
        roles.roles = List.of(new RoleView("warehouse.shift-lead", List.of("fleet:read"), 13));
        roles.effect = new RoleEffect(1240, 0, 0, 0);
        gallery.fire("#role-save");
        await().until(() -> gallery.isVisible("#role-theirs"));
        await().until(() -> !gallery.isDisabled("#role-save"));
        gallery.picture("role-theirs" + suffix);
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void whoMayOnlyLookSeesWhyAndWhatIsNotThereIsSaid(Theme theme, int width, int height) throws IOException {
        show(theme, width, height, 100, List.of(Permission.AUDIT_READ));
        select(0);
        gallery.picture("roles-looked-at");
        for (String button : List.of("#role-new", "#role-edit", "#role-delete")) {
            assertThat(gallery.isDisabled(button)).as(button).isTrue();
        }
        roles.failure = FakeRoles.refused(ProblemType.UNAVAILABLE, "The session store cannot be reached.");
        read();
        await().until(() -> Gallery.fx(() -> screen.model().stateProperty().get() instanceof ListState.Failed));
        gallery.picture("roles-stale");
        roles.failure = FakeRoles.refused(ProblemType.FORBIDDEN, "");
        read();
        await().until(() -> Gallery.fx(() -> screen.model().stateProperty().get() instanceof ListState.Denied));
        gallery.picture("roles-denied");
        assertThat(Gallery.fx(() -> screen.query().orElseThrow().count().getValue()))
                .as("nobody knows how many there are")
                .isEmpty();
        roles.failure = null;
        ScreenGallery.run(() -> screen.model().searchProperty().set("nothing like it"));
        read();
        await().until(() -> Gallery.fx(() -> screen.model().stateProperty().get() instanceof ListState.Read));
        gallery.picture("roles-nomatch");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1440,900"})
    void aRoleThatNobodyHasIsDeletedAfterAQuestion(Theme theme, int width, int height) throws IOException {
        roles.effect = new RoleEffect(0, 0, 0, 0);
        show(theme, width, height, 100, List.of(Permission.ACCOUNTS_WRITE));
        select(2);
        await().until(() -> !gallery.isDisabled("#role-delete"));
        gallery.perform(3);
        gallery.picture("role-delete");
        gallery.perform(0);
        gallery.picture("role-new");
        ScreenGallery.run(screen::close);
        assertThat(Gallery.fx(() -> Overlay.isOpen(gallery.scene())))
                .as("it goes with the screen")
                .isFalse();
    }

    @AfterEach
    void close() {
        gallery.close();
    }

    private void select(int row) {
        await().until(() -> Gallery.fx(() -> screen.model().rows().size() == 5));
        gallery.select("#roles-table", row);
        await().until(() ->
                Gallery.fx(() -> screen.model().holdersProperty().get().isPresent()));
    }

    private void read() {
        ScreenGallery.run(screen.model()::read);
    }

    private void show(Theme theme, int width, int height, int textSize, List<String> permissions) {
        UiClock clock =
                new UiClock(Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC), () -> Duration.ZERO);
        gallery = ScreenGallery.show(
                () -> new RolesScreen(roles, permissions, new Background(), clock, () -> {}),
                theme,
                width,
                height,
                textSize);
        screen = gallery.screen();
    }
}
