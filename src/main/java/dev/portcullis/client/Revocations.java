package dev.portcullis.client;

import dev.portcullis.api.Json;
import dev.portcullis.api.Paths;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationPage;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.RevocationView;
import dev.portcullis.api.RevokedSessionPage;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ending sessions, for operators with {@code sessions:revoke}: a plan shows whom it hits and is bound to exactly those sessions, then it is executed. Whoever may read
 * the audit trail can read what was done.
 *
 * <p>Each order carries a key of its own, so that sending it again, when the answer was lost, does nothing twice.
 */
public final class Revocations {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Transport transport;

    Revocations(Transport transport) {
        this.transport = transport;
    }

    /** What it would mean to do this. */
    public RevocationPlan plan(RevocationRequest request) {
        return post(request.asDryRun(), null).expect(201).as(RevocationPlan.class);
    }

    /** Executes a plan; returns when it is done, however long that takes. Asked again, it answers the same receipt. */
    public Receipt execute(String plan, String reason) {
        return done(post(RevocationRequest.execution(plan).because(reason), UUID.randomUUID()));
    }

    /**
     * Executes a plan, and says how far it has come: after a second, and twice a second from then on.
     *
     * @param onProgress hears it on this thread
     */
    public Receipt execute(String plan, String reason, Consumer<RevocationView> onProgress) {
        RevocationRequest execution = RevocationRequest.execution(plan).because(reason);
        return done(post(execution, UUID.randomUUID(), "wait=1"), onProgress);
    }

    /** Does this to up to 10,000 sessions without a plan; returns when it holds on every server. */
    public Receipt revoke(RevocationRequest request) {
        return done(post(request, UUID.randomUUID()));
    }

    /** What was begun, newest first; {@code after} is the {@code next} of the page before, or null. */
    public RevocationPage page(@Nullable UUID after, int limit) {
        return read(Paths.ADMIN_REVOCATIONS + query(after, limit), RevocationPage.class);
    }

    /** How far one has come, and then its receipt. */
    public RevocationView find(UUID id) {
        return read(Paths.ADMIN_REVOCATIONS + "/" + id, RevocationView.class);
    }

    /** What became of each of its sessions, by handle; {@code after} is the {@code next} of the page before, or null. */
    public RevokedSessionPage sessions(UUID id, @Nullable UUID after, int limit) {
        return read(Paths.ADMIN_REVOCATIONS + "/" + id + "/sessions" + query(after, limit), RevokedSessionPage.class);
    }

    private Receipt done(Answer answer) {
        return done(answer, _ -> {});
    }

    private Receipt done(Answer answer, Consumer<RevocationView> onProgress) {
        if (answer.expect(201, 202).status() == 201) {
            return answer.as(Receipt.class);
        }
        RevocationView view = answer.as(RevocationView.class);
        try {
            while (view.receipt() == null) {
                onProgress.accept(view);
                Thread.sleep(LOOK);
                view = find(view.id());
            }
            return view.receipt();
        } catch (InterruptedException e) {
            throw transport.interrupted(e);
        }
    }

    private Answer post(RevocationRequest request, @Nullable UUID key) {
        return post(request, key, null);
    }

    private Answer post(RevocationRequest request, @Nullable UUID key, @Nullable String preference) {
        var http = transport
                .request(Paths.ADMIN_REVOCATIONS, "application/json")
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(request)));
        if (key != null) {
            http.setHeader("Idempotency-Key", "\"" + key + "\"");
        }
        if (preference != null) {
            http.setHeader("Prefer", preference);
        }
        return transport.send(http.build());
    }

    private <T> T read(String path, Class<T> type) {
        return transport
                .send(transport.request(path, "application/json").GET().build())
                .expect(200)
                .as(type);
    }

    private static String query(@Nullable UUID after, int limit) {
        return "?limit=" + limit + (after == null ? "" : "&after=" + after);
    }
}
