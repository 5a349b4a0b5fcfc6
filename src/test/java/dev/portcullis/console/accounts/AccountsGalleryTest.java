package dev.portcullis.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Permission;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the accounts in their states and sizes, and leaves the pictures in {@code target/gallery}. */
@SuppressWarnings("NullAway.Init") // each test begins with show
class AccountsGalleryTest {
    private final FakeAccounts accounts = new FakeAccounts();
    private final List<String> ways = new ArrayList<>();
    private AccountsScreen screen;
    private ScreenGallery<AccountsScreen> gallery;

    @ParameterizedTest
    @CsvSource({
        "DARK,1440,900,100,ENGLISH",
        "LIGHT,1000,700,100,ENGLISH",
        "DARK,1000,700,150,ENGLISH",
        "LIGHT,1440,900,100,GERMAN"
    })
    void whoIsLockedLeadsToTheLockAndASecondFactorIsTakenAway(
            Theme theme, int width, int height, int textSize, Language language) throws IOException {
        Text.speak(language);
        String suffix = "-" + language.name().toLowerCase(Locale.ROOT);
        show(theme, width, height, textSize, List.of(Permission.ACCOUNTS_WRITE, Permission.SESSIONS_REVOKE));
        select(2);
        await().until(() -> gallery.text("#account-state").equals(Text.get("accounts.state.locked")));
        gallery.picture("accounts" + suffix);
        assertThat(gallery.cut(".column-header > .label, .tag, .button")).isEmpty();
        gallery.fire("#account-lock");
        assertThat(ways).containsExactly("locks mallory.long-surname@subsidiary.example.com");
        assertThat(gallery.isDisabled("#account-remove-factor"))
                .as("it has none")
                .isTrue();

        select(0);
        assertThat(gallery.isDisabled("#account-lock")).as("it is not locked").isTrue();
        gallery.fire("#account-remove-factor");
        await().until(() -> !gallery.isDisabled("#deed-perform"));
        gallery.picture("account-factor" + suffix);
        String none = language == Language.GERMAN ? "keine" : "none";
        gallery.fire("#deed-perform");
        await().until(() -> gallery.text("#account-second-factor").equals(none));
        assertThat(accounts.withoutFactor).containsExactly(FakeAccounts.id(1));

        gallery.fire("#account-delete");
        assertThat(Gallery.fx(() -> gallery.scene().lookup("#deed-typed").getAccessibleText()))
                .isEqualTo(Text.get("accounts.deed.type", "alice.mendez@example.com"));
        ScreenGallery.run(screen::close);
        assertThat(Gallery.fx(() -> Overlay.isOpen(gallery.scene())))
                .as("it goes with the screen")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void whoMayNotSeeLocksIsNotToldThatThereAreNoneAndWhatCannotBeReadIsSaid(Theme theme, int width, int height)
            throws IOException {
        show(theme, width, height, 100, List.of(Permission.ACCOUNTS_WRITE));
        select(2);
        gallery.picture("accounts-locks-unknown");
        assertThat(gallery.words()).contains("not known");

        accounts.failure = refused(ProblemType.UNAVAILABLE, "The session store cannot be reached.");
        read();
        await().until(() -> Gallery.fx(() -> screen.model().isStale()));
        gallery.picture("accounts-stale");

        accounts.failure = refused(ProblemType.FORBIDDEN, null);
        read();
        await().until(() -> Gallery.fx(() -> screen.model().stateProperty().get() instanceof ListState.Denied));
        gallery.picture("accounts-denied");

        accounts.failure = null;
        ScreenGallery.run(() -> screen.model().searchProperty().set("nobody is called so"));
        await().until(() -> Gallery.fx(() -> screen.model().stateProperty().get() instanceof ListState.Read));
        gallery.picture("accounts-nomatch");
        assertThat(gallery.words()).contains("Nothing matches “nobody is called so”.");
    }

    @AfterEach
    void close() {
        gallery.close();
    }

    private static ClientException refused(ProblemType type, @Nullable String detail) {
        return new ClientException.Refused(new Problem(type.urn(), type.title(), type.status(), detail, null, null));
    }

    private void select(int row) {
        await().until(() -> Gallery.fx(() -> screen.model().rows().size() == 5));
        gallery.select("#accounts-table", row);
    }

    private void read() {
        ScreenGallery.run(screen.model()::read);
    }

    private void show(Theme theme, int width, int height, int textSize, List<String> permissions) {
        UiClock clock = new UiClock(Clock.fixed(FakeAccounts.NOON, ZoneOffset.UTC), () -> Duration.ZERO);
        LiveCounts counts = (_, onCounted) -> onCounted.accept(Map.of(FakeAccounts.id(1), 2, FakeAccounts.id(4), 1));
        gallery = ScreenGallery.show(
                () -> new AccountsScreen(
                        accounts,
                        permissions,
                        FakeAccounts.id(4),
                        counts,
                        new Background(),
                        clock,
                        new AccountsScreen.Ways(
                                words -> ways.add("sessions " + words), words -> ways.add("locks " + words))),
                theme,
                width,
                height,
                textSize);
        screen = gallery.screen();
    }
}
