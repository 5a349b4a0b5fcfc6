package dev.portcullis.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The statements of one transaction. Parameters are bound by position, never written into the SQL. */
public final class Transaction {
    private final Connection connection;
    private final boolean commits;
    private final List<Told> happened = new ArrayList<>();
    private final List<AuditStore.Draft> notes = new ArrayList<>();
    private boolean demandsAudit;

    /** When ({@link System#nanoTime()}) its statements are cut short; null if they have the time that every statement has. */
    private final @Nullable Long deadline;

    /** @param commits whether it has an end before which something can still be done: not if each statement is one by itself */
    Transaction(Connection connection, boolean commits) {
        this(connection, commits, null);
    }

    Transaction(Connection connection, boolean commits, @Nullable Long deadline) {
        this.connection = connection;
        this.commits = commits;
        this.deadline = deadline;
    }

    /** What is done here must be told in the audit, or it does not commit. */
    void demandAudit() {
        if (!commits) {
            throw new IllegalStateException("what is audited is done in a transaction");
        }
        demandsAudit = true;
    }

    void note(AuditStore.Draft draft) {
        demandAudit();
        notes.add(draft);
    }

    /**
     * What is to be written into the audit.
     *
     * @throws IllegalStateException if nothing is, although something was done of which it has to tell
     */
    List<AuditStore.Draft> notes() {
        if (demandsAudit && notes.isEmpty()) {
            throw new IllegalStateException("a change of which the audit would not tell");
        }
        return notes;
    }

    /** @param to whom of those that {@linkplain Together share} the statement */
    private record Told(int to, Happening happening) {}

    /** Something is written down here that is to be told once it is committed. */
    void happened(Happening happening) {
        happened(0, happening);
    }

    /** The same, to one of those that {@linkplain Together share} the statement, by their place. */
    void happened(int to, Happening happening) {
        happened.add(new Told(to, happening));
    }

    List<Happening> happened() {
        return happened.stream().map(Told::happening).toList();
    }

    List<Happening> happened(int to) {
        return happened.stream()
                .filter(told -> told.to() == to)
                .map(Told::happening)
                .toList();
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(mapper.map(rows));
            }
            return result;
        }
    }

    <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        List<T> rows = query(sql, mapper, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /** The only row of a query that always has one. */
    <T> T one(String sql, RowMapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        return first(sql, mapper, parameters).orElseThrow(() -> new IllegalStateException("no row from: " + sql));
    }

    /** How many rows it changed. */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** Writes the rows of a {@link #copy}. */
    @FunctionalInterface
    interface Rows {
        void into(BinaryCopy copy) throws SQLException;
    }

    /**
     * Puts rows into a table by {@code COPY}.
     *
     * @param sql {@code copy … from stdin with (format binary)}
     * @return how many
     */
    long copy(String sql, Rows rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            BinaryCopy binary = new BinaryCopy(copy);
            rows.into(binary);
            binary.end();
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
        if (deadline != null) {
            limitNext(deadline);
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                bind(statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** Gives the next statement what is left of the time. */
    private void limitNext(long until) throws SQLException {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())
                + 1; // not before that: then it would not be the limit that was reached
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = " + Math.max(1, left));
        }
    }

    private void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            case Collection<?> values -> statement.setArray(index, array(values));
            default -> statement.setObject(index, value);
        }
    }

    private java.sql.Array array(Collection<?> values) throws SQLException {
        Object kind = values.stream()
                .filter(Objects::nonNull)
                .<Object>map(each -> each)
                .findFirst()
                .orElse("");
        return switch (kind) {
            case UUID _ -> connection.createArrayOf("uuid", values.toArray());
            case byte[] _ -> connection.createArrayOf("bytea", values.toArray(byte[][]::new));
            case Integer _ -> connection.createArrayOf("int4", values.toArray(Integer[]::new));
            case Long _ -> connection.createArrayOf("int8", values.toArray(Long[]::new));
            case Double _ -> connection.createArrayOf("float8", values.toArray(Double[]::new));
            case Boolean _ -> connection.createArrayOf("bool", values.toArray(Boolean[]::new));
            case Instant _ ->
                connection.createArrayOf(
                        "timestamptz", values.stream().map(Object::toString).toArray());
            default -> connection.createArrayOf("text", values.toArray());
        };
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
