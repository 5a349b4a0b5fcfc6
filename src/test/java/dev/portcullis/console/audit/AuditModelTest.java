package dev.portcullis.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.AuditVerification;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.AuditQuery;
import dev.portcullis.client.AuditTrail.Format;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.list.ListState;
import dev.portcullis.support.Turns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit's models, without a stage: the stretch that is held, what is asked for, the verification, the export. */
class AuditModelTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @TempDir
    Path directory;

    private final FakeTrail trail = new FakeTrail(1000);
    private final Turns turns = new Turns();
    private final Background background = new Background(turns);
    private Instant now = FakeTrail.NOW;
    private final AuditModel model = new AuditModel(trail, background, () -> now, ZONE, 250);

    @Test
    void theStretchMovesDownAndUpAgainWithoutAHole() {
        model.start();
        holds(1000, 901);
        model.more();
        holds(1000, 801);
        model.more();
        holds(950, 701);
        model.back();
        holds(1000, 751);
        model.back();
        holds(1000, 751);
        model.more();
        holds(900, 651);
    }

    @Test
    void whoComesBackAtOnceFindsWhatTheyLeftAndAsksNothing() {
        model.start();
        holds(1000, 901);
        model.start();
        assertThat(trail.asked).hasSize(1);
    }

    @Test
    void whoComesBackToAFailureAndNothingElseAsksAgain() {
        trail.failure = unreachable();
        model.start();
        await().until(() -> model.stateProperty().get() instanceof ListState.Failed);
        trail.failure = null;
        model.start();
        holds(1000, 901);
    }

    @Test
    void whoComesBackLaterSeesWhatWasDoneMeanwhile() {
        model.start();
        holds(1000, 901);
        model.selectedProperty().set(model.rows().get(3));
        now = now.plusSeconds(60);
        model.start();
        await().until(() -> now.equals(model.asOfProperty().get()));
        assertThat(trail.asked).hasSize(2);
        assertThat(model.selectedProperty().get()).isEqualTo(model.rows().get(3));
    }

    @Test
    void whoHasGoneFurtherDownFindsWhatTheyLeftHoweverLateTheyComeBack() {
        model.start();
        holds(1000, 901);
        model.more();
        holds(1000, 801);
        now = now.plusSeconds(60);
        model.start();
        assertThat(trail.asked).hasSize(2);
    }

    @Test
    void whatIsTypedAndChosenBecomesTheServersParameters() {
        AuditFilter filter = model.filter();
        filter.actor().set(" nadia.k@example.com ");
        filter.action().set("account.changed");
        filter.kind().set("account");
        filter.id().set("0199");
        filter.from().set("2026-11-23");
        filter.until().set("2026-11-24");
        filter.words().set("billing");
        assertThat(filter.query(1))
                .contains(new AuditQuery(
                        "billing",
                        "nadia.k@example.com",
                        "account.changed",
                        "account:0199",
                        Instant.parse("2026-11-22T23:00:00Z"),
                        Instant.parse("2026-11-24T23:00:00Z"),
                        null,
                        null,
                        1));
        filter.until().set("2026-11-24 9:30");
        assertThat(filter.query(1).orElseThrow().to()).isEqualTo(Instant.parse("2026-11-24T08:30:00Z"));
        filter.until().set("yesterday");
        assertThat(filter.isWrong(filter.until())).isTrue();
        assertThat(filter.query(1)).isEmpty();
        filter.about("role", "operator");
        assertThat(filter.query(1)).contains(AuditQuery.newest(1).about("role:operator"));
        filter.clear();
        assertThat(filter.isEmpty()).isTrue();
    }

    @Test
    void rowsOfAnotherFilterAreNotAddedToThoseThatAreShown() {
        model.start();
        holds(1000, 901);
        trail.failure = unreachable();
        model.filter().words().set("billing");
        await().until(() -> model.stateProperty().get() instanceof ListState.Failed);
        trail.failure = null;
        int asked = trail.asked.size();
        model.more();
        assertThat(trail.asked).hasSize(asked);
        assertThat(model.rows()).hasSize(100);
    }

    @Test
    void anEntryIsShownAmongItsNeighbours() {
        model.show(500);
        await().until(() -> model.selectedProperty().get() != null);
        holds(500, 401);
        model.back();
        holds(600, 401);
    }

    @Test
    void aFailureLeavesWhatWasReadAndIsSaid() {
        model.start();
        holds(1000, 901);
        trail.failure = unreachable();
        model.read();
        await().until(() -> model.stateProperty().get() instanceof ListState.Failed);
        assertThat(model.rows()).hasSize(100);
    }

    @Test
    void whatCouldNotBeReadIsAskedForAgainAfterAWhileWhereOneIs() {
        model.start();
        holds(1000, 901);
        trail.failure = unreachable();
        model.more();
        await().until(() -> model.stateProperty().get() instanceof ListState.Failed);
        int asked = trail.asked.size();
        model.seek();
        assertThat(trail.asked).as("not at once").hasSize(asked);
        trail.failure = null;
        now = now.plusSeconds(5);
        model.seek();
        holds(1000, 801);
        now = now.plusSeconds(60);
        model.seek();
        assertThat(trail.asked).as("not when it could be").hasSize(asked + 1);
    }

    @Test
    void whatWasRefusedIsNotAskedForAgain() {
        trail.failure = new ClientException.Refused(
                new Problem(ProblemType.INVALID_QUERY.urn(), ProblemType.INVALID_QUERY.title(), 400, null, null, null));
        model.start();
        await().until(() -> model.stateProperty().get() instanceof ListState.Failed);
        int asked = trail.asked.size();
        now = now.plusSeconds(60);
        model.seek();
        assertThat(trail.asked).hasSize(asked);
    }

    @Test
    void whoHasGoneElsewhereIsNotLedToTheAccountThatTheyHadAskedFor() {
        List<Optional<String>> late = new CopyOnWriteArrayList<>();
        List<Optional<String>> found = new CopyOnWriteArrayList<>();
        turns.ask(() -> {
            model.email(new UUID(0, 1), late::add);
            model.leave();
            return true;
        });
        model.email(new UUID(0, 2), found::add);
        await().until(() -> !found.isEmpty());
        assertThat(late).isEmpty();
    }

    @Test
    void thatAnAccountCannotBeReadIsSaidAndLeavesTheRowsAsTheyAre() {
        model.start();
        holds(1000, 901);
        trail.failure = unreachable();
        model.email(new UUID(0, 1), _ -> {});
        await().until(() -> model.notFoundProperty().get() != null);
        assertThat(model.stateProperty().get()).isInstanceOf(ListState.Read.class);
        assertThat(model.failureProperty().get()).isNull();
        model.dismiss();
        assertThat(model.notFoundProperty().get()).isNull();
    }

    @Test
    void aBrokenChainStaysKnownUntilItHoldsAgain() {
        VerifyModel verification = new VerifyModel(trail, background, () -> FakeTrail.NOW);
        trail.outcome = new AuditVerification(116, false, 117L, "The entry is not what was written.", null);
        verification.verify();
        await().until(() -> verification.stateProperty().get() instanceof VerifyModel.State.Broken);
        assertThat(verification.stateProperty().get())
                .isEqualTo(new VerifyModel.State.Broken(117, "The entry is not what was written.", FakeTrail.NOW));
        verification.dismiss();
        assertThat(verification.problemProperty().get()).isEqualTo("The entry is not what was written.");
        trail.outcome = new FakeTrail(1000).outcome;
        verification.verify();
        await().until(() ->
                verification.stateProperty().get().equals(new VerifyModel.State.Holds(1000, 1000, FakeTrail.NOW)));
        await().until(() -> verification.problemProperty().get().isEmpty());
    }

    @Test
    void anExportAppearsWhenItIsWhole() throws IOException {
        ExportModel export = new ExportModel(trail, background);
        Path file = directory.resolve("audit.jsonl");
        export.export(AuditQuery.newest(1), Format.JSON_LINES, 1000, file);
        await().until(() -> export.stateProperty().get() instanceof ExportModel.State.Done);
        assertThat(export.stateProperty().get()).isEqualTo(new ExportModel.State.Done(file, 1000));
        assertThat(Files.readAllLines(file)).hasSize(1000);
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void anExportThatIsGivenUpOrFailsLeavesNothing() throws IOException {
        ExportModel export = new ExportModel(trail, background);
        trail.held = new CountDownLatch(1);
        export.export(AuditQuery.newest(1), Format.JSON_LINES, 1000, directory.resolve("given-up"));
        await().until(() -> {
            export.tick();
            return export.stateProperty().get().equals(new ExportModel.State.Running(1, 1000));
        });
        export.dismiss();
        await().until(() -> files() == 0);
        assertThat(export.stateProperty().get()).isInstanceOf(ExportModel.State.None.class);

        trail.held = null;
        trail.failure = unreachable();
        export.export(AuditQuery.newest(1), Format.CSV, 1000, directory.resolve("failed"));
        await().until(() -> export.stateProperty().get() instanceof ExportModel.State.Failed);
        assertThat(files()).isZero();
        export.export(AuditQuery.newest(1), Format.CSV, 1000, directory.resolve("no/such/place"));
        await().until(() -> export.stateProperty().get() instanceof ExportModel.State.Failed(Throwable why)
                && why instanceof IOException);
    }

    @Test
    void everyActionHasItsWordsInEachLanguage() {
        try {
            for (Language language : List.of(Language.ENGLISH, Language.GERMAN)) {
                Text.speak(language);
                AuditAction.names()
                        .forEach(action -> assertThat(EntryText.action(action))
                                .isNotBlank()
                                .isNotEqualTo(action));
            }
        } finally {
            Text.speak(Language.ENGLISH);
        }
    }

    @Test
    void whatHasChangedIsToldWithWhatItWas() {
        assertThat(EntryText.lines(FakeTrail.entry(8)))
                .containsExactly(
                        new EntryText.Line("email", null, "alice.mendez@example.com"),
                        new EntryText.Line("permissions", "orders:read, reports", "orders:read, billing, reports"),
                        new EntryText.Line("name", "Alice M.", "Alice Mendez"));
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("version", 2);
        ObjectNode changes = detail.putObject("changes");
        changes.putObject("/lifetime/idleTtlSeconds").put("from", 1800).put("to", 1200);
        changes.putObject("/roles/admin/idleTtlSeconds").put("to", 900);
        changes.putObject("/networks/0/name").put("from", "office");
        detail.putObject("nothing");
        AuditEntry any = FakeTrail.entry(8);
        assertThat(EntryText.lines(new AuditEntry(
                        any.seq(),
                        any.at(),
                        any.actor(),
                        "policy.changed",
                        any.subject(),
                        any.address(),
                        any.request(),
                        detail,
                        any.key(),
                        any.mac())))
                .containsExactly(
                        new EntryText.Line("version", null, "2"),
                        new EntryText.Line("lifetime/idleTtlSeconds", "1800", "1200"),
                        new EntryText.Line("roles/admin/idleTtlSeconds", "–", "900"),
                        new EntryText.Line("networks/0/name", "office", "–"),
                        new EntryText.Line("nothing", null, "{}"));
        assertThat(EntryText.action("vault.opened")).as("of a newer server").isEqualTo("vault.opened");
        assertThat(EntryText.kind("vault")).isEqualTo("vault");
    }

    private void holds(long first, long last) {
        await().until(() -> !model.isReadingMore()
                && !model.rows().isEmpty()
                && model.rows().getFirst().seq() == first
                && model.rows().getLast().seq() == last);
        assertThat(model.rows().stream().mapToLong(AuditEntry::seq).toArray())
                .as("without a hole")
                .hasSize((int) (first - last + 1));
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static ClientException unreachable() {
        return new ClientException.Unreachable(
                ClientException.Cause.REFUSED, URI.create("http://localhost:1"), new IOException("refused"));
    }
}
