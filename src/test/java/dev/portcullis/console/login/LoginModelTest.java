package dev.portcullis.console.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.DeviceType;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.Permission;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.CertificatePin;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.Fingerprint;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.ServerTrust;
import dev.portcullis.console.LocalServer;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.connection.Connection;
import dev.portcullis.console.connection.ConnectionBook;
import dev.portcullis.console.connection.Mark;
import dev.portcullis.console.login.LoginModel.Step;
import dev.portcullis.console.login.LoginProblem.Field;
import dev.portcullis.support.Turns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginModelTest {
    private static final URI SERVER = URI.create("https://sso.example.com:8443");

    private static final LocalServer.Ready READY = new LocalServer.Ready(
            URI.create("http://127.0.0.1:7480"),
            new LocalServer.FirstLogin("admin@localhost", "made up", Path.of("/data/admin-password")));

    private final Queue<LoggedIn> entered = new ConcurrentLinkedQueue<>();
    private final Queue<LoginRequest> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Connection> at = new ConcurrentLinkedQueue<>();
    private final ConnectionBook book = ConnectionBook.empty();
    private @Nullable ClientException answer;
    private List<String> permissions = Permission.ALL;

    @Test
    void whoIsLetInLeavesNoPasswordBehind() {
        LoginModel model = typed();

        model.logIn();

        await().until(() -> entered.size() == 1);
        assertThat(asked).containsExactly(new LoginRequest("nadia@example.com", "a secret", Delivery.COOKIE));
        assertThat(model.problemProperty().get()).isNull();
        assertThat(model.passwordProperty().get())
                .as("what is seen until the desk is there")
                .isEqualTo("a secret");
        model.close();
        assertThat(model.passwordProperty().get()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NO_SUCH_HOST, There is no server named sso.example.com.",
        "REFUSED, Nothing answers at sso.example.com:8443.",
        "TLS, No secure connection to sso.example.com",
        "TIMEOUT, sso.example.com:8443 did not answer in time.",
        "BROKEN, The connection to sso.example.com:8443 broke off",
        "NOT_PORTCULLIS, 'Something answers at sso.example.com:8443, but it is not Portcullis.'"
    })
    void aServerThatIsNotReachedIsExplainedBeneathItsAddress(ClientException.Cause cause, String sentence) {
        answer = new ClientException.Unreachable(cause, SERVER, new IOException("the key store is gone"));

        LoginProblem problem = problem(typed());

        assertThat(problem.field()).isEqualTo(Field.SERVER);
        assertThat(problem.sentence()).startsWith(sentence);
    }

    @Test
    void aWrongPasswordKeepsWhatWasTyped() {
        answer = refused(ProblemType.INVALID_CREDENTIALS, null);
        LoginModel model = typed();

        LoginProblem problem = problem(model);

        assertThat(problem)
                .isEqualTo(new LoginProblem(
                        Field.PASSWORD,
                        "Wrong e-mail address or password. If you are sure of both, ask an administrator whether your account"
                                + " is still enabled.",
                        "Code: invalid-credentials · request 4711"));
        assertThat(model.emailProperty().get()).isEqualTo("nadia@example.com");
        assertThat(model.passwordProperty().get()).isEqualTo("a secret");
        assertThat(model.stepProperty().get()).isEqualTo(Step.ENTERING);
    }

    @ParameterizedTest
    @CsvSource({
        "CERTIFICATE, The certificate of sso.example.com is not trusted. Your password was not sent.",
        "NO_TLS, sso.example.com:8443 does not speak TLS. Check the port",
        "OWN_TLS, TLS cannot be set up on this computer: the key store is gone. Servers without TLS",
        "SERVER_TOO_OLD, The server at sso.example.com is older than this console",
        "CLIENT_TOO_OLD, This console is older than the server at sso.example.com",
    })
    void whatIsWrongWithTheServerIsSaidWithWhatToDo(ClientException.Cause cause, String sentence) {
        answer = new ClientException.Unreachable(cause, SERVER, new IOException("the key store is gone"));

        LoginProblem problem = problem(typed());

        assertThat(problem.field()).isEqualTo(Field.SERVER);
        assertThat(problem.sentence()).startsWith(sentence);
        assertThat(problem.code()).isEqualTo("Code: " + cause.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void whoIsLockedOutIsToldSoAndWhomToAsk() {
        answer = refused(ProblemType.ACCOUNT_LOCKED, "An operator has locked it.");
        assertThat(problem(typed()).sentence())
                .isEqualTo("An operator has locked your account. Ask them to lift the lock.");

        answer = refused(ProblemType.NETWORK_LOCKED, "An operator has locked it.");
        assertThat(problem(typed()).sentence()).startsWith("An operator has locked the network that you are in:");

        answer = refused(ProblemType.UNAVAILABLE, null);
        assertThat(problem(typed()).sentence()).startsWith("The server answers, but cannot reach its session store");
    }

    @Test
    void aServerThatWasLoggedInToIsRememberedWithoutThePassword() {
        LoginModel model = typed();

        model.logIn();

        await().until(() -> entered.size() == 1);
        Connection remembered = new Connection(
                "sso.example.com:8443", SERVER, Mark.PRODUCTION, Optional.of("nadia@example.com"), List.of());
        assertThat(book.connections().all()).containsExactly(remembered);
        assertThat(entered.element().connection()).isEqualTo(remembered);
    }

    @Test
    void theServerOnThisComputerNeedNotBeRemembered() {
        LoginModel model = model(() -> CompletableFuture.completedFuture(READY));
        model.start();
        await().until(() -> model.stepProperty().get() == Step.ENTERING
                && !model.passwordProperty().get().isEmpty());

        model.logIn();

        await().until(() -> entered.size() == 1);
        assertThat(book.connections().all()).isEmpty();
        assertThat(entered.element().connection().name()).isEqualTo("This computer");
        assertThat(entered.element().connection().mark()).isEqualTo(Mark.LOCAL);
    }

    @Test
    void whoGoesElsewhereTakesNoPasswordAlong() {
        Connection staging = new Connection(
                "Staging",
                URI.create("https://sso.stage.example.com"),
                Mark.STAGING,
                Optional.of("n@example.com"),
                List.of());
        book.used(staging);
        LoginModel model = typed();
        assertThat(model.chosenProperty().get()).isNull();

        model.choose(staging);

        assertThat(model.serverProperty().get()).isEqualTo("https://sso.stage.example.com");
        assertThat(model.emailProperty().get()).isEqualTo("n@example.com");
        assertThat(model.passwordProperty().get()).isEmpty();
        assertThat(model.chosenProperty().get()).isEqualTo(staging);

        model.serverProperty().set("sso.example.com");
        assertThat(model.chosenProperty().get()).isNull();
        model.serverProperty().set("sso.stage.example.com");
        assertThat(model.chosenProperty().get()).isEqualTo(staging);
    }

    @Test
    void aCertificateIsPinnedToItsConnectionAndTheLoginGoesOn() {
        Fingerprint fingerprint = new Fingerprint("3f".repeat(32));
        answer = new ClientException.Unreachable(ClientException.Cause.CERTIFICATE, SERVER, new IOException());
        LoginModel model = typed();
        problem(model);

        answer = null;
        model.pin(CertificatePin.of(fingerprint));

        await().until(() -> entered.size() == 1);
        assertThat(at)
                .last()
                .satisfies(connection -> assertThat(connection.trust()).isEqualTo(ServerTrust.pinned(fingerprint)));
        assertThat(book.connections().all())
                .singleElement()
                .satisfies(connection -> assertThat(connection.pins()).containsExactly(CertificatePin.of(fingerprint)));
    }

    @Test
    void aBusyServerIsNobodysMistake() {
        answer = refused(ProblemType.BUSY, null);

        assertThat(problem(typed()))
                .isEqualTo(new LoginProblem(
                        Field.NONE,
                        "The server is busy. Your login was not counted; try again in a moment.",
                        "Code: busy · request 4711"));
    }

    @Test
    void anyOtherRefusalIsToldInTheServersWordsWithItsRequest() {
        answer = refused(ProblemType.INVALID_REQUEST, "the email is too long");

        assertThat(problem(typed()))
                .isEqualTo(new LoginProblem(
                        Field.NONE, "The server said: the email is too long", "Code: invalid-request · request 4711"));
    }

    @Test
    void aSecondFactorIsAskedForAndSentWithThePassword() {
        LoginModel model = atTheCode();
        assertThat(model.problemProperty().get()).isNull();

        answer = null;
        model.code().textProperty().set("123456");
        model.sendCode();

        await().until(() -> entered.size() == 1);
        assertThat(asked)
                .last()
                .isEqualTo(new LoginRequest("nadia@example.com", "a secret", Delivery.COOKIE, "123456", null));
        model.close();
        assertThat(model.passwordProperty().get() + model.code().textProperty().get())
                .isEmpty();
    }

    @Test
    void anUnfinishedCodeIsNotSent() {
        LoginModel model = atTheCode();
        model.code().textProperty().set("12345");

        model.sendCode();

        assertThat(asked).hasSize(1);
    }

    @Test
    void aWrongCodeIsNotCalledAWrongPassword() {
        LoginModel model = atTheCode();
        answer = refused(ProblemType.INVALID_CREDENTIALS, null);
        model.code().textProperty().set("000000");
        model.sendCode();

        await().until(() -> model.problemProperty().get() != null);
        assertThat(model.problemProperty().get())
                .isEqualTo(new LoginProblem(
                        Field.CODE,
                        "This code is not right, or has been used already. Your app shows a new one every 30 seconds.",
                        "Code: invalid-credentials · request 4711"));
        assertThat(model.stepProperty().get()).isEqualTo(Step.CODE);
        assertThat(model.code().textProperty().get()).isEmpty();
        model.code().textProperty().set("1");
        assertThat(model.problemProperty().get()).isNull();
    }

    @Test
    void thePasswordIsKeptForTheCodeAlone() {
        LoginModel model = atTheCode();
        assertThat(model.passwordProperty().get()).isEqualTo("a secret");

        model.back();

        assertThat(model.stepProperty().get()).isEqualTo(Step.ENTERING);
        assertThat(model.passwordProperty().get()).isEmpty();
        assertThat(model.emailProperty().get()).isEqualTo("nadia@example.com");
    }

    @Test
    void afterTooManyAttemptsNothingIsSentUntilTheTimeIsOverOrAnotherAccountIsTried() {
        Problem problem = new Problem(
                ProblemType.TOO_MANY_ATTEMPTS.urn(), ProblemType.TOO_MANY_ATTEMPTS.title(), 429, null, null, null);
        answer = new ClientException.Refused(problem, Duration.ofSeconds(299));
        LoginModel model = typed();
        model.logIn();
        await().until(() -> !model.pause().isOver());
        assertThat(model.stepProperty().get()).isEqualTo(Step.ENTERING);

        model.logIn();
        assertThat(asked).hasSize(1);

        model.emailProperty().set("tomas@example.com");
        assertThat(model.pause().isOver()).isTrue();
    }

    @Test
    void whoHasAllTheSessionsTheyMayHaveIsToldWhatToDo() {
        answer = refused(ProblemType.SESSION_LIMIT_REACHED, null);

        assertThat(problem(typed()).sentence()).startsWith("You are logged in as often as you may be.");
    }

    private LoginModel atTheCode() {
        answer = refused(ProblemType.SECOND_FACTOR_REQUIRED, null);
        LoginModel model = typed();
        model.logIn();
        await().until(() -> model.stepProperty().get() == Step.CODE);
        return model;
    }

    @Test
    void whoMayNotWatchSessionsIsToldBeforeTheyEnter() {
        permissions = List.of("orders:read");

        LoginProblem problem = problem(typed());

        assertThat(problem.sentence()).contains("nadia@example.com may log in, but may not watch sessions");
        assertThat(entered).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', nadia@example.com, x, SERVER",
        "sso.example.com, ' ', x, EMAIL",
        "sso.example.com, n@x, '', PASSWORD"
    })
    void whatIsMissingIsAskedForWithoutAskingTheServer(String server, String email, String password, Field field) {
        LoginModel model = model(null);
        model.serverProperty().set(server);
        model.emailProperty().set(email);
        model.passwordProperty().set(password);

        assertThat(problem(model).field()).isEqualTo(field);
        assertThat(asked).isEmpty();
    }

    @Test
    void cancellingGivesTheFieldsBackAtOnce() {
        CountDownLatch asking = new CountDownLatch(1);
        LoginModel model = new LoginModel(
                new Background(new Turns()),
                (_, _) -> {
                    asking.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new ClientException.Unreachable(ClientException.Cause.BROKEN, SERVER, new IOException());
                },
                null,
                book,
                entered::add);
        model.serverProperty().set("sso.example.com");
        model.emailProperty().set("nadia@example.com");
        model.passwordProperty().set("a secret");
        model.logIn();
        await().until(() -> asking.getCount() == 0);

        model.cancel();

        assertThat(model.stepProperty().get()).isEqualTo(Step.ENTERING);
        assertThat(model.problemProperty().get()).isNull();
        assertThat(model.passwordProperty().get()).isEqualTo("a secret");
    }

    @Test
    void theServerOnThisComputerIsOfferedReadyToUse() {
        CompletableFuture<LocalServer.Ready> ready = new CompletableFuture<>();
        LoginModel model = model(() -> ready);
        model.start();
        assertThat(model.stepProperty().get()).isEqualTo(Step.STARTING);

        ready.complete(new LocalServer.Ready(
                URI.create("http://127.0.0.1:7480"),
                new LocalServer.FirstLogin("admin@localhost", "made up", Path.of("/data/admin-password"))));

        await().until(() -> model.stepProperty().get() == Step.ENTERING);
        assertThat(model.serverProperty().get()).isEqualTo("http://127.0.0.1:7480");
        assertThat(model.emailProperty().get()).isEqualTo("admin@localhost");
        assertThat(model.passwordProperty().get()).isEqualTo("made up");
        assertThat(model.firstPasswordNoteProperty().get())
                .startsWith("This first password was made up at the first start")
                .contains("/data/admin-password");
    }

    @ParameterizedTest
    @CsvSource({
        "https://sso.example.com, admin@localhost",
        "http://127.0.0.1:7481, admin@localhost",
        "http://127.0.0.1:748, admin@localhost",
        "http://127.0.0.1:7480, somebody@example.com"
    })
    void theFirstPasswordIsSentToNoOtherServerAndForNobodyElse(String server, String email) {
        LoginModel model = offered();

        model.serverProperty().set(server);
        model.emailProperty().set(email);

        assertThat(model.passwordProperty().get()).isEmpty();
        assertThat(model.firstPasswordNoteProperty().get()).isEmpty();
        assertThat(problem(model).field()).isEqualTo(Field.PASSWORD);
        assertThat(asked).isEmpty();
    }

    @Test
    void theFirstPasswordIsOfferedAgainWhereItBelongs() {
        LoginModel model = offered();
        model.serverProperty().set("sso.example.com");

        model.serverProperty().set("127.0.0.1:7480");

        assertThat(model.passwordProperty().get()).isEqualTo("made up");
        assertThat(model.firstPasswordNoteProperty().get()).isNotEmpty();
    }

    @Test
    void aPasswordThatTheUserTypedStaysWhateverTheServer() {
        LoginModel model = offered();
        model.passwordProperty().set("my own");
        assertThat(model.firstPasswordNoteProperty().get()).isEmpty();

        model.serverProperty().set("sso.example.com");
        model.serverProperty().set("127.0.0.1:7480");

        assertThat(model.passwordProperty().get()).isEqualTo("my own");
    }

    @Test
    void whyTheUserIsHereIsSaidUntilTheyType() {
        LoginModel model = model(null);
        model.fill("sso.example.com", "nadia@example.com", "");
        model.notice("You are logged out.");
        assertThat(model.noticeProperty().get()).isEqualTo("You are logged out.");

        model.passwordProperty().set("x");

        assertThat(model.noticeProperty().get()).isEmpty();
    }

    @Test
    void aLoginThatFailsTakesTheNoticeAway() {
        answer = refused(ProblemType.BUSY, null);
        LoginModel model = typed();
        model.notice("You are logged out.");

        problem(model);

        assertThat(model.noticeProperty().get()).isEmpty();
    }

    @Test
    void noServerElsewhereIsAskedAnythingBeforeAPasswordForItIsTyped() {
        Queue<URI> prepared = new ConcurrentLinkedQueue<>();
        Connector connector = new Connector() {
            @Override
            public LoggedIn logIn(Connection server, LoginRequest request) {
                return answer(server, request);
            }

            @Override
            public void prepare(Connection server) {
                prepared.add(server.address());
            }
        };
        LoginModel model = new LoginModel(
                new Background(new Turns()),
                connector,
                () -> CompletableFuture.completedFuture(READY),
                book,
                entered::add);
        model.start();
        await().until(() -> !prepared.isEmpty());

        model.serverProperty().set("https://sso.example.com");

        assertThat(prepared).containsExactly(READY.address());

        model.passwordProperty().set("c");
        model.passwordProperty().set("co");

        await().until(() -> prepared.size() > 1);
        assertThat(prepared).containsExactly(READY.address(), URI.create("https://sso.example.com"));
    }

    @Test
    void theOfferOfTheServerOnThisComputerLeavesTheNoticeAlone() {
        LoginModel model = model(() -> CompletableFuture.completedFuture(READY));
        model.notice("You are logged out.");

        model.start();

        await().until(() -> !model.passwordProperty().get().isEmpty());
        assertThat(model.noticeProperty().get()).isEqualTo("You are logged out.");
    }

    @Test
    void onceTheFirstPasswordIsPutAwayOnlyTheAddressIsFilledIn() {
        LoginModel model = model(() ->
                CompletableFuture.completedFuture(new LocalServer.Ready(URI.create("http://127.0.0.1:7480"), null)));

        model.start();

        await().until(() -> model.stepProperty().get() == Step.ENTERING);
        assertThat(model.serverProperty().get()).isEqualTo("http://127.0.0.1:7480");
        assertThat(model.passwordProperty().get()).isEmpty();
        assertThat(model.firstPasswordNoteProperty().get()).isEmpty();
    }

    @Test
    void aServerThatDidNotStartCanBeTriedAgain() {
        Deque<CompletableFuture<LocalServer.Ready>> starts = new ArrayDeque<>(List.of(
                CompletableFuture.failedFuture(new IllegalStateException("another Portcullis uses /data")),
                CompletableFuture.completedFuture(new LocalServer.Ready(URI.create("http://127.0.0.1:7480"), null))));
        LoginModel model = model(starts::remove);
        model.start();
        await().until(() -> model.stepProperty().get() == Step.NOT_STARTED);
        assertThat(model.startFailureProperty().get()).isEqualTo("another Portcullis uses /data");

        model.start();

        await().until(() -> model.stepProperty().get() == Step.ENTERING);
        assertThat(model.startFailureProperty().get()).isEmpty();
    }

    private static LoginProblem problem(LoginModel model) {
        model.logIn();
        return await().until(() -> model.problemProperty().get(), problem -> problem != null);
    }

    private LoginModel offered() {
        LoginModel model = model(() -> CompletableFuture.completedFuture(READY));
        model.start();
        await().until(() -> model.stepProperty().get() == Step.ENTERING);
        assertThat(model.passwordProperty().get()).isEqualTo("made up");
        return model;
    }

    private LoginModel typed() {
        LoginModel model = model(null);
        model.serverProperty().set("sso.example.com:8443");
        model.emailProperty().set(" nadia@example.com ");
        model.passwordProperty().set("a secret");
        return model;
    }

    private LoginModel model(@Nullable LocalServer localServer) {
        return new LoginModel(new Background(new Turns()), this::answer, localServer, book, entered::add);
    }

    private LoggedIn answer(Connection server, LoginRequest request) {
        asked.add(request);
        at.add(server);
        if (answer != null) {
            throw answer;
        }
        // A client of a port at which nobody listens: a log-out through it fails, which must not matter.
        return new LoggedIn(new PortcullisClient(URI.create("http://127.0.0.1:1"), "test", Map.of()), session());
    }

    private SessionView session() {
        Instant now = Instant.EPOCH;
        UUID id = new UUID(0, 1);
        return new SessionView(
                id,
                new SessionView.Account(id, "nadia@example.com", "Nadia"),
                SessionState.ACTIVE,
                null,
                null,
                null,
                null,
                now,
                now,
                List.of("pwd"),
                now,
                now,
                now,
                1800,
                43200,
                null,
                null,
                "Console",
                null,
                null,
                DeviceType.OTHER,
                null,
                null,
                null,
                null,
                false,
                false,
                Delivery.COOKIE,
                permissions,
                Map.of(),
                new SessionView.Tokens(new SessionView.Access(id, now), new SessionView.Refresh(id, 1, now, false)),
                1,
                null);
    }

    private static ClientException refused(ProblemType type, @Nullable String detail) {
        return new ClientException.Refused(new Problem(type.urn(), type.title(), type.status(), detail, "4711", null));
    }
}
