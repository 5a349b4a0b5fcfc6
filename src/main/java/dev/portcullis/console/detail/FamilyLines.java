package dev.portcullis.console.detail;

import dev.portcullis.api.TokenFamily;
import dev.portcullis.api.TokenFamily.Generation;
import dev.portcullis.api.TokenFamily.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which lines a token family is drawn in. A session that lives for a day has hundreds of tokens, and what matters is where it is now, how it began, and each token that
 * came back: what is between them is one line, which opens.
 */
final class FamilyLines {
    /** So many quiet tokens are drawn one by one; more are one line. */
    static final int FEW = 2;

    /** So many more are drawn when a line of quiet ones is opened. */
    static final int STEP = 25;

    private FamilyLines() {}

    /** @param opened the generations that are drawn although they are quiet */
    static List<FamilyLine> of(TokenFamily family, Set<Integer> opened) {
        List<FamilyLine> lines = new ArrayList<>();
        List<Generation> quiet = new ArrayList<>();
        List<Generation> all = family.generations();
        long unlisted = family.total() - all.size();
        for (int i = 0; i < all.size(); i++) {
            Generation generation = all.get(i);
            boolean end = i == all.size() - 1;
            if (isQuiet(generation) && i > 0 && !end && !opened.contains(generation.generation())) {
                quiet.add(generation);
                continue;
            }
            flush(quiet, lines);
            add(generation, end && unlisted <= 0, lines);
        }
        flush(quiet, lines);
        if (unlisted > 0) {
            lines.add(new FamilyLine.Unlisted(unlisted));
        }
        return List.copyOf(lines);
    }

    private static boolean isQuiet(Generation generation) {
        return generation.state() == State.SPENT && generation.reuses() == 0 && generation.superseded() == null;
    }

    private static void add(Generation generation, boolean end, List<FamilyLine> lines) {
        boolean reused = generation.reuses() > 0 && generation.verdict() != null;
        boolean renewed = generation.superseded() != null;
        lines.add(new FamilyLine.Token(generation, end && !reused && !renewed));
        if (renewed) {
            lines.add(new FamilyLine.Renewed(generation.generation(), generation.spentAt()));
        }
        if (reused) {
            Instant at = generation.reusedAt();
            Instant spent = generation.spentAt();
            lines.add(new FamilyLine.Reuse(
                    generation.generation(),
                    Objects.requireNonNull(generation.verdict()),
                    generation.reuses(),
                    at,
                    at == null || spent == null ? null : Duration.between(spent, at),
                    generation.reusedAddress()));
        }
    }

    private static void flush(List<Generation> quiet, List<FamilyLine> lines) {
        if (quiet.size() <= FEW) {
            quiet.forEach(each -> lines.add(new FamilyLine.Token(each, false)));
        } else {
            Generation newest = quiet.getFirst();
            Generation oldest = quiet.getLast();
            lines.add(new FamilyLine.Quiet(
                    newest.generation(),
                    oldest.generation(),
                    oldest.issuedAt(),
                    Objects.requireNonNullElse(newest.spentAt(), newest.issuedAt())));
        }
        quiet.clear();
    }
}
