package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Argon2;
import dev.portcullis.server.ServerConfig;
import org.junit.jupiter.api.Test;

/** How many password hashes run at once when nobody says. */
class HashOptionsTest {
    private static final long MEBIBYTE = 1024 * 1024;

    private static int affordable(int processors, long heap) {
        return ServerConfig.affordableHashes(Argon2.DEFAULT, processors, heap * MEBIBYTE);
    }

    @Test
    void oneAProcessorAsFarAsHalfOfTheHeapHasRoom() {
        assertThat(affordable(4, 4096)).isEqualTo(4);
        assertThat(affordable(64, 384)).as("the console's heap").isEqualTo(10);
        assertThat(affordable(16, 128)).as("a small container").isEqualTo(3);
        assertThat(affordable(4, 32)).as("never none").isEqualTo(1);
        assertThat(ServerConfig.affordableHashes(Argon2.DEFAULT, 8, Long.MAX_VALUE))
                .as("no limit")
                .isEqualTo(8);
    }
}
