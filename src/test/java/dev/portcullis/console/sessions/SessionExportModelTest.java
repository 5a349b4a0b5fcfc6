package dev.portcullis.console.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.ExportFormat;
import dev.portcullis.api.ExportManifest;
import dev.portcullis.api.Json;
import dev.portcullis.client.ExportQuery;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.sessions.SessionExport.State;
import dev.portcullis.support.Turns;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionExportModelTest {
    private static final ExportQuery QUERY = ExportQuery.of("reuse:true", ExportFormat.JSONL);
    private static final String THREE = "{}\n{}\n{}\n";

    @TempDir
    Path folder;

    @Test
    void theFileAppearsWithItsManifest() throws IOException {
        SessionExport export = new SessionExport(SessionExportModelTest::three, new Background(new Turns()));
        Path file = folder.resolve("sessions.jsonl");
        export.export(QUERY, 3, file);

        await().until(() -> export.stateProperty().get() instanceof State.Done);
        assertThat(export.stateProperty().get()).isEqualTo(new State.Done(file, HeldExport.manifest(THREE)));
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(Json.read(Files.readAllBytes(folder.resolve("sessions.jsonl.manifest.json")), ExportManifest.class))
                .isEqualTo(HeldExport.manifest(THREE));
        export.dismiss();
        assertThat(export.stateProperty().get()).isEqualTo(new State.None());
    }

    @Test
    void howFarItIsIsToldAndOneThatIsGivenUpLeavesNothing() {
        SessionExport export = new SessionExport(new HeldExport("{}\n{}\n{"), new Background(new Turns()));
        export.export(QUERY, 3, folder.resolve("sessions.jsonl"));

        await().until(() -> {
            export.tick();
            return export.stateProperty().get().equals(new State.Running(2, 3));
        });
        assertThat(export.isRunning()).isTrue();
        export.dismiss();
        assertThat(export.isRunning()).isFalse();
        await().until(() -> files() == 0);
        assertThat(export.stateProperty().get()).isEqualTo(new State.None());
    }

    @Test
    void whatFailsSaysWhyAndLeavesNothing() throws IOException {
        SessionExport export = new SessionExport(
                (_, _) -> {
                    throw new IOException("the disk is full");
                },
                new Background(new Turns()));
        export.export(QUERY, 3, folder.resolve("sessions.jsonl"));
        await().until(() -> export.stateProperty().get() instanceof State.Failed(Throwable why)
                && "the disk is full".equals(why.getMessage()));
        assertThat(files()).isZero();

        SessionExport other = new SessionExport(SessionExportModelTest::three, new Background(new Turns()));
        Files.createDirectory(folder.resolve("other.jsonl.manifest.json"));
        other.export(QUERY, 3, folder.resolve("other.jsonl"));
        await().until(() -> other.stateProperty().get() instanceof State.Failed);
        assertThat(folder.resolve("other.jsonl")).doesNotExist();
    }

    private static ExportManifest three(ExportQuery query, OutputStream out) throws IOException {
        out.write(THREE.getBytes(UTF_8));
        return HeldExport.manifest(THREE);
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
