package dev.portcullis.console.overview;

import dev.portcullis.api.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the server for a picture. What lies in the past is asked for once a step. Blocks; for one thread at a time. */
final class OverviewReader {
    /** The server refuses the future, and our notion of its clock may be a little ahead. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private final OverviewSource source;
    private @Nullable Kept<@Nullable Earlier> earlier;
    private @Nullable Kept<Usual> usual;

    private record Kept<T extends @Nullable Object>(TimeRange range, Instant from, T value) {
        boolean isOf(TimeRange otherRange, Instant otherFrom) {
            return range == otherRange && from.equals(otherFrom);
        }
    }

    OverviewReader(OverviewSource source) {
        this.source = source;
    }

    /** @param now the server's time, as well as we know it */
    synchronized Picture read(TimeRange range, Instant now) {
        Instant until = now.minus(SLACK);
        Instant from = range.from(until);
        Stats stats = source.stats(from, until, range.step(), true);
        OverviewSource.Reuses reused = stats.reusedLastDay() > 0 ? source.reused() : OverviewSource.Reuses.NONE;
        return new Picture(range, from, stats, earlier(range, from, until), usual(until), source.facets(), reused);
    }

    private @Nullable Earlier earlier(TimeRange range, Instant from, Instant until) {
        Kept<@Nullable Earlier> kept = earlier;
        if (kept == null || !kept.isOf(range, from)) {
            kept = new Kept<>(range, from, readEarlier(range, from, until));
            earlier = kept;
        }
        return kept.value();
    }

    private @Nullable Earlier readEarlier(TimeRange range, Instant from, Instant until) {
        if (range == TimeRange.MONTH) {
            return null; // no server keeps two months
        }
        Earlier week = before(Earlier.WEEK, range, from, until);
        if (week.known()) {
            return week;
        }
        Earlier day = before(Earlier.DAY, range, from, until);
        return range != TimeRange.WEEK && day.known() ? day : null;
    }

    private Earlier before(Duration much, TimeRange range, Instant from, Instant until) {
        return new Earlier(much, source.stats(from.minus(much), until.minus(much), range.step(), false));
    }

    private Usual usual(Instant until) {
        Instant from = TimeRange.DAY.from(until);
        Kept<Usual> kept = usual;
        if (kept == null || !kept.isOf(TimeRange.DAY, from)) {
            kept = new Kept<>(TimeRange.DAY, from, Usual.of(source.stats(from, until, Usual.MINUTES, false)));
            usual = kept;
        }
        return Objects.requireNonNull(kept.value());
    }
}
