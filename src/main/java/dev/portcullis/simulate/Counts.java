package dev.portcullis.simulate;

import java.util.Map;
import java.util.Optional;

/**
 * What has happened so far.
 *
 * @param live sessions that are open now, as far as their users know
 * @param outcomes how many of each; each has an entry
 * @param lastError what the last {@link Outcome#FAILED} was
 */
public record Counts(int live, Map<Outcome, Long> outcomes, Optional<String> lastError) {
    /** How many of that. */
    public long of(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** All actions together. */
    public long actions() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }
}
