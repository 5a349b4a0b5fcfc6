package dev.portcullis.console.common;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The desktop's own dialog. It begins where the last file was put, at first at home: where the program happens to have been started is no place for files. For the JavaFX thread. */
final class SaveDialog {
    private @Nullable File last = Path.of(System.getProperty("user.home")).toFile();

    Optional<Path> toSave(Window owner, String title, String name) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(name);
        if (last != null && last.isDirectory()) { // one that is not there would be refused
            chooser.setInitialDirectory(last);
        }
        File chosen = chooser.showSaveDialog(owner);
        if (chosen == null) {
            return Optional.empty();
        }
        last = chosen.getParentFile();
        return Optional.of(chosen.toPath());
    }
}
