package dev.portcullis.command;

import java.util.Collection;
import java.util.Comparator;

/** Guesses what somebody meant who misspelt a name. */
final class Spelling {
    private static final int FARTHEST = 3;

    private Spelling() {}

    /** {@code ; did you mean "…"?}, or nothing if no known name is near. */
    static String hint(String name, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(name, each) <= Math.min(FARTHEST, name.length() / 2))
                .min(Comparator.comparingInt((String each) -> distance(name, each))
                        .thenComparing(Comparator.naturalOrder()))
                .map(each -> "; did you mean \"" + each + "\"?")
                .orElse("");
    }

    /** How many letters must be added, taken away or changed (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
