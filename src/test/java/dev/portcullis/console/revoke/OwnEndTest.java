package dev.portcullis.console.revoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.RevocationView;
import dev.portcullis.api.RevokedSessionPage;
import dev.portcullis.client.ClientException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnEndTest {
    private final OwnEnd end = new OwnEnd();
    private @Nullable Boolean known;

    @Test
    void itIsKnownWhileTheServerIsStillBeingAsked() {
        assertThatThrownBy(() -> execute(RevocationAction.END, true)).isInstanceOf(ClientException.class);

        assertThat(known).isTrue();
        assertThat(end.asked()).as("the server said no").isFalse();
    }

    @Test
    void endingOthersIsNotEndingOneselfAndNorIsSuspending() {
        assertThatThrownBy(() -> execute(RevocationAction.END, false)).isInstanceOf(ClientException.class);
        assertThat(known).isFalse();

        assertThatThrownBy(() -> execute(RevocationAction.SUSPEND, true)).isInstanceOf(ClientException.class);
        assertThat(known).isFalse();
    }

    private void execute(RevocationAction action, boolean own) {
        RevocationPlan.Share none = new RevocationPlan.Share(0, List.of());
        RevocationPlan plan = new RevocationPlan(
                "plan",
                Instant.EPOCH,
                action,
                1,
                0,
                0,
                new RevocationPlan.OwnSession(own, own),
                new RevocationPlan.Radius(none, none, none, none, 0, 0),
                null);
        end.watching(new Refusing()).execute(plan, "Shift is over", _ -> {});
    }

    /** Says no, and notes what was known by then. */
    private final class Refusing implements RevocationAccess {
        @Override
        public RevocationPlan plan(RevocationRequest request) {
            throw new AssertionError("nothing is planned here");
        }

        @Override
        public Receipt execute(RevocationPlan plan, String reason, Consumer<RevocationView> onProgress) {
            known = end.asked();
            ProblemType type = ProblemType.UNAVAILABLE;
            throw new ClientException.Refused(new Problem(type.urn(), type.title(), type.status(), null, "4711", null));
        }

        @Override
        public RevokedSessionPage sessions(UUID revocation, @Nullable UUID after, int limit) {
            throw new AssertionError("nothing was done here");
        }
    }
}
