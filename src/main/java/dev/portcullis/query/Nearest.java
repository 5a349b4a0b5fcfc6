package dev.portcullis.query;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody probably meant. */
final class Nearest {
    private static final int LONGEST = 40;

    private Nearest() {}

    /** The one of these that is so near to the text that it may be a slip of the pen; or that alone begins with it. */
    static Optional<String> to(String text, Collection<String> candidates) {
        String written = text.toLowerCase(Locale.ROOT);
        if (written.isEmpty() || written.length() > LONGEST) {
            return Optional.empty();
        }
        int tolerated = written.length() < 4 ? 1 : 2;
        Optional<String> near = candidates.stream()
                .filter(candidate -> distance(written, candidate) <= tolerated)
                .min(Comparator.comparingInt((String candidate) -> distance(written, candidate))
                        .thenComparing(Comparator.naturalOrder()));
        if (near.isPresent()) {
            return near;
        }
        var begun = candidates.stream()
                .filter(candidate -> candidate.startsWith(written) || written.startsWith(candidate))
                .toList();
        return begun.size() == 1 ? Optional.of(begun.getFirst()) : Optional.empty();
    }

    /** How many letters have to be put in, left out, replaced or exchanged with their neighbour (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int replaced = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[a.length()][b.length()];
    }
}
