package dev.portcullis.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.AuditEntry;
import dev.portcullis.client.AuditQuery;
import dev.portcullis.client.AuditTrail.Format;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.list.ListState;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.Turns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit's models, at the real server. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class AuditScreenTest {
    private static TestServer server;
    private static PortcullisClient admin;
    private static AuditAccess access;
    private static AccountView alice;

    @TempDir
    Path directory;

    private final Background background = new Background(new Turns());
    private final AuditModel model = new AuditModel(access, background, InstantSource.system(), ZoneOffset.UTC, 250);

    @BeforeAll
    static void start() {
        server = TestServer.start();
        admin = server.admin();
        access = AuditAccess.of(admin);
        server.account("alice@example.com", "orders:read");
        alice = admin.account("alice@example.com").orElseThrow();
        alice = admin.administration().change(alice, AccountChange.toPermissions(List.of("billing")));
    }

    @AfterAll
    static void stop() {
        admin.close();
        server.close();
    }

    @Test
    void aChangeIsFoundByWhoWhatAndToWhatWithWhatItWasBefore() {
        model.filter().about("account", alice.id().toString());
        model.filter().action().set("account.changed");
        model.filter().actor().set(TestServer.ADMIN);
        model.filter().words().set("billing");
        await().until(() -> model.stateProperty().get() instanceof ListState.Read
                && model.rows().size() == 1);
        AuditEntry entry = model.rows().getFirst();
        assertThat(EntryText.lines(entry)).contains(new EntryText.Line("permissions", "orders:read", "billing"));
        assertThat(access.email(alice.id())).isEqualTo(Optional.of("alice@example.com"));
    }

    @Test
    void readingIsAnEntryItselfAndNothingIsReadUnasked() {
        model.start();
        await().until(() -> model.rows().size() >= 2);
        long total = model.totalProperty().get();
        model.read();
        await("its own reading, and no other").until(() -> model.totalProperty().get() == total + 1);
        assertThat(model.rows().getFirst().action()).isEqualTo("audit.read");
    }

    @Test
    void theChainIsVerified() {
        VerifyModel verification = new VerifyModel(access, background, InstantSource.system());
        verification.verify();
        await().until(() -> verification.stateProperty().get() instanceof VerifyModel.State.Holds);
        assertThat(verification.problemProperty().get()).isEmpty();
    }

    @Test
    void bothFormsAreExported() throws IOException {
        for (Format format : Format.values()) {
            ExportModel export = new ExportModel(access, background);
            Path file = directory.resolve("audit." + format.wire());
            export.export(AuditQuery.newest(1).of("account.changed"), format, 1, file);
            await().until(() -> export.stateProperty().get().equals(new ExportModel.State.Done(file, 1)));
            assertThat(Files.readString(file))
                    .contains("account.changed", alice.id().toString());
        }
    }

    @Test
    void whoMayNotReadItIsToldSo() {
        server.account("watcher@example.com", "sessions:read");
        try (PortcullisClient watcher = server.loggedIn("watcher@example.com")) {
            AuditModel denied =
                    new AuditModel(AuditAccess.of(watcher), background, InstantSource.system(), ZoneOffset.UTC, 250);
            denied.start();
            await().until(() -> denied.stateProperty().get() instanceof ListState.Denied);
        }
    }
}
