package dev.portcullis.client;

import static dev.portcullis.client.RawServer.answer;
import static dev.portcullis.client.RawServer.half;
import static dev.portcullis.client.RawServer.problem;
import static dev.portcullis.client.RawServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpHandler;
import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.NewLock;
import dev.portcullis.client.ClientException.Refused;
import dev.portcullis.client.ClientException.Unreachable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What does no harm twice is asked again, a few times; everything else once. */
class RetriesTest {
    private static final String ROLES = "{\"items\":[],\"total\":0}";
    private static final HttpHandler FINE = answer(200, "application/json", ROLES);

    private static HttpHandler busy(String seconds) {
        return with("Retry-After", seconds, answer(503, "application/problem+json", problem("busy", 503)));
    }

    @Test
    void aReadIsAskedAgainWhenAServerThatIsBusySays() throws IOException {
        try (RawServer server = new RawServer(busy("0"), busy("1"), FINE)) {
            long began = System.nanoTime();
            assertThat(server.client().administration().roles()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
            assertThat(server.asked()).hasSize(3);
        }
    }

    @Test
    void soItIsWhenItsConnectionIsLostAndAfterThreeTriesItsCallerIsTold() throws IOException {
        try (RawServer server = new RawServer(half(), half(), FINE)) {
            assertThat(server.client().administration().roles()).isEmpty();
        }
        try (RawServer server = new RawServer(half())) {
            assertThatExceptionOfType(Unreachable.class)
                    .isThrownBy(() -> server.client().administration().roles());
            assertThat(server.asked()).hasSize(3);
        }
        try (RawServer server = new RawServer(busy("0"))) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> server.client().administration().roles());
            assertThat(server.asked()).hasSize(3);
        }
    }

    @Test
    void aServerThatWantsToBeLeftAloneForLongOrDoesNotSayOrWouldTakeAsLongAgainIsLeftAlone() throws IOException {
        HttpHandler silent = answer(503, "application/problem+json", problem("unavailable", 503));
        HttpHandler slow =
                with("Retry-After", "1", answer(503, "application/problem+json", problem("query-too-slow", 503)));
        for (HttpHandler trouble : List.of(busy("6"), busy("soon"), silent, slow)) {
            try (RawServer server = new RawServer(trouble, FINE)) {
                assertThatExceptionOfType(Refused.class)
                        .isThrownBy(() -> server.client().administration().roles());
                assertThat(server.asked()).hasSize(1);
            }
        }
    }

    @Test
    void aWriteIsNeverAskedAgain() throws IOException {
        UUID id = new UUID(1, 2);
        AccountView account =
                new AccountView(id, "a@b.example", "A", List.of(), List.of(), List.of(), true, false, Instant.EPOCH, 1);
        List<Consumer<PortcullisClient>> writes = List.of(
                client -> client.logIn(new LoginRequest("a@b.example", "secret", null)), // POST
                client -> client.locks().lock(NewLock.account(id, "why", null)),
                client -> client.refresh("token"),
                client -> client.administration().change(account, AccountChange.toEnabled(false)), // PATCH
                client -> client.administration().delete(account), // DELETE
                client -> client.setPassword(id, "secret"), // PUT
                PortcullisClient::logOut);
        for (Consumer<PortcullisClient> write : writes) {
            for (HttpHandler trouble : List.of(half(), busy("0"))) {
                try (RawServer server = new RawServer(trouble)) {
                    assertThatExceptionOfType(ClientException.class).isThrownBy(() -> write.accept(server.client()));
                    assertThat(server.asked()).hasSize(1);
                }
            }
        }
    }

    @Test
    void anOrderThatTheServerKnowsAgainIsSentAgainWithTheSameKeyAndAPlanIsNot() throws IOException {
        HttpHandler refused = answer(410, "application/problem+json", problem("plan-expired", 410));
        try (RawServer server = new RawServer(half(), busy("0"), refused)) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> server.client().revocations().execute("plan", "why"))
                    .satisfies(e -> assertThat(e.problem().status()).isEqualTo(410));
            assertThat(server.asked()).hasSize(3);
            assertThat(server.header(0, "Idempotency-Key")).startsWith("\"").hasSize(38);
            assertThat(server.header(1, "Idempotency-Key")).isEqualTo(server.header(0, "Idempotency-Key"));
            assertThat(server.header(2, "Idempotency-Key")).isEqualTo(server.header(0, "Idempotency-Key"));
        }
        try (RawServer server = new RawServer(busy("0"))) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() ->
                            server.client().revocations().plan(dev.portcullis.api.RevocationRequest.end("user:alice")));
            assertThat(server.asked()).hasSize(1);
        }
    }
}
