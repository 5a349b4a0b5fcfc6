package dev.portcullis.simulate;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts outcomes. Thread-safe. */
final class Tally {
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private @Nullable String lastError;

    Tally() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, 0L);
        }
    }

    synchronized void count(Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    synchronized void failed(Throwable why) {
        count(Outcome.FAILED);
        lastError = String.valueOf(why.getMessage());
    }

    synchronized Counts counts(int live) {
        return new Counts(live, Map.copyOf(outcomes), Optional.ofNullable(lastError));
    }
}
