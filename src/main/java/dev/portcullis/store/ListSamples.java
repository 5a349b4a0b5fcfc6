package dev.portcullis.store;

import dev.portcullis.query.Query;
import dev.portcullis.store.SessionList.States;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a list lie, by a sample of them: about there, which is as exact as a scroll bar. A bar that is dragged asks for many places of one list, so a sample is
 * kept for a while. To take one costs more than the page that it leads to; so it is {@linkplain #begin taken} beforehand, when a long list is looked at first, and anew while
 * the one of before still answers.
 */
public final class ListSamples {
    static final Duration KEPT = Duration.ofMinutes(1);

    /** Whoever moves about in a list is led by a sample that is no older than this and what it takes to take one. */
    static final Duration FRESH = Duration.ofSeconds(10);

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

    /** Those that are being taken; guarded by the samples. */
    private final Set<Of> underWay = new HashSet<>();

    private final LongSupplier nanos;

    public ListSamples() {
        this(System::nanoTime);
    }

    ListSamples(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A sample that is to be taken; nobody else is asked to take it until this is closed. */
    public final class Taking implements AutoCloseable {
        private final SessionList.Request request;
        private final SessionRows rows;
        private final Of of;

        private Taking(SessionList.Request request, SessionRows rows, Of of) {
            this.request = request;
            this.rows = rows;
            this.of = of;
        }

        public void take(Transaction transaction) throws SQLException {
            keep(of, read(transaction, request, rows));
        }

        @Override
        public void close() {
            synchronized (samples) {
                underWay.remove(of);
            }
        }
    }

    /** A sample of the list that is to be taken: there is none, or, where somebody moves about in the list, an old one. */
    Optional<Taking> begin(SessionList.Request request, SessionRows rows) {
        Of of = of(request, rows);
        long now = nanos.getAsLong();
        synchronized (samples) {
            forget(now);
            Sample kept = samples.get(of);
            Duration most = request.skip() > 0 ? FRESH : KEPT;
            boolean wanted = kept == null || now - kept.taken() > most.toNanos();
            return wanted && underWay.add(of) ? Optional.of(new Taking(request, rows, of)) : Optional.empty();
        }
    }

    /**
     * A row that has about this share of the list before it; empty if the sample is.
     *
     * @param share 0 to 1
     */
    Optional<Cursor> at(Transaction transaction, SessionList.Request request, SessionRows rows, double share)
            throws SQLException {
        Of of = of(request, rows);
        List<Cursor> sample = kept(of).orElse(List.of());
        if (sample.isEmpty()) {
            sample = read(transaction, request, rows);
            keep(of, sample);
        }
        int place = (int) Math.min(sample.size() - 1L, Math.max(0, (long) (share * sample.size())));
        return sample.isEmpty() ? Optional.empty() : Optional.of(sample.get(place));
    }

    private static Of of(SessionList.Request request, SessionRows rows) {
        return new Of(request.query(), request.states(), request.order(), request.past() ? rows.now() : null);
    }

    private void forget(long now) {
        samples.values().removeIf(sample -> now - sample.taken() > KEPT.toNanos());
    }

    private Optional<List<Cursor>> kept(Of of) {
        long now = nanos.getAsLong();
        synchronized (samples) {
            forget(now);
            return Optional.ofNullable(samples.get(of)).map(Sample::rows);
        }
    }

    private void keep(Of of, List<Cursor> rows) {
        synchronized (samples) {
            samples.remove(of);
            samples.put(of, new Sample(rows, nanos.getAsLong()));
            if (samples.size() > MOST) {
                samples.remove(samples.keySet().iterator().next());
            }
        }
    }

    private static List<Cursor> read(Transaction transaction, SessionList.Request request, SessionRows rows)
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
