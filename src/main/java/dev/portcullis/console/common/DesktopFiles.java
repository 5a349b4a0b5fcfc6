package dev.portcullis.console.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The desktop's own file manager. */
final class DesktopFiles {
    /** One that has not failed by then has been opened: some return only when they are closed. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private DesktopFiles() {}

    /**
     * Shows where a file lies.
     *
     * @throws IOException if it is there no more, or no file manager opens; the message says why
     */
    static void reveal(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        if (!Files.exists(whole)) {
            throw new NoSuchFileException(whole.toString());
        }
        String system = System.getProperty("os.name", "");
        List<String> command = command(system, whole);
        Process opened = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (opened.waitFor(PATIENCE) && opened.exitValue() != 0 && !isWindows(system)) {
                throw new IOException(command.getFirst() + " (" + opened.exitValue() + ")");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody waits for it any more
        }
    }

    /** Where the system has a way to point at the file itself, that; otherwise its folder is opened. */
    static List<String> command(String system, Path file) {
        if (isWindows(system)) {
            return List.of("explorer.exe", "/select," + file); // returns 1 whatever comes of it
        }
        if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return List.of("/usr/bin/open", "-R", file.toString());
        }
        Path folder = file.getParent();
        return List.of("xdg-open", (folder == null ? file : folder).toString());
    }

    private static boolean isWindows(String system) {
        return system.toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
