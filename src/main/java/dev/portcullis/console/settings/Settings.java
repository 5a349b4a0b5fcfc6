package dev.portcullis.console.settings;

import dev.portcullis.console.common.Density;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.connection.Connections;
import dev.portcullis.console.desk.Bench;
import dev.portcullis.console.notice.NoticeChoice;
import java.util.Optional;

/**
 * What is remembered.
 *
 * @param textSize in percent, one of {@link Measures#SIZES}
 * @param bench how the table is arranged
 * @param connections the servers that were gone to
 * @param notices of what the operator wants to be told
 */
public record Settings(
        ThemeChoice theme,
        LanguageChoice language,
        int textSize,
        Density density,
        Optional<Placement> window,
        Connections connections,
        Bench bench,
        NoticeChoice notices) {
    /** Before anything is remembered. */
    public static final Settings NONE = new Settings(
            ThemeChoice.SYSTEM,
            LanguageChoice.SYSTEM,
            Measures.NORMAL,
            Density.NORMAL,
            Optional.empty(),
            Connections.NONE,
            Bench.NONE,
            NoticeChoice.ALL);

    /** Where the window stood, in screen pixels; of a maximized window, where it stands when it is not. */
    public record Placement(double x, double y, double width, double height, boolean maximized) {}

    public Settings withTheme(ThemeChoice now) {
        return new Settings(now, language, textSize, density, window, connections, bench, notices);
    }

    public Settings withLanguage(LanguageChoice now) {
        return new Settings(theme, now, textSize, density, window, connections, bench, notices);
    }

    /** With what {@link Measures} are. */
    public Settings withSizes(int percent, Density rows) {
        return new Settings(theme, language, percent, rows, window, connections, bench, notices);
    }

    public Settings withWindow(Placement now) {
        return new Settings(theme, language, textSize, density, Optional.of(now), connections, bench, notices);
    }

    public Settings withBench(Bench now) {
        return new Settings(theme, language, textSize, density, window, connections, now, notices);
    }

    public Settings withConnections(Connections now) {
        return new Settings(theme, language, textSize, density, window, now, bench, notices);
    }

    public Settings withNotices(NoticeChoice now) {
        return new Settings(theme, language, textSize, density, window, connections, bench, now);
    }
}
