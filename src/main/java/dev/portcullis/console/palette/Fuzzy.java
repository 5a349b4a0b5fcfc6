package dev.portcullis.console.palette;

import java.util.Locale;
import java.util.OptionalInt;

/** How well a few letters fit a name: they must all occur in it, in their order; those that begin words or follow one another count for more. */
final class Fuzzy {
    private static final int HIT = 1;
    private static final int FOLLOWS = 9;
    private static final int BEGINS_WORD = 8;
    private static final int BEGINS_ALL = 4;
    private static final int IMPOSSIBLE = Integer.MIN_VALUE / 2;

    private Fuzzy() {}

    /** The larger the better; empty if it does not fit. Spaces in what is asked mean nothing, nor does case. */
    static OptionalInt score(String asked, String name) {
        String letters = asked.toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
        String text = name.toLowerCase(Locale.ROOT);
        if (letters.isEmpty()) {
            return OptionalInt.of(0);
        }
        // best[j]: the letters so far, the last of them at j.
        int[] best = new int[text.length()];
        for (int i = 0; i < letters.length(); i++) {
            int[] next = new int[text.length()];
            int before = IMPOSSIBLE; // the best of the letter before, anywhere to the left
            for (int j = 0; j < text.length(); j++) {
                next[j] = IMPOSSIBLE;
                if (text.charAt(j) == letters.charAt(i)) {
                    int apart = i == 0 ? 0 : before;
                    int together = i > 0 && j > 0 ? best[j - 1] + FOLLOWS : IMPOSSIBLE;
                    next[j] = Math.max(apart, together) + HIT + begins(text, j);
                }
                before = i == 0 ? IMPOSSIBLE : Math.max(before, best[j]);
            }
            best = next;
        }
        int score = IMPOSSIBLE;
        for (int each : best) {
            score = Math.max(score, each);
        }
        return score < 0 ? OptionalInt.empty() : OptionalInt.of(score);
    }

    private static int begins(String text, int place) {
        if (place == 0) {
            return BEGINS_WORD + BEGINS_ALL;
        }
        return Character.isLetterOrDigit(text.charAt(place - 1)) ? 0 : BEGINS_WORD;
    }
}
