package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void itIsThereWhenItIsWholeAndNotBefore() throws IOException {
        Path file = folder.resolve("x.csv");
        int written = WholeFile.write(file, out -> {
            out.write("whole".getBytes(UTF_8));
            assertThat(file).doesNotExist();
            return 5;
        });
        assertThat(written).isEqualTo(5);
        assertThat(file).hasContent("whole");
        assertThat(files()).containsExactly("x.csv");
    }

    @Test
    void whatFailsLeavesWhatWasThereBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "before");
        Path beside = Files.writeString(folder.resolve("x.proof"), "its proof");
        assertThatThrownBy(() -> WholeFile.write(file, _ -> {
                    throw new IOException("no more");
                }))
                .hasMessage("no more");
        assertThatThrownBy(() -> WholeFile.write(
                        file,
                        _ -> {
                            throw new IOException("no more");
                        },
                        beside,
                        _ -> new byte[0]))
                .hasMessage("no more");
        assertThat(file).hasContent("before");
        assertThat(beside).hasContent("its proof");
        assertThat(files()).containsExactly("x.csv", "x.proof");
    }

    @Test
    void withoutItsProofThereIsNoFile() throws IOException {
        Path file = folder.resolve("x.csv");
        Path beside = Files.createDirectory(folder.resolve("x.proof"));
        assertThatThrownBy(() -> WholeFile.write(
                        file,
                        _ -> {
                            throw new AssertionError("it is known beforehand that it cannot be");
                        },
                        beside,
                        _ -> new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x.proof");
        assertThatThrownBy(() -> WholeFile.write(file, _ -> "", folder.resolve("no/such/x.proof"), _ -> new byte[0]))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> WholeFile.write(file, _ -> "", folder.resolve("y.proof"), _ -> {
                    throw new IllegalStateException("no proof");
                }))
                .hasMessage("no proof");
        assertThat(files()).containsExactly("x.proof");
    }

    @Test
    void bothAreThereTogether() throws IOException {
        Path file = folder.resolve("x.csv");
        WholeFile.write(
                file,
                out -> {
                    out.write('a');
                    return "vouched";
                },
                folder.resolve("x.proof"),
                words -> words.getBytes(UTF_8));
        assertThat(file).hasContent("a");
        assertThat(folder.resolve("x.proof")).hasContent("vouched");
        assertThat(files()).hasSize(2);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
