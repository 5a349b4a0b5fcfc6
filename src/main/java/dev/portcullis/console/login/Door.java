package dev.portcullis.console.login;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.Permission;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.connection.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in who may watch sessions, and leaves none behind of who may not, or does not want to any more. */
final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final Connector connector;

    Door(Connector connector) {
        this.connector = connector;
    }

    /** Makes the way there ready, for a login that is to come. */
    void prepare(Connection server, Background background) {
        background.run(
                () -> {
                    connector.prepare(server);
                    return server;
                },
                _ -> {},
                why -> LOG.warn("The login could not be prepared", why));
    }

    /**
     * Logs in. Blocks; an interrupt gives it up.
     *
     * @param onKnown hears, on whatever thread, that the server has said what it is
     */
    LoggedIn open(Connection connection, LoginRequest request, Runnable onKnown)
            throws NotPermitted, InterruptedException {
        LoggedIn in = connector.logIn(connection, request, onKnown);
        if (Thread.interrupted()) { // the user gave up while the answer was on its way
            leave(in);
            throw new InterruptedException();
        }
        if (!in.own().permissions().contains(Permission.SESSIONS_READ)) {
            leave(in);
            throw new NotPermitted();
        }
        return in;
    }

    private static void leave(LoggedIn in) {
        try (PortcullisClient client = in.client()) {
            client.logOut();
        } catch (ClientException e) {
            LOG.warn(
                    "A session that was opened in vain could not be ended; it ends by itself when idle: {}",
                    e.getMessage());
        }
    }

    /** The account may log in, but not watch. */
    static final class NotPermitted extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
