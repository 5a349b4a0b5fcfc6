package dev.portcullis.support;

import dev.portcullis.store.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A clock that stands still until a test moves it: the database's own, since there is no other by which the server judges. In that database, functions with the names of
 * PostgreSQL's stand before these in the search path; they answer what a table says.
 */
public final class SetClock implements AutoCloseable {
    private static final String FUNCTIONS = """
            create schema clock;
            create table clock.hand (at timestamptz not null);
            insert into clock.hand values (pg_catalog.now());
            create function clock.now() returns timestamptz language sql stable parallel safe as 'select at from clock.hand';
            create function clock.statement_timestamp() returns timestamptz language sql stable parallel safe as 'select at from clock.hand';
            create function clock.transaction_timestamp() returns timestamptz language sql stable parallel safe as 'select at from clock.hand';
            create function clock.clock_timestamp() returns timestamptz language sql volatile parallel safe as 'select at from clock.hand';
            """;

    private final Connection connection;
    private Instant now;

    private SetClock(Connection connection, Instant now) throws SQLException {
        this.connection = connection;
        this.now = now;
        set(now);
    }

    /** Puts one into a database that nobody uses yet. */
    public static SetClock in(Database.Address address, Instant at) {
        try {
            Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
            try (Statement sql = connection.createStatement()) {
                sql.execute(FUNCTIONS);
                sql.execute(
                        "alter database " + connection.getCatalog() + " set search_path = public, clock, pg_catalog");
            }
            return new SetClock(connection, at);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Instant now() {
        return now;
    }

    /** Moves it; what is asked from here on is asked then. */
    public void set(Instant at) {
        try (PreparedStatement sql = connection.prepareStatement("update clock.hand set at = ?")) {
            sql.setObject(1, at.atOffset(ZoneOffset.UTC));
            sql.executeUpdate();
            now = at;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
