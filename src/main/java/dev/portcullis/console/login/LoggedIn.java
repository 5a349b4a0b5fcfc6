package dev.portcullis.console.login;

import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.connection.Connection;

/**
 * An operator at a server: the client that holds the session, and the session itself as it was at the login.
 *
 * @param connection how the operator calls the server
 */
public record LoggedIn(PortcullisClient client, SessionView own, Connection connection) {
    /** At a server without a name. */
    public LoggedIn(PortcullisClient client, SessionView own) {
        this(client, own, Connection.of(client.server()));
    }

    LoggedIn at(Connection now) {
        return new LoggedIn(client, own, now);
    }
}
