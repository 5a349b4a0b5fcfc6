package dev.portcullis.store;

import dev.portcullis.query.Query;
import java.sql.SQLException;

/** How many sessions there are. */
final class SessionCount {
    private SessionCount() {}

    /** How many there are when nothing else is asked. Those that are active are counted already. */
    static long all(Transaction transaction, SessionRows rows) throws SQLException {
        return rows.areActive() ? ActiveCount.exact(transaction, rows.now()) : of(transaction, rows, new Query.All());
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
