package dev.portcullis.console.factor;

import dev.portcullis.console.common.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Recovery codes on disk, where the operator wants them. */
final class RecoveryFile {
    private RecoveryFile() {}

    /** Writes them; a file that was there before is replaced as a whole. What it is made of is a temporary file, which is its owner's alone from the beginning. */
    static Path write(Path file, List<String> codes) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(directory, "recovery", ".tmp");
        try {
            String text = Text.get("factor.enrol.file") + "\n\n" + String.join("\n", codes) + "\n";
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
