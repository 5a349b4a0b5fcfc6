package dev.portcullis.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The servers over this database. */
public final class NodeStore {
    private NodeStore() {}

    /** Says that the server runs, and will have said so again before {@code lease} has passed. */
    public static void renew(Transaction transaction, String name, Duration lease) throws SQLException {
        transaction.update("""
                insert into node (name, lease_ends) values (?, now() + make_interval(secs => ?))
                on conflict (name) do update set lease_ends = excluded.lease_ends
                """, name, SessionStore.seconds(lease));
    }

    public static void leave(Transaction transaction, String name) throws SQLException {
        transaction.update("delete from node where name = ?", name);
    }

    /** The names of those that run. */
    public static List<String> running(Transaction transaction) throws SQLException {
        return transaction.query(
                "select name from node where lease_ends > now() order by name", row -> row.getString("name"));
    }
}
