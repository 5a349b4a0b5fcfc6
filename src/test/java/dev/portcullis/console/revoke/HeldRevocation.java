package dev.portcullis.console.revoke;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationPlan.Share;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.RevocationView;
import dev.portcullis.api.RevokedSessionPage;
import dev.portcullis.client.ClientException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ends three sessions: says that it has ended one, and the rest when it is let go. */
final class HeldRevocation implements RevocationAccess {
    static final Instant NOW = Instant.parse("2026-11-23T14:02:11Z");

    private final CountDownLatch held = new CountDownLatch(1);
    private volatile boolean fails;

    void letGo() {
        held.countDown();
    }

    /** Nobody will know whether it was done. */
    void fail() {
        fails = true;
        held.countDown();
    }

    @Override
    public RevocationPlan plan(RevocationRequest request) {
        Share nobody = new Share(0, List.of());
        return new RevocationPlan(
                "plan",
                NOW.plusSeconds(300),
                RevocationAction.END,
                3,
                0,
                0,
                new RevocationPlan.OwnSession(false, false),
                new RevocationPlan.Radius(nobody, nobody, nobody, nobody, 0, 0),
                null);
    }

    @Override
    public Receipt execute(RevocationPlan plan, String reason, Consumer<RevocationView> onProgress) {
        onProgress.accept(new RevocationView(
                new UUID(1, 2), RevocationView.State.RUNNING, RevocationAction.END, NOW, "nadia", reason, 3, 1, null));
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (fails) {
            throw new ClientException.Unreachable(
                    ClientException.Cause.TIMEOUT, URI.create("http://localhost:1"), new IOException("late"));
        }
        return new Receipt(
                new UUID(1, 2),
                NOW,
                RevocationAction.END,
                "nadia",
                reason,
                3,
                3,
                0,
                0,
                0,
                0,
                null,
                0,
                List.of(),
                1,
                null,
                List.of(),
                "");
    }

    @Override
    public RevokedSessionPage sessions(UUID revocation, @Nullable UUID after, int limit) {
        return new RevokedSessionPage(List.of(), null);
    }
}
