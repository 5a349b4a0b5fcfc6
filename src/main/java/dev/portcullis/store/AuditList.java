package dev.portcullis.store;

import dev.portcullis.store.AuditStore.Sealed;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists entries of the audit by keyset pages, newest first. A number is the place in the list, since entries never move. */
public final class AuditList {
    private AuditList() {}

    /**
     * Which entries.
     *
     * @param words each must occur in the actor's name, the action, the subject, the address or the detail
     * @param actor the actor's id or name, in any case
     * @param from not before this
     * @param to before this
     */
    public record Filter(
            List<String> words,
            @Nullable String actor,
            @Nullable String action,
            @Nullable String subjectKind,
            @Nullable String subjectId,
            @Nullable Instant from,
            @Nullable Instant to) {
        boolean all() {
            return words.isEmpty()
                    && actor == null
                    && action == null
                    && subjectKind == null
                    && subjectId == null
                    && from == null
                    && to == null;
        }
    }

    /** Where a page lies. */
    public sealed interface Place {
        /** The newest there are. */
        record Newest() implements Place {}

        /** Those right before this entry in time. */
        record After(long seq) implements Place {}

        /** Those right after it in time, which came since. */
        record Before(long seq) implements Place {}
    }

    /**
     * A page, newest first, and how many match in all.
     *
     * @param next leads, as {@link Place.After}, to those before these in time; null if there are none
     */
    public record Page(
            List<Sealed> items, long total, @Nullable Long next) {}

    public static Page page(Transaction transaction, Filter filter, Place place, int limit) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        String where = where(filter, parameters);
        long total = filter.all()
                ? AuditStore.newest(transaction).head().seq() // there are no gaps
                : transaction.one(
                        "select count(*) from audit_entry where " + where, row -> row.getLong(1), parameters.toArray());
        String beyond = switch (place) {
            case Place.Newest() -> "";
            case Place.After(long seq) -> {
                parameters.add(seq);
                yield " and seq < ?";
            }
            case Place.Before(long seq) -> {
                parameters.add(seq);
                yield " and seq > ?";
            }
        };
        boolean ascending = place instanceof Place.Before;
        parameters.add(limit + 1);
        List<Sealed> found = transaction.query(
                "select " + AuditStore.COLUMNS + " from audit_entry where " + where + beyond + " order by seq "
                        + (ascending ? "" : "desc ") + "limit ?",
                AuditStore::sealed,
                parameters.toArray());
        boolean more = found.size() > limit;
        List<Sealed> shown = new ArrayList<>(more ? found.subList(0, limit) : found);
        if (ascending) {
            Collections.reverse(shown);
        }
        return new Page(List.copyOf(shown), total, next(place, shown, more));
    }

    private static @Nullable Long next(Place place, List<Sealed> shown, boolean more) {
        return switch (place) {
            // There is what it was asked for beyond.
            case Place.Before(long seq) ->
                shown.isEmpty() ? seq + 1 : shown.getLast().entry().seq();
            case Place.Newest _, Place.After _ -> more ? shown.getLast().entry().seq() : null;
        };
    }

    /** The entries that match, oldest first, after this one and up to that one; at most {@code limit}. */
    public static List<Sealed> between(Transaction transaction, Filter filter, long after, long upTo, int limit)
            throws SQLException {
        List<Object> parameters = new ArrayList<>();
        String where = where(filter, parameters);
        parameters.addAll(List.of(after, upTo, limit));
        return transaction.query(
                "select " + AuditStore.COLUMNS + " from audit_entry where " + where
                        + " and seq > ? and seq <= ? order by seq limit ?",
                AuditStore::sealed,
                parameters.toArray());
    }

    private static String where(Filter filter, List<Object> parameters) {
        StringBuilder where = new StringBuilder("true");
        String actor = filter.actor();
        if (actor != null) {
            where.append(" and (actor_id = ? or lower(actor_name) = ?)");
            parameters.add(actor.toLowerCase(Locale.ROOT));
            parameters.add(actor.toLowerCase(Locale.ROOT));
        }
        add(where, parameters, "action = ?", filter.action());
        add(where, parameters, "subject_kind = ?", filter.subjectKind());
        add(where, parameters, "subject_id = ?", filter.subjectId());
        add(where, parameters, "at >= ?", filter.from());
        add(where, parameters, "at < ?", filter.to());
        for (String word : filter.words()) {
            where.append(" and words like lower(?)");
            parameters.add("%" + SessionList.escape(word) + "%");
        }
        return where.toString();
    }

    private static void add(StringBuilder where, List<Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(condition);
            parameters.add(value);
        }
    }
}
