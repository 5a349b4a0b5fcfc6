package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.ExportManifest;
import dev.portcullis.api.Json;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code export}: a file that is whole with its manifest beside it, or a line that says why there is none. */
class ExportCommandTest {
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path folder;

    private Path password;

    @BeforeEach
    void password() throws IOException {
        password = Files.writeString(folder.resolve("password"), TestServer.ADMIN_PASSWORD + "\n");
    }

    private int export(String server, String... more) {
        List<String> all = new ArrayList<>(
                List.of("export", "--server", server, "--password-file", "" + password, "--email", TestServer.ADMIN));
        all.addAll(List.of(more));
        return Portcullis.run(new PrintWriter(errors, true), all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sessions.xls             | --format must be csv or jsonl
            --format xls x.csv       | --format must be csv or jsonl
            --as-of yesterday x.csv  | --as-of must be an instant such as
            /nowhere/at/all/x.csv    | the directory of /nowhere/at/all/x.csv does not exist
            """)
    void aMistakeIsNamed(String arguments, String message) {
        assertThat(export("http://127.0.0.1:1", arguments.split(" "))).isEqualTo(2);
        assertThat(errors.toString()).contains(message).hasLineCount(1);
    }

    @Test
    void theFileLiesThereWithItsManifestAndTheOperatorIsOutAgain() throws IOException {
        try (TestServer server = TestServer.start();
                PortcullisClient admin = server.admin()) {
            server.account("bob@example.com");
            server.sessions("bob@example.com", 30);
            Path file = folder.resolve("bob.csv");
            assertThat(export(server.uri().toString(), "--q", "user:bob", file.toString()))
                    .isZero();
            assertThat(Files.readAllLines(file)).hasSize(31);
            ExportManifest manifest =
                    Json.read(Files.readAllBytes(folder.resolve("bob.csv.manifest.json")), ExportManifest.class);
            assertThat(manifest.count()).isEqualTo(30);
            admin.exports().check(file, manifest);
            assertThat(server.isTrue(
                            "select count(*) = 1 from session s join account a on a.id = s.account_id where a.email = '"
                                    + TestServer.ADMIN + "' and ended_at is null"))
                    .as("the one that checks")
                    .isTrue();
        }
    }

    @Test
    void aManifestThatCannotBeWrittenIsALineAndNoFileEither() throws IOException {
        try (TestServer server = TestServer.start()) {
            Path file = folder.resolve("y.jsonl");
            Files.createDirectory(folder.resolve("y.jsonl.manifest.json"));
            assertThat(export(server.uri().toString(), file.toString())).isEqualTo(1);
            assertThat(errors.toString())
                    .contains("cannot write", "y.jsonl.manifest.json: it is a directory")
                    .hasLineCount(1);
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void whatTheServerRefusesIsALineAndNoFile() {
        try (TestServer server = TestServer.start()) {
            Path file = folder.resolve("x.jsonl");
            assertThat(export(server.uri().toString(), "--q", "usr:bob", file.toString()))
                    .isEqualTo(1);
            assertThat(errors.toString()).contains("usr").hasLineCount(1);
            assertThat(file).doesNotExist();
        }
    }
}
