package dev.portcullis.console.revoke;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.RevocationView;
import dev.portcullis.api.RevokedSessionPage;
import dev.portcullis.client.ClientException;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether the operator ended their own session from here: the server's refusal that follows says how it ended, but not who did it. From any thread. */
final class OwnEnd {
    private volatile boolean asked;

    /** {@code access}, watched. It is noted before the answer, which the event stream may well outrun. */
    RevocationAccess watching(RevocationAccess access) {
        return new RevocationAccess() {
            @Override
            public RevocationPlan plan(RevocationRequest request) {
                return access.plan(request);
            }

            @Override
            public Receipt execute(RevocationPlan plan, String reason, Consumer<RevocationView> onProgress) {
                asked |= plan.ownSession().included() && plan.action() == RevocationAction.END;
                boolean[] begun = {false};
                try {
                    return access.execute(plan, reason, view -> {
                        begun[0] = true;
                        onProgress.accept(view);
                    });
                } catch (ClientException.Refused | ClientException.Declined no) {
                    asked &= begun[0]; // then it goes on, whoever may still ask how far it is
                    throw no;
                }
            }

            @Override
            public RevokedSessionPage sessions(UUID revocation, @Nullable UUID after, int limit) {
                return access.sessions(revocation, after, limit);
            }
        };
    }

    /** Whether they did, or tried and never heard back. */
    boolean asked() {
        return asked;
    }
}
