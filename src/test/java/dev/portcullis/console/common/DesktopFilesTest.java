package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesktopFilesTest {
    @TempDir
    Path folder;

    @Test
    void eachDesktopIsAskedInItsOwnWay() {
        Path file = folder.resolve("sessions & more.csv");
        assertThat(DesktopFiles.command("Linux", file)).containsExactly("xdg-open", folder.toString());
        assertThat(DesktopFiles.command("Mac OS X", file)).containsExactly("/usr/bin/open", "-R", file.toString());
        assertThat(DesktopFiles.command("Windows 11", file)).containsExactly("explorer.exe", "/select," + file);
    }

    @Test
    void aFileThatIsGoneIsNamed() {
        Path gone = folder.resolve("gone.csv");
        assertThatThrownBy(() -> DesktopFiles.reveal(gone))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(gone.toString());
    }
}
