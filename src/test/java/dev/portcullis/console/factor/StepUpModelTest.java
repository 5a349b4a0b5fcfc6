package dev.portcullis.console.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.ProblemType;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.factor.StepUpModel.Step;
import dev.portcullis.support.Gallery;
import dev.portcullis.support.Turns;
import java.time.Duration;
import java.time.Instant;
import javafx.scene.control.PasswordField;
import org.junit.jupiter.api.Test;

/** ASVS 7.5.3. */
class StepUpModelTest {
    private final StagedAccess access = new StagedAccess();
    private Instant now = Instant.parse("2026-11-23T14:00:00Z");

    @Test
    void withoutASecondFactorThePasswordIsEnoughAndIsForgotten() {
        StepUpModel model = model(false);
        assertThat(model.readyBinding().get()).isFalse();
        model.passwordProperty().set("secret");
        model.submit();

        await().until(() -> model.stepProperty().get() == Step.PROVEN);
        assertThat(access.asked).containsExactly(new StepUpRequest("secret", null, null));
        assertThat(model.passwordProperty().get()).isEmpty();
    }

    @Test
    void withOneTheCodeIsNeededToo() {
        StepUpModel model = model(true);
        model.passwordProperty().set("secret");
        model.submit();
        assertThat(access.asked).isEmpty();
        model.code().textProperty().set("123456");
        model.submit();

        await().until(() -> model.stepProperty().get() == Step.PROVEN);
        assertThat(access.asked).containsExactly(new StepUpRequest("secret", "123456", null));
        assertThat(model.code().textProperty().get()).isEmpty();
    }

    @Test
    void aFactorThatWasSetUpSinceTheLoginIsAskedFor() {
        access.totp = true;
        StepUpModel model = model(false);
        model.start();
        await().until(() -> model.codeAskedProperty().get());
    }

    @Test
    void aServerThatWantsACodeAfterAllGetsOne() {
        access.refuse(ProblemType.SECOND_FACTOR_REQUIRED, null);
        StepUpModel model = model(false);
        model.passwordProperty().set("secret");
        model.submit();

        await().until(() -> model.codeAskedProperty().get());
        assertThat(model.passwordProperty().get()).isEqualTo("secret");
        assertThat(model.problemProperty().get()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidUntilOneTypesAndTheCodeIsNotUsedTwice() {
        access.refuse(ProblemType.INVALID_CREDENTIALS, null);
        StepUpModel model = model(true);
        model.passwordProperty().set("secret");
        model.code().textProperty().set("123456");
        model.submit();

        await().until(() -> !model.problemProperty().get().isEmpty());
        assertThat(model.problemProperty().get()).startsWith("The password or the code is not right.");
        assertThat(model.code().textProperty().get()).isEmpty();
        model.code().textProperty().set("1");
        assertThat(model.problemProperty().get()).isEmpty();
    }

    @Test
    void afterTooManyTriesNothingIsSentBeforeTheTimeIsOver() {
        access.refuse(ProblemType.TOO_MANY_ATTEMPTS, Duration.ofSeconds(60));
        StepUpModel model = model(false);
        model.passwordProperty().set("secret");
        model.submit();
        await().until(() -> !model.pause().isOver());
        model.submit();
        assertThat(access.asked).hasSize(1);

        now = now.plusSeconds(60);
        model.pause().tick();
        assertThat(model.readyBinding().get()).isTrue();
    }

    @Test
    void theCursorStaysWhereOneTypesAndGoesToACodeThatIsMissing() {
        StepUpModel model = new StepUpModel(access, new Background(), () -> now, false);
        StepUpController controller = new StepUpController(model, () -> {});
        try (Gallery gallery = Gallery.show(() -> Views.load(controller), Theme.DARK, 1000, 700, 100)) {
            PasswordField password = (PasswordField) gallery.scene().lookup("#step-up-password");
            access.totp = true;
            Gallery.fx(() -> {
                controller.focus();
                password.setText("half of it");
                password.end();
                model.start();
                return true;
            });
            await().until(() -> Gallery.fx(() -> model.codeAskedProperty().get()));
            assertThat(focus(gallery)).isEqualTo("step-up-password");
            assertThat(Gallery.fx(() -> password.getSelection().getLength())).isZero();

            access.totp = false;
            Gallery.fx(() -> {
                gallery.scene().lookup("#code-input").requestFocus();
                model.start();
                return true;
            });
            await().until(() -> !Gallery.fx(() -> model.codeAskedProperty().get()));
            assertThat(focus(gallery)).as("the code's field is gone").isEqualTo("step-up-password");

            access.refuse(ProblemType.SECOND_FACTOR_REQUIRED, null);
            Gallery.fx(() -> {
                controller.submit();
                return true;
            });
            await().until(() -> focus(gallery).equals("code-input"));
        } finally {
            Gallery.fx(() -> {
                controller.close();
                return true;
            });
        }
    }

    private static String focus(Gallery gallery) {
        return Gallery.fx(() -> String.valueOf(gallery.scene().getFocusOwner().getId()));
    }

    private StepUpModel model(boolean enrolled) {
        return new StepUpModel(access, new Background(new Turns()), () -> now, enrolled);
    }
}
