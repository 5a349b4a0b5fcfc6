package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.ClientChange;
import dev.portcullis.api.ExportFormat;
import dev.portcullis.api.Json;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.NewClient;
import dev.portcullis.api.NewLock;
import dev.portcullis.api.OwnPasswordChange;
import dev.portcullis.api.PolicyChange;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyView;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.RoleView;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.support.Contract;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever the API offers, the client can ask. What it asks is seen on the wire, and held to the description. */
class EveryOperationTest {
    private static final UUID ID = new UUID(1, 2);

    /** What is not for this client, and why. */
    private static final Map<String, String> NOT_OFFERED =
            Map.of("GET /admin/v1/events", "is a stream; EventConnectionTest shows that the client follows it");

    private static final List<String> ROOMS = List.of("/v1/", "/oauth2/", "/admin/v1/");

    @Test
    void eachIsAMethodOfTheClient() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (Call call : calls()) {
            try (RawServer server = new RawServer(
                            RawServer.answer(404, "application/problem+json", RawServer.problem("not-found", 404)));
                    PortcullisClient client = server.client()) {
                try {
                    call.make(client);
                } catch (ClientException refused) {
                    // that it was asked is what counts
                }
                server.asked()
                        .forEach(exchange -> asked.add(operation(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI().getPath())));
            }
        }
        Set<String> described = new TreeSet<>();
        Contract.get().operations().stream()
                .filter(operation -> ROOMS.stream().anyMatch(operation.path()::startsWith))
                .map(operation -> operation.method() + " " + operation.path())
                .forEach(described::add);
        assertThat(described).containsAll(NOT_OFFERED.keySet());
        described.removeAll(NOT_OFFERED.keySet());
        assertThat(asked).containsExactlyElementsOf(described);
    }

    /** The one that is described most exactly: {@code /v1/sessions/current} is no handle. */
    private static String operation(String method, String path) {
        return Contract.get().operations().stream()
                .filter(each ->
                        each.method().equals(method) && path.matches(each.path().replaceAll("\\{[^}]+}", "[^/]+")))
                .findFirst()
                .map(each -> each.method() + " " + each.path())
                .orElse("nothing that is described: " + method + " " + path);
    }

    @FunctionalInterface
    private interface Call {
        void make(PortcullisClient client) throws IOException;
    }

    private static List<Call> calls() throws IOException {
        AccountView account =
                new AccountView(ID, "a@b.example", "A", List.of(), List.of(), List.of(), true, false, Instant.EPOCH, 1);
        RoleView role = new RoleView("clerk", List.of(), 1);
        SessionView session =
                Json.read(("{\"handle\":\"" + ID + "\",\"version\":1}").getBytes(US_ASCII), SessionView.class);
        return List.of(
                client -> client.logIn(new LoginRequest("a@b.example", "secret", null)),
                client -> client.ownSessions(null),
                PortcullisClient::endOtherOwn,
                client -> client.endOwn(ID),
                PortcullisClient::current,
                PortcullisClient::logOut,
                client -> client.stepUp(new StepUpRequest("secret", null, null)),
                PortcullisClient::account,
                client -> client.changePassword(new OwnPasswordChange("old", "new", null)),
                PortcullisClient::beginTotp,
                PortcullisClient::removeTotp,
                client -> client.confirmTotp("123456"),
                PortcullisClient::renewRecoveryCodes,
                PortcullisClient::verify,
                client -> client.refresh("token"),
                client -> client.service(ID, "secret").token(List.of()),
                client -> client.service(ID, "secret").introspect("token"),
                client -> client.service(ID, "secret").revoke("token"),
                client -> client.sessions(SessionQuery.live().asOf(Instant.EPOCH)),
                client -> client.session(ID),
                client -> client.change(session, SessionPatch.permissions(List.of())),
                client -> client.tokens(ID),
                client -> client.history(ID, null, 50),
                client -> client.revocations().plan(RevocationRequest.end("user:alice")),
                client -> client.revocations().page(null, 10),
                client -> client.revocations().find(ID),
                client -> client.revocations().sessions(ID, null, 10),
                client -> client.locks().page(null, 10),
                client -> client.locks().newest(2000),
                client -> client.locks().lock(NewLock.account(ID, "why", null)),
                client -> client.locks().lift(ID),
                PortcullisClient::stats,
                PortcullisClient::rebuildStats,
                PortcullisClient::nodes,
                client -> client.facets(List.of("user"), 10, "", Instant.EPOCH),
                PortcullisClient::policy,
                client -> client.change(held(), new PolicyChange(held().view().policy(), false, true)),
                PortcullisClient::policyProgress,
                client -> client.administration().accounts(AccountQuery.all()),
                client -> client.createAccount(new NewAccount("a@b.example", null, "secret", null)),
                client -> client.administration().account(ID),
                client -> client.administration().change(account, AccountChange.toEnabled(false)),
                client -> client.administration().delete(account),
                client -> client.setPassword(ID, "secret"),
                client -> client.removeTotp(ID),
                client -> client.administration().roles(),
                client -> client.administration().role("clerk"),
                client -> client.administration().effect("clerk", List.of("orders:read")),
                client -> client.administration().change(role, List.of()),
                client -> client.administration().delete(role),
                client -> client.clients().all(),
                client -> client.clients().register(new NewClient("robot", List.of(), false)),
                client -> client.clients().client(ID),
                client -> client.clients().change(ID, new ClientChange(null, null, false)),
                client -> client.clients().delete(ID),
                client -> client.clients().newSecret(ID, Duration.ZERO),
                client -> client.keys().all(),
                client -> client.keys().rotate(false),
                client -> client.audit().page(AuditQuery.newest(10)),
                client -> client.audit().head(),
                client -> client.audit().export(AuditQuery.newest(10), AuditTrail.Format.JSON_LINES, _ -> {}),
                client -> client.audit().verify(),
                client -> client.exports()
                        .to(ExportQuery.of("", ExportFormat.CSV), OutputStream.nullOutputStream(), _ -> {}),
                client -> client.exports().find(ID),
                client -> client.audit().entry(1));
    }

    private static HeldPolicy held() {
        PolicyDocument.Limits limits = new PolicyDocument.Limits(60, 60, 60, 60, 0);
        return new HeldPolicy(
                "\"0\"",
                new PolicyView(
                        0,
                        null,
                        null,
                        new PolicyDocument(
                                limits,
                                Map.of(),
                                new PolicyDocument.Quota(0, PolicyDocument.AtLimit.REJECT),
                                new PolicyDocument.SecondFactor(false, List.of()),
                                new PolicyDocument.StepUp(900, 20),
                                new PolicyDocument.Guessing(20, 100, 900),
                                List.of()),
                        List.of()));
    }
}
