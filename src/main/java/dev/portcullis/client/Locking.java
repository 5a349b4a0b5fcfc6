package dev.portcullis.client;

import dev.portcullis.api.Json;
import dev.portcullis.api.Lock;
import dev.portcullis.api.LockPage;
import dev.portcullis.api.NewLock;
import dev.portcullis.api.Paths;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Locks of accounts and networks, for operators with {@code sessions:revoke}. */
public final class Locking {
    private final Transport transport;

    Locking(Transport transport) {
        this.transport = transport;
    }

    /** Those that hold, newest first; {@code after} is the {@code next} of the page before, or null. */
    public LockPage page(@Nullable UUID after, int limit) {
        String query = "?limit=" + limit + (after == null ? "" : "&after=" + after);
        return transport
                .send(transport
                        .request(Paths.ADMIN_LOCKS + query, "application/json")
                        .GET()
                        .build())
                .expect(200)
                .as(LockPage.class);
    }

    /** Locks; from then on nobody logs in there. */
    public Lock lock(NewLock wanted) {
        return transport
                .send(transport
                        .request(Paths.ADMIN_LOCKS, "application/json")
                        .setHeader("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.write(wanted)))
                        .build())
                .expect(201)
                .as(Lock.class);
    }

    /** Lifts a lock. */
    public void lift(UUID id) {
        transport
                .send(transport
                        .request(Paths.ADMIN_LOCKS + "/" + id, "application/json")
                        .DELETE()
                        .build())
                .expect(204);
    }
}
