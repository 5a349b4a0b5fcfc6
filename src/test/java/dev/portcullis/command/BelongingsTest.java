package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must not outlive a measurement is let go once, the last first, whatever goes wrong with one of them. */
class BelongingsTest {
    private final List<String> gone = new ArrayList<>();
    private final Belongings belongings = new Belongings();

    @Test
    void theLastIsLetGoFirstAndEachOnce() {
        belongings.keep(() -> gone.add("folder"));
        belongings.keep(() -> {
            throw new IOException("it cannot be stopped");
        });
        belongings.keep(() -> gone.add("server"));
        belongings.close();
        belongings.close();
        assertThat(gone).containsExactly("server", "folder");
    }

    /** By then the process ends. */
    @Test
    void whatComesTooLateIsLetGoAtOnceOrNotMade() {
        belongings.close();
        belongings.keep(() -> gone.add("console"));
        assertThat(gone).containsExactly("console");
        assertThatThrownBy(() -> belongings.make(ThrowAwayFolder::make)).isInstanceOf(FailureException.class);
    }

    @Test
    void aThrowAwayFolderGoesWithAllThatIsInItAndOnlyOnce() throws IOException {
        ThrowAwayFolder folder = belongings.make(ThrowAwayFolder::make);
        Path within = Files.createDirectory(folder.path().resolve("within"));
        Files.writeString(within.resolve("file"), "text");
        belongings.close();
        assertThat(folder.path()).doesNotExist();
        folder.close();
    }
}
