package dev.portcullis.console.common;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks where to put a file. Behind an interface, for the platform without a display has no such dialog. */
@FunctionalInterface
public interface FileChoice {
    /** Empty if the user wants none after all. */
    Optional<Path> toSave(Window owner, String title, String name);

    /** The desktop's own dialog. */
    FileChoice DESKTOP = (owner, title, name) -> {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(name);
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
    };
}
