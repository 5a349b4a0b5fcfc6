package dev.portcullis.console.desk;

import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;

/** What can be done with a file that has been written: to be shown where it lies, and to be told by its path. */
public final class Written {
    private Written() {}

    /** For the line that names the file. */
    public static List<Button> buttons(Path file, FileChoice files, Background background) {
        Button show = NoticeLine.button("written.show", () -> {});
        show.getStyleClass().add("written-show");
        show.setOnAction(_ -> background.run(
                () -> {
                    files.reveal(file);
                    return true;
                },
                _ -> {},
                why -> unshown(show, why)));
        Button copy = NoticeLine.button("written.copy", () -> {});
        copy.getStyleClass().add("written-copy");
        copy.setOnAction(_ -> {
            Clipboard.getSystemClipboard()
                    .setContent(
                            Map.of(DataFormat.PLAIN_TEXT, file.toAbsolutePath().toString()));
            copy.setText(Text.get("written.copied"));
        });
        return List.of(show, copy);
    }

    /** The path can still be copied. */
    private static void unshown(Button show, Throwable why) {
        String sentence = Text.get(
                "written.unshown.why",
                Objects.requireNonNullElse(why.getMessage(), why.getClass().getSimpleName()));
        show.setText(Text.get("written.unshown"));
        show.setTooltip(new Tooltip(sentence));
        show.setAccessibleHelp(sentence);
    }
}
