package dev.portcullis.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.common.Density;
import dev.portcullis.console.common.Measures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavingTest {
    @TempDir
    Path directory;

    @Test
    void theNewestAreInTheFileInTheEnd() {
        SettingsFile file = new SettingsFile(directory.resolve("settings"));
        Saving saving = new Saving(file);
        for (int size : Measures.SIZES) {
            saving.save(Settings.NONE.withSizes(size, Density.DENSE));
        }

        saving.finish();

        assertThat(file.load()).isEqualTo(Settings.NONE.withSizes(Measures.SIZES.getLast(), Density.DENSE));
    }

    @Test
    void whatWasReadAheadIsWhatIsFoundOnce() {
        SettingsFile file = new SettingsFile(directory.resolve("settings")).ahead();
        Settings dense = Settings.NONE.withSizes(Measures.NORMAL, Density.DENSE);
        file.save(dense);

        assertThat(file.load()).isEqualTo(Settings.NONE);
        assertThat(file.load()).isEqualTo(dense);
    }
}
