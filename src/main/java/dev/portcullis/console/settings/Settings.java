package dev.portcullis.console.settings;

import dev.portcullis.console.common.Density;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.connection.Connections;
import dev.portcullis.console.desk.Arrangement;
import dev.portcullis.console.desk.Questions;
import dev.portcullis.console.notice.NoticeChoice;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered.
 *
 * @param textSize in percent, one of {@link Measures#SIZES}
 * @param connections the servers that were gone to
 * @param arrangement how the table is arranged
 * @param questions what each operator asked, and kept
 * @param notices of what the operator wants to be told
 */
public record Settings(
        ThemeChoice theme,
        LanguageChoice language,
        int textSize,
        Density density,
        Optional<Placement> window,
        Connections connections,
        Arrangement arrangement,
        Map<Operator, Questions> questions,
        NoticeChoice notices) {
    /** Before anything is remembered. */
    public static final Settings NONE = new Settings(
            ThemeChoice.SYSTEM,
            LanguageChoice.SYSTEM,
            Measures.NORMAL,
            Density.NORMAL,
            Optional.empty(),
            Connections.NONE,
            Arrangement.NONE,
            Map.of(),
            NoticeChoice.ALL);

    public Settings {
        questions = Map.copyOf(questions);
    }

    /** Where the window stood, in screen pixels; of a maximized window, where it stands when it is not. */
    public record Placement(double x, double y, double width, double height, boolean maximized) {}

    public Settings withTheme(ThemeChoice now) {
        return new Settings(now, language, textSize, density, window, connections, arrangement, questions, notices);
    }

    public Settings withLanguage(LanguageChoice now) {
        return new Settings(theme, now, textSize, density, window, connections, arrangement, questions, notices);
    }

    /** With what {@link Measures} are. */
    public Settings withSizes(int percent, Density rows) {
        return new Settings(theme, language, percent, rows, window, connections, arrangement, questions, notices);
    }

    public Settings withWindow(Placement now) {
        return new Settings(
                theme, language, textSize, density, Optional.of(now), connections, arrangement, questions, notices);
    }

    public Settings withArrangement(Arrangement now) {
        return new Settings(theme, language, textSize, density, window, connections, now, questions, notices);
    }

    /** What this operator asked, and kept. */
    public Questions questions(Operator of) {
        return questions.getOrDefault(of, Questions.NONE);
    }

    public Settings withQuestions(Operator of, Questions now) {
        Map<Operator, Questions> all = new HashMap<>(questions);
        all.put(of, now);
        return new Settings(theme, language, textSize, density, window, connections, arrangement, all, notices);
    }

    public Settings withConnections(Connections now) {
        return new Settings(theme, language, textSize, density, window, now, arrangement, questions, notices);
    }

    public Settings withNotices(NoticeChoice now) {
        return new Settings(theme, language, textSize, density, window, connections, arrangement, questions, now);
    }
}
