package dev.portcullis.console.revoke;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.RevocationView;
import dev.portcullis.api.RevokedSessionPage;
import dev.portcullis.client.PortcullisClient;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is needed of a {@link PortcullisClient} to revoke, and no more. All of it blocks, and throws {@link dev.portcullis.client.ClientException}. */
public interface RevocationAccess {
    /** See {@link dev.portcullis.client.Revocations#plan}. */
    RevocationPlan plan(RevocationRequest request);

    /** See {@link dev.portcullis.client.Revocations#execute(String, String, Consumer)}. */
    Receipt execute(RevocationPlan plan, String reason, Consumer<RevocationView> onProgress);

    /** See {@link dev.portcullis.client.Revocations#sessions}. */
    RevokedSessionPage sessions(UUID revocation, @Nullable UUID after, int limit);

    static RevocationAccess of(PortcullisClient client) {
        return new RevocationAccess() {
            @Override
            public RevocationPlan plan(RevocationRequest request) {
                return client.revocations().plan(request);
            }

            @Override
            public Receipt execute(RevocationPlan plan, String reason, Consumer<RevocationView> onProgress) {
                return client.revocations().execute(plan.plan(), reason, onProgress);
            }

            @Override
            public RevokedSessionPage sessions(UUID revocation, @Nullable UUID after, int limit) {
                return client.revocations().sessions(revocation, after, limit);
            }
        };
    }
}
