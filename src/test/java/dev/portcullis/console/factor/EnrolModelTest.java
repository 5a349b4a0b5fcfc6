package dev.portcullis.console.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.factor.EnrolModel.Step;
import dev.portcullis.support.ProofServer;
import dev.portcullis.support.Turns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RFC 6238: a second factor is set up. */
class EnrolModelTest {
    private final StagedAccess access = new StagedAccess();
    private final EnrolModel model = new EnrolModel(access, new Background(new Turns()), InstantSource.system());

    @Test
    void theSecretIsShownInGroupsOfFour() {
        scan();
        assertThat(((Step.Scanning) model.stepProperty().get()).grouped())
                .isEqualTo("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP");
    }

    @Test
    void theRecoveryCodesHaveToBeKeptBeforeOneLeaves() {
        confirm();
        assertThat(((Step.Codes) model.stepProperty().get()).codes()).containsExactly("k7qd-2mzx", "9rfa-w3pn");
        assertThat(model.isLeavable()).isFalse();
        model.keptProperty().set(true);
        assertThat(model.isLeavable()).isTrue();
        assertThat(model.isDone()).isTrue();
    }

    @Test
    void newRecoveryCodesComeWithoutANewSecret() {
        EnrolModel renewal = new EnrolModel(access, new Background(new Turns()), InstantSource.system(), true);
        renewal.begin();
        await().until(renewal::isDone);
        assertThat(access.asked).containsExactly("renew");
    }

    @Test
    void whoHasAskedForNewRecoveryCodesDoesNotLeaveWithoutThem() {
        AtomicReference<Runnable> answer = new AtomicReference<>();
        EnrolModel renewal = new EnrolModel(access, new Background(answer::set), InstantSource.system(), true);
        renewal.begin();
        assertThat(renewal.isLeavable()).as("the old ones count no more").isFalse();
        await().until(() -> answer.get() != null);
        answer.get().run();
        assertThat(renewal.isDone()).isTrue();
        assertThat(renewal.isLeavable()).isFalse();
    }

    @Test
    void whereNobodyKnowsWhetherTheOldRecoveryCodesCountItIsSaid() {
        access.refusal = new ClientException.Unreachable(
                ClientException.Cause.BROKEN, URI.create("http://127.0.0.1"), new IOException("the connection broke"));
        EnrolModel renewal = new EnrolModel(access, new Background(new Turns()), InstantSource.system(), true);
        renewal.begin();
        await().until(() -> renewal.stepProperty().get() instanceof Step.NotBegun);
        assertThat(((Step.NotBegun) renewal.stepProperty().get()).sentence())
                .endsWith("The old codes may count no more: get new ones before you leave.");
        assertThat(renewal.isLeavable()).isTrue();
    }

    @Test
    void whoGivesNoFurtherProofHasLeft() {
        access.refusal = new ClientException.Declined(ProblemType.STEP_UP_REQUIRED);
        model.begin();
        await().until(() -> model.stepProperty().get() instanceof Step.Over);
    }

    @Test
    void whatIsLeftIsForgotten() {
        confirm();
        model.forget();
        assertThat(model.stepProperty().get()).isEqualTo(new Step.Over());
        assertThat(model.code().textProperty().get()).isEmpty();
    }

    @Test
    void aSecretThatComesAfterOneHasLeftIsNotKept() {
        model.forget();
        model.begin();
        await().until(() -> !access.asked.isEmpty());
        assertThat(model.stepProperty().get()).isInstanceOf(Step.Beginning.class);
    }

    @Test
    void aWrongCodeCanBeCorrected() {
        scan();
        access.refuse(ProblemType.INVALID_CREDENTIALS, null);
        model.code().textProperty().set("000000");
        model.confirm();
        await().until(() -> !model.problemProperty().get().isEmpty());
        assertThat(model.stepProperty().get()).isInstanceOf(Step.Scanning.class);
        assertThat(model.isLeavable()).isTrue();

        access.refusal = null;
        model.code().textProperty().set(ProofServer.CODE);
        model.confirm();
        await().until(model::isDone);
    }

    @Test
    void aServerThatGivesNoSecretIsToldOf() {
        access.refuse(ProblemType.UNAVAILABLE, null);
        model.begin();
        await().until(() -> model.stepProperty().get() instanceof Step.NotBegun);
        assertThat(((Step.NotBegun) model.stepProperty().get()).sentence())
                .isEqualTo("The server does not reach its database at present. No session is lost by that.");
    }

    @Test
    void tooManyWrongCodesHaveToWait() {
        scan();
        access.refuse(ProblemType.TOO_MANY_ATTEMPTS, Duration.ofSeconds(30));
        model.code().textProperty().set("000000");
        model.confirm();
        await().until(() -> !model.pause().isOver());
    }

    @Test
    void aFileWithTheCodesIsItsOwnersAlone(@TempDir Path directory) throws IOException {
        confirm();
        Path file = Files.writeString(directory.resolve("codes.txt"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        model.save(file);
        await().until(() -> model.savedProperty().get().equals("Saved as codes.txt"));
        assertThat(file).content().contains("k7qd-2mzx\n9rfa-w3pn\n").doesNotContain("old");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryContaining(file::equals);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void noSecretIsInTheWordsOfAStep() {
        scan();
        assertThat(model.stepProperty().get().toString()).doesNotContain(ProofServer.SECRET.secret());
        confirm();
        assertThat(model.stepProperty().get().toString()).doesNotContain("k7qd");
    }

    private void scan() {
        model.begin();
        await().until(() -> model.stepProperty().get() instanceof Step.Scanning);
    }

    private void confirm() {
        scan();
        model.code().textProperty().set(ProofServer.CODE);
        model.confirm();
        await().until(model::isDone);
    }
}
