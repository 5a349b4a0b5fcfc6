package dev.portcullis.command;

import org.jspecify.annotations.Nullable;

/** Why there is no window, and what can be done about it. */
final class NoWindow {
    private static final String PACKAGES = "libgtk-3-0 and libxtst6 (Debian, Ubuntu), or gtk3 and libXtst (Fedora)";

    /** For who has no display; only on Linux can that be. */
    static final String HOW_TO_SEE =
            "For the window, set DISPLAY to a running X server (over ssh: ssh -X), or put xvfb-run before the command. JavaFX needs GTK:"
                    + " install " + PACKAGES + ".";

    private NoWindow() {}

    /**
     * One line about a toolkit that did not start.
     *
     * @param display what the environment names, if it names one
     */
    static String because(Throwable trouble, boolean linux, @Nullable String display) {
        String line = "JavaFX cannot open a window: " + innermost(trouble);
        return linux
                ? line + ". It needs an X server that answers at DISPLAY (" + display
                        + "; over ssh: ssh -X), and GTK: install " + PACKAGES
                : line;
    }

    private static String innermost(Throwable trouble) {
        Throwable cause = trouble;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String line =
                message == null ? "" : message.lines().findFirst().orElse("").strip();
        return line.isEmpty() ? cause.getClass().getSimpleName() : line;
    }
}
