package dev.portcullis.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is asked of a field. It holds if one of the field's values satisfies it; {@link None} if there is no value. */
public sealed interface Test {
    /** The field has no value: no address is known, the session has not ended. */
    record None() implements Test {}

    /** The text occurs in it, whatever the case. */
    record Contains(String text) implements Test {}

    /** It is the text from end to end, whatever the case. */
    record Whole(String text) implements Test {}

    /** It is exactly this word. */
    record Word(String word) implements Test {}

    /** It begins with this, exactly so. */
    record Begins(String prefix) implements Test {}

    /** It is this id. */
    record Id(UUID id) implements Test {}

    /** It is an address in this range. */
    record Inside(AddressRange range) implements Test {}

    /** It is longer or shorter than this. Whole seconds. */
    record Lasts(Comparison comparison, Duration duration) implements Test {}

    /** It is before or after this. */
    record Happens(Comparison comparison, Moment moment) implements Test {}

    /** It is more or less than this. */
    record Counts(Comparison comparison, long number) implements Test {}

    /** Whether it holds, of all the values that the field has at this time. */
    default boolean holds(List<?> values, Instant now) {
        return this instanceof None ? values.isEmpty() : values.stream().anyMatch(value -> accepts(value, now));
    }

    private boolean accepts(Object value, Instant now) {
        return switch (this) {
            case None _ -> false;
            case Contains(String text) -> Folding.fold((String) value).contains(Folding.fold(text));
            case Whole(String text) -> Folding.fold((String) value).equals(Folding.fold(text));
            case Word(String word) -> value.equals(word);
            case Begins(String prefix) -> value.toString().startsWith(prefix);
            case Id(UUID id) -> value.equals(id);
            case Inside(AddressRange range) -> range.contains((String) value);
            case Lasts(Comparison comparison, Duration duration) ->
                comparison.holds(((Duration) value).compareTo(duration));
            case Counts(Comparison comparison, long number) -> comparison.holds(Long.compare((Long) value, number));
            case Happens(Comparison comparison, Moment moment) -> happens((Instant) value, comparison, moment, now);
        };
    }

    private static boolean happens(Instant value, Comparison comparison, Moment moment, Instant now) {
        return switch (comparison) {
            case IS -> !value.isBefore(moment.begins(now)) && value.isBefore(moment.ends(now));
            case LESS -> value.isBefore(moment.begins(now));
            case AT_MOST -> value.isBefore(moment.ends(now));
            case MORE -> !value.isBefore(moment.ends(now));
            case AT_LEAST -> !value.isBefore(moment.begins(now));
        };
    }
}
