package dev.portcullis.console.settings;

import dev.portcullis.console.common.ThemeChoice;
import java.util.Optional;

/**
 * What is remembered.
 *
 * @param server the address that was last logged in to, as it was typed
 */
public record Settings(ThemeChoice theme, Optional<Placement> window, Optional<String> server) {
    /** Before anything is remembered. */
    public static final Settings NONE = new Settings(ThemeChoice.SYSTEM, Optional.empty(), Optional.empty());

    /** Where the window stood, in screen pixels; of a maximized window, where it stands when it is not. */
    public record Placement(double x, double y, double width, double height, boolean maximized) {}

    public Settings withTheme(ThemeChoice now) {
        return new Settings(now, window, server);
    }

    public Settings withWindow(Placement now) {
        return new Settings(theme, Optional.of(now), server);
    }

    public Settings withServer(String now) {
        return new Settings(theme, window, Optional.of(now));
    }
}
