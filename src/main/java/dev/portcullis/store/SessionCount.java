package dev.portcullis.store;

import dev.portcullis.query.Query;
import java.sql.SQLException;
import java.time.Instant;

/** How many sessions there are. */
final class SessionCount {
    private SessionCount() {}

    /**
     * How many there are when nothing else is asked. Counts that are kept up to date elsewhere can take this place; whatever answers here has to be exact at
     * {@link SessionRows#now}.
     */
    static long all(Transaction transaction, SessionRows rows) throws SQLException {
        return rows.areActive() ? active(transaction, rows.now()) : of(transaction, rows, new Query.All());
    }

    /** What has not ended, less what only has not been written down as ended: each is counted in an index that has little else. */
    private static long active(Transaction transaction, Instant now) throws SQLException {
        return transaction.one(
                """
                select (select count(*) from session where ended_at is null)
                    - (select count(*) from session where %s)
                    - (select count(*) from session s
                       where s.account_id in (select id from account where not enabled)
                           and s.ended_at is null and s.idle_expires_at > ? and s.expires_at > ?)
                """.formatted(SessionRows.LAPSED.formatted("?")), row -> row.getLong(1), now, now, now, now);
    }

    /** How many match. */
    static long of(Transaction transaction, SessionRows rows, Query query) throws SQLException {
        Sql sql = sql(rows, query);
        return transaction.one(sql.text(), row -> row.getLong(1), sql.parameters());
    }

    static Sql sql(SessionRows rows, Query query) {
        return new Sql()
                .add("select count(*) from ")
                .add(rows.table())
                .add(" where ")
                .add(QuerySql.condition(query, rows.now()));
    }
}
