package dev.portcullis.console.login;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.client.PortcullisClient;
import java.net.URI;
import java.util.Map;

/** Logs in at a real server. */
public final class ServerConnector implements Connector {
    private static final String NAME = "portcullis-console";

    @Override
    public LoggedIn logIn(URI server, LoginRequest request) {
        PortcullisClient client = new PortcullisClient(server, NAME, Map.of("User-Agent", userAgent()));
        try {
            return new LoggedIn(client, client.logIn(request).session());
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** What the operator's own session shows as its device. */
    private static String userAgent() {
        return "Portcullis/0.1 (" + System.getProperty("os.name") + ")";
    }
}
