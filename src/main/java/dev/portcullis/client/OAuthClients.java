package dev.portcullis.client;

import dev.portcullis.api.ClientChange;
import dev.portcullis.api.ClientPage;
import dev.portcullis.api.ClientSecret;
import dev.portcullis.api.ClientView;
import dev.portcullis.api.Json;
import dev.portcullis.api.NewClient;
import dev.portcullis.api.Paths;
import dev.portcullis.api.SecretChange;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Services that are registered as OAuth clients, for those who administer accounts ({@code accounts:write}). */
public final class OAuthClients {
    private final Transport transport;

    OAuthClients(Transport transport) {
        this.transport = transport;
    }

    /** All of them. */
    public List<ClientView> all() {
        return transport
                .send(transport
                        .request(Paths.ADMIN_CLIENTS, "application/json")
                        .GET()
                        .build())
                .expect(200)
                .as(ClientPage.class)
                .items();
    }

    public ClientView client(UUID id) {
        return transport
                .send(transport.request(path(id), "application/json").GET().build())
                .expect(200)
                .as(ClientView.class);
    }

    /** Registers one; its secret is in the answer and nowhere else. */
    public ClientSecret register(NewClient wanted) {
        return post(Paths.ADMIN_CLIENTS, wanted, 201);
    }

    /** Changes what is not null; what is taken from it is taken from the tokens that it has, too. */
    public ClientView change(UUID id, ClientChange change) {
        return transport
                .send(transport
                        .request(path(id), "application/json")
                        .setHeader("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofByteArray(Json.write(change)))
                        .build())
                .expect(200)
                .as(ClientView.class);
    }

    /**
     * Gives it a new secret.
     *
     * @param overlap how long the former one still does; with zero its tokens are out at once as well
     */
    public ClientSecret newSecret(UUID id, Duration overlap) {
        return post(path(id) + "/secret", new SecretChange(overlap.toSeconds()), 200);
    }

    /** Deletes it; its tokens count no more. */
    public void delete(UUID id) {
        transport
                .send(transport.request(path(id), "application/json").DELETE().build())
                .expect(204);
    }

    private ClientSecret post(String path, Object body, int expected) {
        return transport
                .send(transport
                        .request(path, "application/json")
                        .setHeader("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.write(body)))
                        .build())
                .expect(expected)
                .as(ClientSecret.class);
    }

    private static String path(UUID id) {
        return Paths.ADMIN_CLIENTS + "/" + id;
    }
}
