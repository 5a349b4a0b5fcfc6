package dev.portcullis.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When two texts are the same but for upper and lower case. Each character stands for itself, and folds to another of its kind: ASCII to ASCII, the others by
 * Unicode's simple mapping to one that is not ASCII either (so the Kelvin sign is no k, and İ no i). That depends on no locale, and can be said to a database
 * whatever collation it has: {@code lower(… collate "C")} for ASCII, and each other character with its {@linkplain #variants variants}.
 */
public final class Folding {
    private static final int ASCII = 128;

    private Folding() {}

    public static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().map(Folding::fold).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** Whether every character is of ASCII. */
    public static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < ASCII);
    }

    /** All characters that fold to the same as this one, in their order. */
    public static List<Integer> variants(int character) {
        int folded = fold(character);
        return Variants.OF_FOLDED.getOrDefault(folded, List.of(folded));
    }

    private static int fold(int c) {
        if (c < ASCII) {
            return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
        }
        int lower = Character.toLowerCase(c);
        return lower < ASCII ? c : lower;
    }

    /** Made when it is first needed: of all characters, those that something else folds to. */
    private static final class Variants {
        static final Map<Integer, List<Integer>> OF_FOLDED = new HashMap<>();

        static {
            for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
                int folded = fold(c);
                if (folded != c) {
                    OF_FOLDED.computeIfAbsent(folded, _ -> new ArrayList<>()).add(c);
                }
            }
            OF_FOLDED.forEach((folded, others) -> {
                others.add(folded);
                others.sort(null);
            });
        }
    }
}
