package dev.portcullis.store;

import dev.portcullis.query.Query;
import dev.portcullis.store.SessionList.States;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a list lie, by a sample of them: about there, which is as exact as a scroll bar. A bar that is dragged asks for many places of one list, so a sample is
 * kept for a moment.
 */
public final class ListSamples {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int MOST = 32;

    /** So many rows of a sample are kept, evenly spaced. */
    private static final int POINTS = 2000;

    /** @param then the instant of a list of the past */
    private record Of(
            Query query,
            States states,
            String order,
            @Nullable Instant then) {}

    private record Sample(List<Cursor> rows, long taken) {}

    /** The oldest first; guarded by itself, for memory work alone. */
    private final Map<Of, Sample> samples = new LinkedHashMap<>();

    /**
     * A row that has about this share of the list before it; empty if the sample is.
     *
     * @param share 0 to 1
     */
    Optional<Cursor> at(Transaction transaction, SessionList.Request request, SessionRows rows, double share)
            throws SQLException {
        Of of = new Of(request.query(), request.states(), request.order(), request.past() ? rows.now() : null);
        List<Cursor> sample = kept(of).orElse(List.of());
        if (sample.isEmpty()) {
            sample = take(transaction, request, rows);
            keep(of, sample);
        }
        int place = (int) Math.min(sample.size() - 1L, Math.max(0, (long) (share * sample.size())));
        return sample.isEmpty() ? Optional.empty() : Optional.of(sample.get(place));
    }

    private Optional<List<Cursor>> kept(Of of) {
        long now = System.nanoTime();
        synchronized (samples) {
            samples.values().removeIf(sample -> now - sample.taken() > KEPT.toNanos());
            return Optional.ofNullable(samples.get(of)).map(Sample::rows);
        }
    }

    private void keep(Of of, List<Cursor> rows) {
        synchronized (samples) {
            samples.put(of, new Sample(rows, System.nanoTime()));
            if (samples.size() > MOST) {
                samples.remove(samples.keySet().iterator().next());
            }
        }
    }

    private static List<Cursor> take(Transaction transaction, SessionList.Request request, SessionRows rows)
            throws SQLException {
        SessionSort sort = request.sort();
        String order = SessionList.order(request, "s.key", false);
        Sql sql = new Sql()
                .add("with found as materialized (select s.handle, " + sort.value() + " as key from ")
                .add(rows.sample())
                .add(sort.ofAccount() ? " join account a on a.id = s.account_id" : "")
                .add(" where ")
                .add(QuerySql.condition(request.query(), rows.now()))
                .add(
                        "), ranked as (select s.handle, s.key, row_number() over (order by " + order
                                + ") as place, count(*) over () as n from found s)"
                                + " select s.handle, " + sort.written("s.key")
                                + " as value from ranked s where place % greatest(1, n / ?) = 0 order by place",
                        POINTS);
        return new ArrayList<>(transaction.query(
                sql.text(),
                row -> new Cursor(request.order(), row.getString("value"), Transaction.uuid(row, "handle")),
                sql.parameters()));
    }
}
