package dev.portcullis.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portcullis.api.Delivery;
import dev.portcullis.api.DeviceType;
import dev.portcullis.api.Json;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.OwnAccount;
import dev.portcullis.api.OwnPasswordChange;
import dev.portcullis.api.Permission;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RecoveryCodes;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.api.TotpConfirmation;
import dev.portcullis.api.TotpConfirmed;
import dev.portcullis.api.TotpSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The part of a server that asks for proof, as the API states it, with switches for what a test wants to meet: one account, one session, codes that are always the
 * same. Sessions go by the newest cookie; an older one opens nothing.
 */
public final class ProofServer implements AutoCloseable {
    public static final String EMAIL = "nadia@example.com";
    public static final String PASSWORD = "a password of enough characters";
    public static final String CODE = "123456";
    public static final String RECOVERY = "k7qd-2mzx";
    public static final TotpSecret SECRET = new TotpSecret(
            "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
            "otpauth://totp/Portcullis:nadia%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Portcullis");
    public static final UUID OTHER = UUID.fromString("0199f3a2-71c4-7d0e-9b1f-4c0000000002");

    private static final UUID OWN = UUID.fromString("0199f3a2-71c4-7d0e-9b1f-4c0000000001");

    private final HttpServer http;
    private final AtomicInteger cookies = new AtomicInteger();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile @Nullable String cookie;
    private volatile boolean closed;

    public volatile boolean enrolled;
    public volatile boolean enrolmentRequired;
    public volatile boolean fresh = true;
    public volatile int retryAfter;
    public volatile @Nullable RevocationRequest revoked;
    private volatile int planned;
    public volatile @Nullable OwnPasswordChange changed;

    private ProofServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    public static ProofServer start() {
        return new ProofServer();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** What was asked so far, but for the event stream: "POST /v1/sessions 201". */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** Gives the session another cookie behind the client's back. */
    public void exchangeCookie() {
        cookie = "session=h." + cookies.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String route =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            if (route.equals("GET /admin/v1/events")) {
                events(exchange);
                return;
            }
            Object answer = answer(exchange, route, body);
            int status = switch (route) {
                case "POST /v1/sessions", "POST /admin/v1/revocations" -> 201;
                default -> answer.equals("") ? 204 : 200;
            };
            send(exchange, route, status, "application/json", answer.equals("") ? new byte[0] : Json.write(answer));
        } catch (No no) {
            ProblemType type = no.type;
            if (type == ProblemType.TOO_MANY_ATTEMPTS) {
                exchange.getResponseHeaders().set("Retry-After", "" + retryAfter);
            }
            Problem problem = new Problem(type.urn(), type.title(), type.status(), null, "4711", null);
            send(exchange, route, type.status(), "application/problem+json", Json.write(problem));
        }
    }

    private Object answer(HttpExchange exchange, String route, byte[] body) throws IOException {
        if (route.equals("POST /v1/sessions")) {
            LoginRequest request = Json.readStrictly(body, LoginRequest.class);
            check(request.password(), request.totp(), request.recoveryCode());
            setCookie(exchange);
            return new LoginResponse(session(OWN, EMAIL), null, null, null);
        }
        authenticate(exchange);
        return switch (route) {
            case "GET /v1/sessions/current" -> session(OWN, EMAIL);
            case "DELETE /v1/sessions/current" -> "";
            case "POST /v1/sessions/current/authentication" -> {
                StepUpRequest request = Json.readStrictly(body, StepUpRequest.class);
                check(request.password(), request.totp(), request.recoveryCode());
                fresh = true;
                setCookie(exchange);
                yield new LoginResponse(session(OWN, EMAIL), null, null, null);
            }
            case "GET /v1/account" ->
                new OwnAccount(new UUID(0, 1), EMAIL, "Nadia", Permission.ALL, List.of(), enrolled, enrolled ? 9 : 0);
            case "POST /v1/account/totp" -> {
                requireFresh();
                yield SECRET;
            }
            case "POST /v1/account/totp/confirmation" -> {
                if (!Json.readStrictly(body, TotpConfirmation.class).code().equals(CODE)) {
                    throw new No(ProblemType.INVALID_CREDENTIALS);
                }
                enrolled = true;
                setCookie(exchange);
                List<String> codes = List.of(
                        "k7qd-2mzx",
                        "9rfa-w3pn",
                        "c5yt-h8ve",
                        "m2jd-6qks",
                        "x4bw-7znf",
                        "p8ha-3tcm",
                        "e6rv-9ygd",
                        "n3ks-5fjw",
                        "z7mc-4xqh",
                        "t2pe-8bva");
                yield TotpConfirmed.of(codes, new LoginResponse(session(OWN, EMAIL), null, null, null));
            }
            case "POST /v1/account/totp/recovery-codes" -> {
                requireFresh();
                yield new RecoveryCodes(List.of("c5yt-h8ve"));
            }
            case "DELETE /v1/account/totp" -> {
                requireFresh();
                enrolled = false;
                yield "";
            }
            case "PUT /v1/account/password" -> {
                OwnPasswordChange change = Json.readStrictly(body, OwnPasswordChange.class);
                if (!change.current().equals(PASSWORD)) {
                    throw new No(ProblemType.INVALID_CREDENTIALS);
                }
                changed = change;
                setCookie(exchange);
                yield new LoginResponse(session(OWN, EMAIL), null, null, null);
            }
            default -> admin(route, body);
        };
    }

