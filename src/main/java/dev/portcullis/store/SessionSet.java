package dev.portcullis.store;

import dev.portcullis.query.Query;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Some sessions: rows {@code s} with {@code over_reason}, of a table on a condition. */
public final class SessionSet {
    private final Sql table;
    private final Sql condition;

    private SessionSet(Sql table, Sql condition) {
        this.table = table;
        this.condition = condition;
    }

    /** Those with these handles, whatever they are. */
    public static SessionSet named(Collection<UUID> handles) {
        return new SessionSet(
                new Sql().add("session_now s"), new Sql().add("s.handle = any (?)", List.copyOf(handles)));
    }

    /** Those that have not ended and match. */
    public static SessionSet found(Transaction transaction, Query query) throws SQLException {
        Instant now = transaction.one("select statement_timestamp() as now", row -> Transaction.instant(row, "now"));
        return new SessionSet(SessionRows.of(SessionList.States.LIVE, now).table(), QuerySql.condition(query, now));
    }

    /** The same without this one. */
    public SessionSet without(UUID handle) {
        return new SessionSet(table, new Sql().add("(").add(condition).add(") and s.handle <> ?", handle));
    }

    /** Whether this session is one of them. */
    public boolean has(Transaction transaction, UUID handle) throws SQLException {
        Sql sql = new Sql().add("select exists (select ").add(rows()).add(" and s.handle = ?)", handle);
        return transaction.one(sql.text(), row -> row.getBoolean(1), sql.parameters());
    }

    /** What stands after the columns of a {@code select}. */
    Sql rows() {
        return new Sql().add(" from ").add(table).add(" where (").add(condition).add(")");
    }

    /** Writes them into a statement. */
    Sql in(String before, String after, @Nullable Object... values) {
        return new Sql().add(before).add(rows()).add(after, values);
    }
}
