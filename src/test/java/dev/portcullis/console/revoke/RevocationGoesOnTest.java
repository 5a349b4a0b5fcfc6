package dev.portcullis.console.revoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.RevocationAction;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.revoke.RevocationModel.Planned;
import dev.portcullis.console.revoke.RevocationModel.State;
import dev.portcullis.support.Gallery;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** A revocation and its receipt are the operator's, and not the screen's that asked: that is made anew in another language. */
class RevocationGoesOnTest {
    private final HeldRevocation server = new HeldRevocation();
    private final UiClock clock = new UiClock(Clock.fixed(HeldRevocation.NOW, ZoneOffset.UTC), () -> Duration.ZERO);
    private final Background background = new Background();
    private final Revoking revoking = new Revoking(server, background, clock::now);

    @BeforeAll
    static void javafx() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void speakEnglish() {
        Text.speak(Language.ENGLISH);
    }

    @Test
    void theScreenThatComesAfterItsOwnShowsTheReceiptInItsOwnLanguage() {
        Scene scene = Gallery.fx(() -> new Scene(new StackPane(), 1440, 900));
        Revocation first = Gallery.fx(this::fresh);
        begin(first, scene);
        Revocation second = Gallery.fx(() -> {
            first.close();
            Text.speak(Language.GERMAN);
            Revocation next = fresh();
            next.enter(scene);
            return next;
        });
        assertThat(isThere(scene, "#revoke")).as("it goes on meanwhile").isFalse();
        assertThat(Gallery.fx(() -> second.receiptAction(() -> scene).words().get()))
                .as("there is no receipt yet")
                .isEqualTo("Zeigen, wie weit der Widerruf ist");
        assertThat(Gallery.fx(second::hindrance)).contains("Ein Widerruf läuft noch");

        server.letGo();
        await().until(() -> isThere(scene, "#toast"));
        assertThat(words(scene, "#toast #title")).isEqualTo("3 Sitzungen überall beendet");
        assertThat(Gallery.fx(second::hindrance)).isEmpty();
        assertThat(possible(second)).isTrue();

        Revocation third = Gallery.fx(() -> {
            second.close();
            Text.speak(Language.ENGLISH);
            Revocation next = fresh();
            next.enter(scene);
            return next;
        });
        assertThat(words(scene, "#toast #title")).as("it still stood there").isEqualTo("3 sessions ended everywhere");
        assertThat(possible(third)).isTrue();
        Gallery.fx(() -> {
            third.close();
            return true;
        });
        assertThat(isThere(scene, "#toast")).isFalse();
    }

    @Test
    void whatFailsMeanwhileIsAskedAboutByTheScreenThatComes() {
        Scene scene = Gallery.fx(() -> new Scene(new StackPane(), 1440, 900));
        Revocation first = Gallery.fx(this::fresh);
        begin(first, scene);
        Gallery.fx(() -> {
            first.close();
            Text.speak(Language.GERMAN);
            return true;
        });
        server.fail();
        await().until(() -> !Gallery.fx(revoking::isRunning));
        assertThat(isThere(scene, "#revoke")).isFalse();
        Revocation second = Gallery.fx(() -> {
            Revocation next = fresh();
            next.enter(scene);
            return next;
        });
        assertThat(isThere(scene, "#revoke")).isTrue();
        assertThat(words(scene, "#failure")).contains("Es ist nicht gewiss");
        Gallery.fx(() -> {
            second.close();
            return true;
        });
    }

    @Test
    void whatIsTypedIntoIsReadOutWithWhatItIs() {
        Scene scene = Gallery.fx(() -> new Scene(new StackPane(), 1440, 900));
        Revocation only = Gallery.fx(this::fresh);
        Gallery.fx(() -> {
            only.ask(scene, new Target.Matching("idle<20m"), RevocationAction.END);
            return true;
        });
        await().until(() -> Gallery.fx(() -> model().plannedProperty().get() instanceof Planned.Known));
        assertThat(Gallery.fx(() -> scene.lookup("#reason").getAccessibleText()))
                .isEqualTo("Reason");
        assertThat(Gallery.fx(() -> scene.lookup("#revoke-phrase").getAccessibleText()))
                .isNotBlank()
                .isEqualTo(words(scene, "#confirmationTitle"));
        Gallery.fx(() -> {
            only.close();
            return true;
        });
    }

    /** Until it is under way, and has told how far it is. */
    private void begin(Revocation revocation, Scene scene) {
        Gallery.fx(() -> {
            revocation.ask(scene, new Target.Matching("idle<20m"), RevocationAction.END);
            model().reasonProperty().set("phishing");
            return true;
        });
        await().until(() -> Gallery.fx(() -> model().plannedProperty().get() instanceof Planned.Known));
        Gallery.fx(() -> {
            model().execute();
            return true;
        });
        await().until(() -> Gallery.fx(
                () -> model().stateProperty().get() instanceof State.Running running && running.progress() != null));
    }

    private RevocationModel model() {
        return Objects.requireNonNull(revoking.asked());
    }

    private Revocation fresh() {
        return new Revocation(revoking, background, clock);
    }

    private static boolean possible(Revocation revocation) {
        return Gallery.fx(() -> revocation.receiptAction(() -> null).possible());
    }

    private static boolean isThere(Scene scene, String selector) {
        return Gallery.fx(() -> scene.lookup(selector) != null);
    }

    private static String words(Scene scene, String selector) {
        return Gallery.fx(() -> scene.lookup(selector) instanceof Labeled label ? label.getText() : "");
    }
}
