package dev.portcullis.console.login;

import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;

/** An operator at a server: the client that holds the session, and the session itself as it was at the login. */
public record LoggedIn(PortcullisClient client, SessionView own) {}
