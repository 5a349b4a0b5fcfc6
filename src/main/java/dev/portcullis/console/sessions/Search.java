package dev.portcullis.console.sessions;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What is asked for in the search box: words that must all occur in the user, the name, the address, the device or the permissions, or begin or end the handle, or name its state. */
final class Search implements Predicate<Row> {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Finds the sessions of which a spent refresh token came back. */
    static final String REUSED = "reused";

    private final List<String> words;

    private Search(List<String> words) {
        this.words = words;
    }

    static Search of(String text) {
        String asked = text.strip().toLowerCase(Locale.ROOT);
        return new Search(asked.isEmpty() ? List.of() : List.of(SPACE.split(asked)));
    }

    /** Whether it asks for anything. */
    boolean blank() {
        return words.isEmpty();
    }

    @Override
    public boolean test(Row row) {
        for (String word : words) {
            if (!row.words().contains(word) && !handle(row, word) && !state(row, word)) {
                return false;
            }
        }
        return true;
    }

    private static boolean state(Row row, String word) {
        return switch (word) {
            case REUSED -> row.reused();
            case "active" -> !row.ended();
            case "ended" -> row.ended();
            case "you" -> row.own();
            default -> false;
        };
    }

    private static boolean handle(Row row, String word) {
        String handle = row.handle().toString();
        return handle.startsWith(word) || handle.endsWith(word);
    }
}
