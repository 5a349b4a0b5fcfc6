package dev.portcullis.console.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.OwnAccount;
import dev.portcullis.api.OwnPasswordChange;
import dev.portcullis.api.Problem;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Appearance;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Density;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.factor.Proofs;
import dev.portcullis.console.factor.StagedAccess;
import dev.portcullis.console.notice.NoticeChoice;
import dev.portcullis.console.settings.PasswordModel.Field;
import dev.portcullis.console.settings.SettingsModel.State;
import dev.portcullis.support.Gallery;
import dev.portcullis.support.ScreenGallery;
import dev.portcullis.support.Turns;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

/** The settings of one's own account: the second factor and the password. */
class AccountModelsTest {
    private final StagedAccess access = new StagedAccess();
    private final SettingsModel settings = new SettingsModel(access, new Background(new Turns()));
    private final PasswordModel passwords = new PasswordModel(access, new Background(new Turns()));

    @Test
    void turningOffIsSeenAtOnce() {
        access.totp = true;
        settings.refresh();
        await().until(() -> settings.stateProperty().get() instanceof State.Known known
                && known.account().totp());
        settings.turnOff();
        await().until(() -> settings.stateProperty().get() instanceof State.Known known
                && !known.account().totp());
        assertThat(settings.problemProperty().get()).isEmpty();
    }

    @Test
    void whatIsTurnedOffIsToldEvenIfTheAccountCannotBeReadAfterwards() {
        StagedAccess silent = new StagedAccess() {
            @Override
            public OwnAccount account() {
                if (!asked.isEmpty()) {
                    throw no();
                }
                return super.account();
            }
        };
        silent.totp = true;
        SettingsModel model = new SettingsModel(silent, new Background(new Turns()));
        model.refresh();
        await().until(() -> model.stateProperty().get() instanceof State.Known);

        model.turnOff();
        await().until(() -> model.stateProperty().get() instanceof State.Unknown unknown
                && unknown.sentence().startsWith("Two-step login is turned off. "));
        assertThat(silent.totp).isFalse();
        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(model.turningOffProperty().get()).isFalse();
    }

    @Test
    void whoDoesNotConfirmKeepsTheFactorAndIsToldNothing() {
        access.totp = true;
        access.refusal = new ClientException.Declined(ProblemType.STEP_UP_REQUIRED);
        settings.turnOff();
        await().until(() ->
                !access.asked.isEmpty() && !settings.turningOffProperty().get());
        assertThat(settings.problemProperty().get()).isEmpty();
        assertThat(access.totp).isTrue();
    }

    /** ASVS 7.4.3. */
    @Test
    void aNewPasswordEndsTheOtherSessionsUnlessOneWantsThemToGoOn() {
        type("old", "a new one of enough characters", "a new one of enough characters");
        passwords.change();
        await().until(() -> !passwords.doneProperty().get().isEmpty());
        assertThat(access.asked).containsExactly(new OwnPasswordChange("old", "a new one of enough characters", true));
        assertThat(passwords.doneProperty().get())
                .isEqualTo("Your password is changed, and your other sessions have ended.");
        assertThat(passwords.currentProperty().get()
                        + passwords.freshProperty().get()
                        + passwords.againProperty().get())
                .isEmpty();

        type("old", "x", "x");
        passwords.endOthersProperty().set(false);
        passwords.change();
        await().until(() -> passwords.doneProperty().get().equals("Your password is changed."));
    }

    @Test
    void twoThatDifferAreNotSent() {
        type("old", "one", "another");
        passwords.change();
        assertThat(Objects.requireNonNull(passwords.wrongProperty().get()).field())
                .isEqualTo(Field.AGAIN);
        assertThat(access.asked).isEmpty();
    }

