package dev.portcullis.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Some sessions: a condition on the columns of {@code session_now}, in SQL, with its parameters. */
public final class SessionSet {
    private final String condition;
    private final List<Object> parameters;

    private SessionSet(String condition, List<Object> parameters) {
        this.condition = condition;
        this.parameters = List.copyOf(parameters);
    }

    /** Those with these handles, whatever they are. */
    public static SessionSet named(Collection<UUID> handles) {
        return new SessionSet("handle = any (?)", List.of(List.copyOf(handles)));
    }

    /** The same without this one. */
    public SessionSet without(UUID handle) {
        List<Object> more = new ArrayList<>(parameters);
        more.add(handle);
        return new SessionSet("(" + condition + ") and handle <> ?", more);
    }

    /** Whether this session is one of them. */
    public boolean has(Transaction transaction, UUID handle) throws SQLException {
        return transaction.one(
                "select exists (select from session_now where handle = ? and " + condition() + ")",
                row -> row.getBoolean(1),
                after(handle));
    }

    /** In parentheses, for a {@code where}. */
    String condition() {
        return "(" + condition + ")";
    }

    /** The condition's parameters after these. */
    Object[] after(Object... others) {
        List<Object> all = new ArrayList<>(List.of(others));
        all.addAll(parameters);
        return all.toArray();
    }

    /** The condition's parameters before these. */
    Object[] before(Object... others) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(List.of(others));
        return all.toArray();
    }
}
