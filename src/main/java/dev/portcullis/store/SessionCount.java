package dev.portcullis.store;

import dev.portcullis.query.Query;
import dev.portcullis.store.SessionList.States;
import java.sql.SQLException;
import java.util.Optional;

/** How many sessions there are. */
final class SessionCount {
    private SessionCount() {}

    /** How many there are when nothing else is asked. Those of the present are counted already. */
    static long all(Transaction transaction, SessionRows rows) throws SQLException {
        Optional<States> states = rows.ofPresent();
        Optional<LiveCount.Counted> counted =
                states.isPresent() ? LiveCount.counted(transaction, rows.now()) : Optional.empty();
        return counted.isEmpty()
                ? of(transaction, rows, new Query.All())
                : switch (states.orElseThrow()) {
                    case LIVE -> counted.get().count().live();
                    case ACTIVE -> counted.get().count().active();
                    case SUSPENDED -> counted.get().count().suspended();
                    case ENDED -> counted.get().ended();
                    case ALL -> counted.get().count().live() + counted.get().ended();
                };
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