    @Test
    void aWrongPasswordIsSaidBeneathItAndWhatWasTypedStays() {
        access.refuse(ProblemType.INVALID_CREDENTIALS, null);
        type("wrong", "x", "x");
        passwords.change();
        await().until(() -> passwords.wrongProperty().get() != null);
        assertThat(passwords.wrongProperty().get())
                .isEqualTo(new PasswordModel.Wrong(Field.CURRENT, "This is not your current password."));
        assertThat(passwords.freshProperty().get()).isEqualTo("x");
    }

    @Test
    void whyANewPasswordIsRefusedIsSaidInTheOperatorsLanguage() {
        Fault fault = Fault.of("#/new", FaultCode.PASSWORD_REPEATS);
        access.refusal = new ClientException.Refused(
                new Problem(
                        ProblemType.INVALID_REQUEST.urn(),
                        ProblemType.INVALID_REQUEST.title(),
                        400,
                        fault.placed(),
                        null,
                        null,
                        null,
                        List.of(fault)),
                null);
        Text.speak(Language.GERMAN);
        try {
            type("right", "letmeinletmeinletmein", "letmeinletmeinletmein");
            passwords.change();
            await().until(() -> passwords.wrongProperty().get() != null);
            assertThat(passwords.wrongProperty().get())
                    .isEqualTo(new PasswordModel.Wrong(
                            Field.FRESH, "Dieses Passwort ist leicht zu erraten: Es wiederholt sich."));
        } finally {
            Text.speak(Language.ENGLISH);
        }
    }

    @Test
    void aServerWithoutSecondFactorsIsNotCalledBroken() {
        SettingsModel old = new SettingsModel(
                new StagedAccess() {
                    @Override
                    public OwnAccount account() {
                        throw no();
                    }
                },
                new Background(new Turns()));
        old.refresh();
        await().until(() ->
                old.stateProperty().get().equals(new State.Unknown("This server does not offer two-step login.")));
    }

    @Test
    void whoAnswersWhetherTheyAreSureGoesOnBesideTheQuestion() {
        access.totp = true;
        Appearance[] looks = new Appearance[1];
        try (ScreenGallery<SettingsScreen> gallery = ScreenGallery.show(
                () -> {
                    looks[0] = new Appearance(ThemeChoice.DARK, Measures.NORMAL, Density.NORMAL);
                    return screen(looks[0]);
                },
                Theme.DARK,
                1440,
                900,
                Measures.NORMAL)) {
            await().until(() -> gallery.isVisible("#factor-turn-off"));
            gallery.fire("#factor-turn-off");
            gallery.fire("#keep");
            assertThat(focus(gallery)).isEqualTo("factor-turn-off");
            gallery.fire("#factor-turn-off");
            ScreenGallery.run(() -> gallery.scene().lookup("#factor-really-off").requestFocus());
            gallery.fire("#factor-really-off");
            await().until(() -> gallery.isVisible("#factor-set-up"));
            assertThat(focus(gallery)).isEqualTo("factor-set-up");
        } finally {
            Gallery.fx(() -> {
                looks[0].close();
                return true;
            });
        }
    }

    private SettingsScreen screen(Appearance appearance) {
        Background background = new Background();
        SettingsController controller = new SettingsController(
                new SettingsModel(access, background),
                new PasswordModel(access, background),
                new Proofs(access, background, InstantSource.system(), FileChoice.DESKTOP, true),
                appearance,
                new SimpleObjectProperty<>(LanguageChoice.ENGLISH),
                new SimpleObjectProperty<>(NoticeChoice.ALL));
        return new SettingsScreen(controller, () -> {});
    }

    private static String focus(ScreenGallery<?> gallery) {
        return Gallery.fx(() -> String.valueOf(gallery.scene().getFocusOwner().getId()));
    }

    private static ClientException no() {
        StagedAccess access = new StagedAccess();
        access.refuse(ProblemType.NOT_FOUND, null);
        return Objects.requireNonNull(access.refusal);
    }

    private void type(String current, String fresh, String again) {
        passwords.currentProperty().set(current);
        passwords.freshProperty().set(fresh);
        passwords.againProperty().set(again);
    }
}