    private Object admin(String route, byte[] body) throws IOException {
        if (enrolmentRequired && !enrolled) {
            throw new No(ProblemType.SECOND_FACTOR_ENROLMENT_REQUIRED);
        }
        return switch (route) {
            case "GET /admin/v1/sessions" ->
                new SessionPage(
                        List.of(session(OWN, EMAIL), session(OTHER, "tomas@example.com")),
                        2,
                        null,
                        null,
                        "1",
                        Instant.now());
            case "GET /admin/v1/stats" -> new Stats(Instant.now(), 2, 0, List.of());
            case "POST /admin/v1/revocations" -> {
                RevocationRequest request = Json.readStrictly(body, RevocationRequest.class);
                if (Boolean.TRUE.equals(request.dryRun())) {
                    planned = Objects.requireNonNull(request.handles()).size();
                    yield plan(planned);
                }
                requireFresh();
                revoked = request;
                int count =
                        request.handles() == null ? planned : request.handles().size();
                yield new Receipt(
                        new UUID(1, 2),
                        Instant.now(),
                        RevocationAction.END,
                        EMAIL,
                        Objects.requireNonNull(request.reason()),
                        count,
                        count,
                        0,
                        0,
                        0,
                        0,
                        null,
                        0,
                        List.of(),
                        1,
                        null,
                        List.of(),
                        "");
            }
            default -> throw new No(ProblemType.NOT_FOUND);
        };
    }

    private void check(String password, @Nullable String totp, @Nullable String recoveryCode) {
        if (retryAfter > 0) {
            throw new No(ProblemType.TOO_MANY_ATTEMPTS);
        }
        if (!password.equals(PASSWORD)) {
            throw new No(ProblemType.INVALID_CREDENTIALS);
        }
        if (enrolled && totp == null && recoveryCode == null) {
            throw new No(ProblemType.SECOND_FACTOR_REQUIRED);
        }
        if (enrolled && !CODE.equals(totp) && !RECOVERY.equals(recoveryCode)) {
            throw new No(ProblemType.INVALID_CREDENTIALS);
        }
    }

    private void requireFresh() {
        if (!fresh) {
            throw new No(ProblemType.STEP_UP_REQUIRED);
        }
    }

    private void authenticate(HttpExchange exchange) {
        String sent = exchange.getRequestHeaders().getFirst("Cookie");
        if (sent == null || !sent.equals(cookie)) {
            throw new No(ProblemType.SESSION_MISSING);
        }
    }

    private void setCookie(HttpExchange exchange) {
        exchangeCookie();
        exchange.getResponseHeaders().set("Set-Cookie", cookie + "; HttpOnly; SameSite=Lax; Path=/");
    }

    /** Goes on as long as its cookie does. */
    private void events(HttpExchange exchange) throws IOException {
        authenticate(exchange);
        calls.add("GET /admin/v1/events");
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        String sent = exchange.getRequestHeaders().getFirst("Cookie");
        try (exchange) {
            while (!closed && sent.equals(cookie)) {
                String heartbeat = "id: 1\nevent: heartbeat\ndata: {\"at\":\"" + Instant.now() + "\"}\n\n";
                exchange.getResponseBody().write(heartbeat.getBytes(UTF_8));
                exchange.getResponseBody().flush();
                Thread.sleep(100); // the beat of the stream, not a wait for something
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, String route, int status, String type, byte[] body) throws IOException {
        calls.add(route + " " + status); // before whoever asked can go on
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static RevocationPlan plan(int sessions) {
        RevocationPlan.Share nobody = new RevocationPlan.Share(0, List.of());
        return new RevocationPlan(
                "plan",
                Instant.now().plusSeconds(300),
                RevocationAction.END,
                sessions,
                0,
                0,
                new RevocationPlan.OwnSession(false, false),
                new RevocationPlan.Radius(nobody, nobody, nobody, nobody, 0, 0),
                null);
    }

    private SessionView session(UUID handle, String email) {
        Instant now = Instant.now();
        return new SessionView(
                handle,
                new SessionView.Account(new UUID(0, handle.getLeastSignificantBits()), email, email),
                SessionState.ACTIVE,
                null,
                null,
                null,
                null,
                now,
                now,
                enrolled ? List.of("pwd", "otp") : List.of("pwd"),
                now,
                now.plusSeconds(1800),
                now.plusSeconds(43_200),
                1800,
                43_200,
                "127.0.0.1",
                null,
                "Portcullis",
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
                Permission.ALL,
                Map.of(),
                new SessionView.Tokens(
                        new SessionView.Access(handle, now.plusSeconds(300)),
                        new SessionView.Refresh(handle, 1, now.plusSeconds(43_200), false)),
                1,
                null);
    }

    private static final class No extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final ProblemType type;

        No(ProblemType type) {
            super(type.name());
            this.type = type;
        }
    }
}
