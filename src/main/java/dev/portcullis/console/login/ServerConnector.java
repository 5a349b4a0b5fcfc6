package dev.portcullis.console.login;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import java.net.URI;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs in at a real server. */
public final class ServerConnector implements Connector {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConnector.class);
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

    /** A question that is refused takes the same way as a login: the HTTP client, the server's own side of it, and the JSON. */
    @Override
    public void prepare(URI server) {
        try (PortcullisClient client = new PortcullisClient(server, NAME, Map.of("User-Agent", userAgent()))) {
            client.current();
        } catch (ClientException e) {
            LOG.debug(
                    "Asked in advance: {}",
                    e.getMessage()); // refused, as nobody is logged in; a real trouble meets the login itself
        }
    }

    /** What the operator's own session shows as its device. */
    private static String userAgent() {
        return "Portcullis/0.1 (" + System.getProperty("os.name") + ")";
    }
}
