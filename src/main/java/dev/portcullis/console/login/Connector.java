package dev.portcullis.console.login;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.console.connection.Connection;
import java.net.URI;

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
     * Gets ready to ask a server on this computer, so that the first login need not wait for it. Blocks. That server is told nothing but that somebody asked.
     */
    default void prepare(URI server) {}
}
