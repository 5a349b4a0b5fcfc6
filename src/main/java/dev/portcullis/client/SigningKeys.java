package dev.portcullis.client;

import dev.portcullis.api.Json;
import dev.portcullis.api.KeyPage;
import dev.portcullis.api.KeyRotationRequest;
import dev.portcullis.api.KeyView;
import dev.portcullis.api.Paths;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/** The keys that sign tokens and receipts, for those who administer accounts ({@code accounts:write}). */
public final class SigningKeys {
    private final Transport transport;

    SigningKeys(Transport transport) {
        this.transport = transport;
    }

    /** All that are not forgotten. */
    public List<KeyView> all() {
        return transport
                .send(transport
                        .request(Paths.ADMIN_KEYS, "application/json")
                        .GET()
                        .build())
                .expect(200)
                .as(KeyPage.class)
                .items();
    }

    /**
     * Has the next key sign as soon as whoever verifies can know it.
     *
     * @param compromised whether the present keys are in other hands: then they count no more, at once
     * @return the keys as they are then
     */
    public List<KeyView> rotate(boolean compromised) {
        return transport
                .send(transport
                        .request(Paths.ADMIN_KEYS + "/rotation", "application/json")
                        .setHeader("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.write(new KeyRotationRequest(compromised))))
                        .build())
                .expect(200)
                .as(KeyPage.class)
                .items();
    }
}
