package dev.portcullis.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.AuditVerification;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.support.Gallery;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** A verification is the operator's, and not the screen's that asked for it: that is made anew in another language. */
class VerificationGoesOnTest {
    private final FakeTrail trail = new FakeTrail(1000);
    private final UiClock clock = new UiClock(Clock.fixed(FakeTrail.NOW, ZoneOffset.UTC), () -> Duration.ZERO);
    private final Background background = new Background();
    private final VerifyModel verification = new VerifyModel(trail, background, clock::now);
    private final CountDownLatch held = new CountDownLatch(1);

    @BeforeAll
    static void javafx() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void speakEnglish() {
        Text.speak(Language.ENGLISH);
    }

    @Test
    void theScreenThatComesAfterItsOwnTellsOfItInItsOwnLanguage() {
        trail.verificationHeld = held;
        trail.outcome = new AuditVerification(117, false, 117L, "The entry is not what was written.", null);
        AuditScreen first = Gallery.fx(this::shown);
        Gallery.fx(() -> {
            first.verification().verify();
            return true;
        });
        assertThat(head(first)).isEqualTo("Verifying the chain");

        AuditScreen second = Gallery.fx(() -> {
            first.close();
            Text.speak(Language.GERMAN);
            return shown();
        });
        assertThat(head(second)).isEqualTo("Die Kette wird geprüft");
        held.countDown();
        await().until(() -> head(second).equals("Die Kette hält nicht bei Eintrag 117"));
        assertThat(second.problem().getValue()).isEqualTo("The entry is not what was written.");
        assertThat(first.problem().getValue())
                .as("it is gone, and hears nothing")
                .isEmpty();

        AuditScreen third = Gallery.fx(() -> {
            second.close();
            return shown();
        });
        assertThat(third.problem().getValue()).as("what is known").isEqualTo("The entry is not what was written.");
        Gallery.fx(() -> {
            third.close();
            return true;
        });
    }

    private AuditScreen shown() {
        AuditScreen screen = new AuditScreen(
                trail,
                verification,
                new ExportModel(trail, background),
                true,
                background,
                clock,
                FileChoice.DESKTOP,
                1000,
                _ -> {},
                _ -> {});
        new Scene(new StackPane(screen.root()));
        return screen;
    }

    private static String head(AuditScreen screen) {
        Gallery.awaitWhole();
        return Gallery.fx(() ->
                screen.root().lookup("#audit-notices .alert-head") instanceof Labeled label ? label.getText() : "");
    }
}
