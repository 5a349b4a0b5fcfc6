package dev.portcullis.console.detail;

import dev.portcullis.api.TokenFamily.Generation;
import dev.portcullis.api.TokenFamily.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of the tree in which a token family is drawn, from the newest token down to the first. */
sealed interface FamilyLine {
    /**
     * A token.
     *
     * @param last whether nothing is drawn below its line
     */
    record Token(Generation generation, boolean last) implements FamilyLine {}

    /**
     * A branch: the token above it was presented again after it had been exchanged.
     *
     * @param generation the token's
     * @param times how often
     * @param at the last time
     * @param after how long after its exchange that was; null if that is not known
     * @param address from where; null if that is not known
     */
    record Reuse(
            int generation,
            Verdict verdict,
            int times,
            @Nullable Instant at,
            @Nullable Duration after,
            @Nullable String address)
            implements FamilyLine {}

    /** A branch: the token above it was not exchanged; its user proved anew who they are, and was given another. */
    record Renewed(int generation, @Nullable Instant at) implements FamilyLine {}

    /**
     * Tokens of which there is nothing to say: each was exchanged once.
     *
     * @param newest, oldest generations
     * @param from when the oldest was issued
     * @param to when the newest was exchanged
     */
    record Quiet(int newest, int oldest, Instant from, Instant to) implements FamilyLine {
        int count() {
            return newest - oldest + 1;
        }
    }

    /** Tokens from before those that the server lists. */
    record Unlisted(long count) implements FamilyLine {}
}
