package dev.portcullis.store;

import dev.portcullis.query.Query;
import java.sql.SQLException;

/** How many sessions there are. */
final class SessionCount {
    private SessionCount() {}

    /** How many there are when nothing else is asked. Those that have not ended are counted already, and of them few are suspended. */
    static long all(Transaction transaction, SessionRows rows) throws SQLException {
        if (!rows.areLive() && !rows.areActive()) {
            return of(transaction, rows, new Query.All());
        }
        LiveCount count = LiveCount.exact(transaction, rows.now());
        return rows.areLive() ? count.live() : count.active();
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
