package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.Receipt;
import dev.portcullis.client.ClientException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class OwnEndTest {
    private static final UUID OWN = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final OwnEnd end = new OwnEnd(OWN);

    @Test
    void itIsKnownWhileTheServerIsStillBeingAsked() {
        boolean[] known = {false};
        BiFunction<Collection<UUID>, String, Receipt> watched = end.watching((_, _) -> {
            known[0] = end.asked();
            throw refused();
        });

        assertThatThrownBy(() -> watched.apply(List.of(OWN), "Shift is over")).isInstanceOf(ClientException.class);

        assertThat(known[0]).isTrue();
        assertThat(end.asked()).as("the server said no").isFalse();
    }

    @Test
    void endingOthersIsNotEndingOneself() {
        boolean[] known = {true};
        BiFunction<Collection<UUID>, String, Receipt> watched = end.watching((_, _) -> {
            known[0] = end.asked();
            throw refused();
        });

        assertThatThrownBy(() -> watched.apply(List.of(OTHER), "Stolen")).isInstanceOf(ClientException.class);

        assertThat(known[0]).isFalse();
    }

    private static ClientException refused() {
        ProblemType type = ProblemType.UNAVAILABLE;
        return new ClientException.Refused(new Problem(type.urn(), type.title(), type.status(), null, "4711", null));
    }
}
