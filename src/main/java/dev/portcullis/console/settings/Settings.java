package dev.portcullis.console.settings;

import dev.portcullis.console.common.Density;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.desk.Bench;
import java.util.Optional;

/**
 * What is remembered.
 *
 * @param textSize in percent, one of {@link Measures#SIZES}
 * @param bench how the table is arranged
 * @param server the address that was last logged in to, as it was typed
 */
public record Settings(
        ThemeChoice theme,
        LanguageChoice language,
        int textSize,
        Density density,
        Optional<Placement> window,
        Optional<String> server,
        Bench bench) {
    /** Before anything is remembered. */
    public static final Settings NONE = new Settings(
            ThemeChoice.SYSTEM,
            LanguageChoice.SYSTEM,
            Measures.NORMAL,
            Density.NORMAL,
            Optional.empty(),
            Optional.empty(),
            Bench.NONE);

    /** Where the window stood, in screen pixels; of a maximized window, where it stands when it is not. */
    public record Placement(double x, double y, double width, double height, boolean maximized) {}

    public Settings withTheme(ThemeChoice now) {
        return new Settings(now, language, textSize, density, window, server, bench);
    }

    public Settings withLanguage(LanguageChoice now) {
        return new Settings(theme, now, textSize, density, window, server, bench);
    }

    /** With what {@link Measures} are. */
    public Settings withSizes(int percent, Density rows) {
        return new Settings(theme, language, percent, rows, window, server, bench);
    }

    public Settings withWindow(Placement now) {
        return new Settings(theme, language, textSize, density, Optional.of(now), server, bench);
    }

    public Settings withBench(Bench now) {
        return new Settings(theme, language, textSize, density, window, server, now);
    }

    public Settings withServer(String now) {
        return new Settings(theme, language, textSize, density, window, Optional.of(now), bench);
    }
}
