package dev.portcullis.console.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.scene.text.Font;

/** The fonts that come with the console: Inter for words, JetBrains Mono for what is compared character by character. */
final class Fonts {
    private static final List<String> FILES = List.of(
            "Inter-Regular.otf",
            "Inter-Medium.otf",
            "Inter-SemiBold.otf",
            "JetBrainsMono-Regular.ttf",
            "JetBrainsMono-Medium.ttf");

    private static boolean loaded;

    private Fonts() {}

    /** Makes them known to JavaFX, once. */
    static synchronized void load() {
        if (!loaded) {
            FILES.forEach(Fonts::load);
            loaded = true;
        }
    }

    private static void load(String file) {
        String path = "/styles/fonts/" + file;
        try (InputStream in = Objects.requireNonNull(Fonts.class.getResourceAsStream(path), path)) {
            Objects.requireNonNull(Font.loadFont(in, 13), () -> path + " is not a font");
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
