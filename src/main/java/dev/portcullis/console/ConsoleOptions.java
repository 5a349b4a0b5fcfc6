package dev.portcullis.console;

import dev.portcullis.console.common.ThemeChoice;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says. Whatever is null is remembered from the last time, or asked for.
 *
 * @param server an address as it would be typed
 * @param size of the window
 */
public record ConsoleOptions(
        @Nullable String server,
        @Nullable String email,
        @Nullable String password,
        @Nullable ThemeChoice theme,
        @Nullable Size size) {
    /** Nothing said. */
    public static final ConsoleOptions NONE = new ConsoleOptions(null, null, null, null, null);

    /** In pixels. */
    public record Size(int width, int height) {}

    @Override
    public String toString() {
        return "ConsoleOptions[server=" + server + ", email=" + email + ", theme=" + theme + ", size=" + size + "]";
    }
}
