package dev.portcullis.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.image.Image;

/** The program's icon in the sizes that desktops ask for. */
final class WindowIcons {
    private WindowIcons() {}

    static List<Image> all() {
        return IntStream.of(16, 32, 48, 64, 128, 256)
                .mapToObj(WindowIcons::ofSize)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Image> ofSize(int pixels) {
        try (InputStream in = WindowIcons.class.getResourceAsStream("icon-" + pixels + ".png")) {
            return in == null ? Optional.empty() : Optional.of(new Image(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
