package dev.portcullis.console.detail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.Json;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.TokenFamily.State;
import dev.portcullis.api.TokenFamily.Verdict;
import dev.portcullis.console.sessions.People;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session, to be taken away. */
class SessionTextTest {
    private static final SessionView ALICE = People.session(3, "alice.mendez@example.com");
    private static final SessionText.Known KNOWN = new SessionText.Known(
            People.ended(ALICE, EndReason.REVOKED),
            Families.of(
                    SessionState.ENDED,
                    2,
                    Families.reused(Families.line(2, State.ENDED), 1, Verdict.STALE, 1, 3600, "198.51.100.66"),
                    true),
            Events.theft());

    @Test
    void asTextItSaysWhoHowItEndedItsTokensAndWhatHappened() {
        assertThat(SessionText.text(KNOWN, People.NOW).lines())
                .contains(
                        "Alice Mendez · alice.mendez@example.com",
                        ALICE.handle().toString(),
                        "Ended: revoked, Nov 23, 2026, 14:02:11 UTC",
                        "by nadia.k@example.com",
                        "“Credential phishing, incident 4417”",
                        "Address: 198.51.100.7",
                        "Permissions: orders:read",
                        "tenant: acme",
                        "  scope: billing orders:read",
                        "  Nov 23, 2026, 14:02:11 UTC · Ended · a refresh token was used twice")
                .anyMatch(line -> line.startsWith("  came back [stale] · "));
    }

    @Test
    void asJsonItHasTheShapesOfTheApi() throws Exception {
        JsonNode json = Json.readTree(SessionText.json(KNOWN).getBytes(StandardCharsets.UTF_8));
        assertThat(json.at("/session/handle").asText()).isEqualTo(ALICE.handle().toString());
        assertThat(json.at("/session/expiresAt").asText())
                .isEqualTo(ALICE.expiresAt().toString());
        assertThat(json.at("/tokens/generations/1/verdict").asText()).isEqualTo("stale");
        assertThat(json.at("/events")).hasSize(3);
    }

    @Test
    void whatIsNotKnownYetIsLeftOut() throws Exception {
        SessionText.Known little = new SessionText.Known(ALICE, null, List.of());
        assertThat(SessionText.text(little, People.NOW))
                .contains("active", "Idle limit: ")
                .doesNotContain("jti");
        assertThat(Json.readTree(SessionText.json(little).getBytes(StandardCharsets.UTF_8))
                        .has("tokens"))
                .isFalse();
    }
}
