package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is read before it is needed is what will be read. */
class WarmUpTest {
    @Test
    void thePageThatIsReadInAdvanceHasASessionWithItsTokens() throws IOException {
        assertThat(WarmUp.read().items())
                .singleElement()
                .satisfies(session ->
                        assertThat(session.tokens().refresh().generation()).isOne());
    }
}
