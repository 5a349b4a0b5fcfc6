package dev.portcullis.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import org.junit.jupiter.api.Test;

class FarewellTest {
    @Test
    void whoEndedTheirOwnSessionIsNotToldThatAnotherDid() {
        assertThat(Farewell.of(ended(EndReason.REVOKED), true)).isEqualTo("You ended this session.");
        assertThat(Farewell.of(ended(EndReason.REVOKED), false)).isEqualTo("An operator ended your session.");
    }

    @Test
    void whatEndedItForAnotherReasonIsSaidWhateverTheOperatorTried() {
        assertThat(Farewell.of(ended(EndReason.EXPIRED), true)).startsWith("Your session reached its time limit.");
    }

    private static ClientException ended(EndReason reason) {
        ProblemType type = ProblemType.SESSION_ENDED;
        return new ClientException.Refused(new Problem(type.urn(), type.title(), type.status(), null, "4711", reason));
    }
}
