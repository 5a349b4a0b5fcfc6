package dev.portcullis.console.snapshot;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import java.util.Map;

/** The operator's account, logged in a second time, elsewhere. */
final class Colleague implements AutoCloseable {
    private final PortcullisClient client;
    private final SessionView session;

    Colleague(SnapshotTour.Target target) {
        client = client(target);
        session = client.logIn(new LoginRequest(target.email(), target.password(), null))
                .session();
    }

    /** A client of a server, which is not logged in. */
    static PortcullisClient client(SnapshotTour.Target target) {
        return new PortcullisClient(
                target.server(),
                "portcullis-console",
                Map.of("User-Agent", "Portcullis/0.1 (" + System.getProperty("os.name") + ")"));
    }

    PortcullisClient client() {
        return client;
    }

    /** As it was at the login. */
    SessionView session() {
        return session;
    }

    /** Logs out, unless the session has been ended by then. */
    @Override
    public void close() {
        try (client) {
            client.logOut();
        } catch (ClientException.Refused _) {
            // it has been ended, as was the plan
        }
    }
}
