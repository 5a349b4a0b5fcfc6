package dev.portcullis.console.login;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.console.connection.Connection;

/** Logs in. */
@FunctionalInterface
public interface Connector {
    /**
     * Blocks until there is an answer, or the thread is interrupted: then nothing of it is left, neither here nor at the server.
     *
     * @throws dev.portcullis.client.ClientException if there is none, or it is a no
     */
    LoggedIn logIn(Connection server, LoginRequest request);

    /**
     * Likewise.
     *
     * @param onKnown hears, on whatever thread, that the server has said what it is, and that the password is being sent
     */
    default LoggedIn logIn(Connection server, LoginRequest request, Runnable onKnown) {
        return logIn(server, request);
    }

    /** Gets ready to ask a server, so that the login need not wait for that. Blocks. The server is told nothing but that somebody asked. */
    default void prepare(Connection server) {}
}
