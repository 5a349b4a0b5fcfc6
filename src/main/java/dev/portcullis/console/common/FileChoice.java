package dev.portcullis.console.common;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.Window;

/** The desktop's own way with files: asks where to put one, and shows where one lies. Behind an interface, for the platform without a display has neither. */
@FunctionalInterface
public interface FileChoice {
    /** Empty if the user wants none after all. */
    Optional<Path> toSave(Window owner, String title, String name);

    /**
     * Shows where a file lies, in the file manager. May take seconds: not for the JavaFX thread.
     *
     * @throws IOException if the file is there no more, or no file manager opens; the message says why
     */
    default void reveal(Path file) throws IOException {
        DesktopFiles.reveal(file);
    }

    /** The desktop's own dialog. */
    FileChoice DESKTOP = new SaveDialog()::toSave;
}
