package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever wrote the file: the password is read, or what is wrong with the file is said. */
class PasswordFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aByteOrderMarkIsNoneOfItsCharacters() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "\uFEFF the password\r\n");
        assertThat(PasswordFile.read(file)).isEqualTo("the password");
    }

    @Test
    void whatIsNoTextIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("password"), new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0});
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> PasswordFile.read(file))
                .withMessage("--password-file: cannot read " + file + ": it is not UTF-8 text");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> PasswordFile.read(folder.resolve("none")))
                .withMessageEndingWith("none: there is no such file");
    }
}
