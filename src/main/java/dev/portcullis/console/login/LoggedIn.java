package dev.portcullis.console.login;

import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.connection.Connection;

/**
 * An operator at a server: the client that holds the session, and the session itself as it was at the login.
 *
 * @param connection how the operator calls the server
 * @param local whether it is the one that was started with this console, whose address is another each time
 */
public record LoggedIn(PortcullisClient client, SessionView own, Connection connection, boolean local) {
    /** At a server without a name. */
    public LoggedIn(PortcullisClient client, SessionView own) {
        this(client, own, Connection.of(client.server()), false);
    }

    LoggedIn at(Connection now, boolean isLocal) {
        return new LoggedIn(client, own, now, isLocal);
    }
}
