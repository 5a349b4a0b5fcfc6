package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.api.AccountPage;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.Facets;
import dev.portcullis.api.Json;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.NodePage;
import dev.portcullis.api.OwnAccount;
import dev.portcullis.api.OwnPasswordChange;
import dev.portcullis.api.OwnSessionPage;
import dev.portcullis.api.OwnSessionsEnded;
import dev.portcullis.api.PasswordChange;
import dev.portcullis.api.Paths;
import dev.portcullis.api.PolicyChange;
import dev.portcullis.api.PolicyOutcome;
import dev.portcullis.api.PolicyProgress;
import dev.portcullis.api.PolicyView;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RecoveryCodes;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.ServerMetadata;
import dev.portcullis.api.SessionEventPage;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.api.TokenFamily;
import dev.portcullis.api.TokenResponse;
import dev.portcullis.api.TotpConfirmation;
import dev.portcullis.api.TotpConfirmed;
import dev.portcullis.api.TotpSecret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One user's view of one server. Thread-safe. Every call blocks until it is answered (30 s at most, but for the time that
 * the user takes to give more proof: {@link #onProofWanted}) and throws {@link ClientException} if it is not granted.
 *
 * <p>Within that time a read is asked again, twice at most, if its connection is lost or the server is busy and says when to come back; so is an order to end or suspend
 * sessions, which carries a key by which the server knows it again. No other write ever is: whether it was done, only its caller can find out.
 */
public final class PortcullisClient implements AutoCloseable {
    /** The server sends a heartbeat every 5 s. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(15);

    private record Known(String etag, SessionView session) {}

    private final URI server;
    private final SessionCookie cookie = new SessionCookie();
    private final ServerClock clock = new ServerClock(InstantSource.system());
    private final Transport transport;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Known known;

    /**
     * @param server scheme, host and port; a path is not kept
     * @param name who asks: sent as {@code X-Requested-By}, the proof that no foreign page sent the request
     * @param headers sent with each request ({@code User-Agent}, behind a trusted proxy {@code X-Forwarded-For})
     * @throws IllegalArgumentException if the address is not {@code http://host} or {@code https://host}, with or without a port
     */
    public PortcullisClient(URI server, String name, Map<String, String> headers) {
        this(server, name, headers, ServerTrust.PUBLIC);
    }

    /**
     * For a server whose certificate nobody vouches for.
     *
     * @param trust by what the server is known; of no use without TLS
     */
    public PortcullisClient(URI server, String name, Map<String, String> headers, ServerTrust trust) {
        this.server = origin(server);
        this.transport = new Transport(this.server, name, headers, cookie, clock, trust);
    }

    private static URI origin(URI address) {
        String scheme = String.valueOf(address.getScheme());
        if (address.getHost() == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw new IllegalArgumentException("not the address of a server: " + address);
        }
        return URI.create(scheme + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort()));
    }

    /** Scheme, host and port. */
    public URI server() {
        return server;
    }

    /**
     * Finds out whether a Portcullis answers there that this client understands, before anything secret is sent to it. Something in between may keep what a server
     * says of itself to itself: then how it refuses a session that there is not must do.
     */
    public void greet() {
        Answer answer = transport.sendAsIs(get(Paths.METADATA).build());
        if (answer.status() != 200) {
            ClientException refusal =
                    transport.sendAsIs(get(Paths.CURRENT_SESSION).build()).refusal();
            if (refusal instanceof ClientException.Unreachable) {
                throw refusal;
            }
            return;
        }
        ServerMetadata metadata = answer.as(ServerMetadata.class);
        if (metadata.apiVersion() != ServerMetadata.API_VERSION) {
            boolean behind = metadata.apiVersion() < ServerMetadata.API_VERSION;
            throw new ClientException.Unreachable(
                    behind ? ClientException.Cause.SERVER_TOO_OLD : ClientException.Cause.CLIENT_TOO_OLD,
                    server,
                    new IOException("version " + metadata.apiVersion() + ", not " + ServerMetadata.API_VERSION));
        }
    }

    /** Logs in and keeps the cookie, or, with {@code "deliver":"tokens"}, nothing. */
    public LoginResponse logIn(LoginRequest request) {
        Answer answer =
                transport.exchange(() -> json(Paths.SESSIONS, "POST", request)).expect(201);
        known = null;
        return answer.as(LoginResponse.class);
    }

    /**
     * Whom to ask when the server wants more proof before it does something: then the call waits for them, and is made again. The counts, the session itself and
     * the account are read without asking anybody.
     */
    public void onProofWanted(ProofGiver giver) {
        transport.onProofWanted(giver);
    }

    /** Proves again who uses the session, and takes the new cookie; calls that are under way with the old one are made again with it. */
    public SessionView stepUp(StepUpRequest request) {
        transport
                .exchange(() -> json(Paths.CURRENT_AUTHENTICATION, "POST", request))
                .expect(200);
        known = null;
        return current();
    }

    /** One's own account. */
    public OwnAccount account() {
        return transport.sendAsIs(get(Paths.ACCOUNT).build()).expect(200).as(OwnAccount.class);
    }

    /** Asks for the secret of a second factor, which counts from {@link #confirmTotp}. */
    public TotpSecret beginTotp() {
        return transport.send(bare(Paths.ACCOUNT_TOTP, "POST")).expect(200, 201).as(TotpSecret.class);
    }

    /** Shows with a code that the app knows the secret, and takes the new cookie: the session counts as proven with it from now on. */
    public TotpConfirmed confirmTotp(String code) {
        Answer answer = transport
                .change(() -> json(Paths.ACCOUNT_TOTP_CONFIRMATION, "POST", new TotpConfirmation(code)))
                .expect(200);
        known = null;
        return answer.as(TotpConfirmed.class);
    }

    /** New recovery codes in place of all that are left. */
    public RecoveryCodes renewRecoveryCodes() {
        return transport
                .send(bare(Paths.ACCOUNT_RECOVERY_CODES, "POST"))
                .expect(200, 201)
                .as(RecoveryCodes.class);
    }

    /** Does without the second factor. */
    public void removeTotp() {
        transport.change(() -> bare(Paths.ACCOUNT_TOTP, "DELETE")).expect(200, 204);
    }

    /** Changes one's own password, and takes the new cookie. */
    public LoginResponse changePassword(OwnPasswordChange change) {
        Answer answer = transport
                .change(() -> json(Paths.ACCOUNT_PASSWORD, "PUT", change))
                .expect(200);
        known = null;
        return answer.as(LoginResponse.class);
    }

    /** The audit. Needs {@code audit:read}; reading it is written into it. */
    public AuditTrail audit() {
        return new AuditTrail(transport);
    }

    /** The session of this client; asking counts as activity. Uses the ETag: an unchanged session crosses the wire once. */
    public SessionView current() {
        Known before = known;
        HttpRequest.Builder request = get(Paths.CURRENT_SESSION);
        if (before != null) {
            request.setHeader("If-None-Match", before.etag());
        }
        Answer answer = transport.sendAsIs(request.build());
        if (before != null && answer.status() == 304) {
            return before.session();
        }
        SessionView session = answer.expect(200).as(SessionView.class);
        known = answer.headers()
                .firstValue("ETag")
                .map(etag -> new Known(etag, session))
                .orElse(null);
        return session;
    }

    /** Ends the session of this client and forgets the cookie. A session that has ended already is no error. */
    public void logOut() {
        HttpRequest request = transport
                .request(Paths.CURRENT_SESSION, "application/json")
                .DELETE()
                .build();
        Answer answer = transport.sendAsIs(request);
        if (!answer.saysNoSession()) {
            answer.expect(204);
        }
        cookie.forget();
        known = null;
    }

    /** Whether the session is active, as a gateway asks. */
    public boolean verify() {
        Answer answer = transport.sendAsIs(get(Paths.VERIFY).build());
        if (answer.saysNoSession()) {
            return false;
        }
        answer.expect(200);
        return true;
    }

    /** Rotates a refresh token (RFC 6749 §6). Never retried by this client; the server's grace window makes a retry by the caller safe. */
    public TokenResponse refresh(String refreshToken) {
        String form = query(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
        Answer answer = transport.send(transport
                .request(Paths.TOKEN, "application/json")
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
        if (answer.status() != 200) {
            throw answer.tokenRefusal();
        }
        return answer.as(TokenResponse.class);
    }

    /** One page of sessions. Needs {@code sessions:read}. */
    public SessionPage sessions(SessionQuery query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("q", query.query());
        parameters.put("sort", query.sort());
        parameters.put("limit", "" + query.limit());
        put(parameters, "state", query.state());
        put(parameters, "after", query.after());
        put(parameters, "before", query.before());
        put(parameters, "asOf", query.asOf());
        put(parameters, "skip", query.skip() == 0 ? null : query.skip());
        put(parameters, "total", query.total());
        return read(Paths.ADMIN_SESSIONS + "?" + query(parameters), SessionPage.class);
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    /** One session, ended or not. Needs {@code sessions:read}. */
    public SessionView session(UUID handle) {
        return read(Paths.ADMIN_SESSIONS + "/" + handle, SessionView.class);
    }

    /**
     * Changes a live session. Needs {@code sessions:revoke}.
     *
     * @param seen the session as it was read; if it has been changed since, the change is refused ({@code precondition-failed})
     * @return as it is now
     */
    public SessionView change(SessionView seen, SessionPatch patch) {
        return transport
                .send(transport
                        .request(Paths.ADMIN_SESSIONS + "/" + seen.handle(), "application/json")
                        .setHeader("Content-Type", "application/merge-patch+json")
                        .setHeader("If-Match", "\"" + seen.handle() + "." + seen.version() + "\"")
                        .method("PATCH", BodyPublishers.ofByteArray(Json.write(patch)))
                        .build())
                .expect(200)
                .as(SessionView.class);
    }

    /** A page of this user's own active sessions, newest first; {@code after} is the {@code next} of the page before, or null. */
    public OwnSessionPage ownSessions(@Nullable UUID after) {
        return read(
                Paths.SESSIONS + (after == null ? "" : "?" + query(Map.of("after", "" + after))), OwnSessionPage.class);
    }

    /** Ends one of this user's own sessions. */
    public void endOwn(UUID handle) {
        transport
                .send(transport
                        .request(Paths.SESSIONS + "/" + handle, "application/json")
                        .DELETE()
                        .build())
                .expect(204);
    }

    /** Logs this user out everywhere else; how many sessions that ended. */
    public int endOtherOwn() {
        return transport
                .send(transport
                        .request(Paths.SESSIONS, "application/json")
                        .DELETE()
                        .build())
                .expect(200)
                .as(OwnSessionsEnded.class)
                .ended();
    }

    /** The policy that holds. Needs {@code sessions:read}, {@code audit:read} or {@code policy:write}. */
    public HeldPolicy policy() {
        Answer answer = transport.send(get(Paths.ADMIN_POLICY).build()).expect(200);
        return new HeldPolicy(
                answer.headers().firstValue("ETag").orElseThrow(() -> answer.notOurs("the policy has no ETag")),
                answer.as(PolicyView.class));
    }

    /**
     * Changes the policy, or with {@code dryRun} says what that would do. Needs {@code policy:write}.
     *
     * @param seen what it is changed from; if it is not that any more, the change is refused ({@code precondition-failed})
     */
    public PolicyOutcome change(HeldPolicy seen, PolicyChange change) {
        return transport
                .send(transport
                        .request(Paths.ADMIN_POLICY, "application/json")
                        .setHeader("Content-Type", "application/json")
                        .setHeader("If-Match", seen.etag())
                        .PUT(BodyPublishers.ofByteArray(Json.write(change)))
                        .build())
                .expect(200)
                .as(PolicyOutcome.class);
    }

    /** How far the policy has reached the live sessions. Needs what reading it needs. */
    public PolicyProgress policyProgress() {
        return read(Paths.ADMIN_POLICY_PROGRESS, PolicyProgress.class);
    }

    /** Ends sessions; returns when no server serves them any longer. Needs {@code sessions:revoke}. */
    public Receipt revoke(Collection<UUID> handles, String reason) {
        return revocations().revoke(RevocationRequest.end(handles).because(reason));
    }

    /** Revocations: planned, carried out, read again. */
    public Revocations revocations() {
        return new Revocations(transport);
    }

    /** Copies of sessions, to be taken away. */
    public Exports exports() {
        return new Exports(transport);
    }

    /** Locks of accounts and networks. */
    public Locking locks() {
        return new Locking(transport);
    }

    /** Counts, now and by the minute of the last hour, without the time left. Needs {@code sessions:read}. */
    public Stats stats() {
        return transport.sendAsIs(get(Paths.ADMIN_STATS).build()).expect(200).as(Stats.class);
    }

    /** Which servers run over the database, and how they are. Needs {@code sessions:read}. */
    public NodePage nodes() {
        return transport.sendAsIs(get(Paths.ADMIN_NODES).build()).expect(200).as(NodePage.class);
    }

    /**
     * Counts, now and in the course of a time within the last 30 days. Needs {@code sessions:read}.
     *
     * @param step how many minutes are summed up; null for so many that there are not too many steps
     * @param timeLeft whether it is to be told how long the active sessions still have; the server must go through them for that
     */
    public Stats stats(Instant from, Instant to, @Nullable Integer step, boolean timeLeft) {
        String range =
                query(Map.of("from", from.toString(), "to", to.toString(), "timeLeft", Boolean.toString(timeLeft)));
        return read(Paths.ADMIN_STATS + "?" + range + (step == null ? "" : "&step=" + step), Stats.class);
    }

    /**
     * Which values the active sessions have. Needs {@code sessions:read}.
     *
     * @param by some of {@code user}, {@code network}, {@code device}, {@code browser}, {@code os}, {@code permission}, {@code delivery}, {@code state}
     * @param top how many values of each
     * @param search of those that match this query; blank for all
     * @param asOf null for the present
     */
    public Facets facets(Collection<String> by, int top, String search, @Nullable Instant asOf) {
        String asked = query(Map.of("by", String.join(",", by), "top", "" + top, "q", search));
        String then = asOf == null ? "" : "&" + query(Map.of("asOf", asOf.toString()));
        return read(Paths.ADMIN_FACETS + "?" + asked + then, Facets.class);
    }

    /** The refresh tokens of a session, each with what became of it. Needs {@code sessions:read}. */
    public TokenFamily tokens(UUID session) {
        return read(Paths.ADMIN_SESSIONS + "/" + session + "/tokens", TokenFamily.class);
    }

    /**
     * What happened to a session, the newest first. Needs {@code sessions:read}.
     *
     * @param before the {@link SessionEventPage#next() next} of the page before; null for the newest
     */
    public SessionEventPage history(UUID session, @Nullable String before, int limit) {
        String page = "?limit=" + limit + (before == null ? "" : "&" + query(Map.of("before", before)));
        return read(Paths.ADMIN_SESSIONS + "/" + session + "/events" + page, SessionEventPage.class);
    }

    /** Has the counts behind the figures made anew. Needs {@code policy:write}. */
    public void rebuildStats() {
        transport.send(bare(Paths.ADMIN_STATS_REBUILD, "POST")).expect(202);
    }

    /** Services that are registered as OAuth clients. */
    public OAuthClients clients() {
        return new OAuthClients(transport);
    }

    /** The keys that sign tokens. */
    public SigningKeys keys() {
        return new SigningKeys(transport);
    }

    /** What a registered service does in its own name; not with this client's session. */
    public ServiceTokens service(UUID id, String secret) {
        return new ServiceTokens(transport, id, secret);
    }

    /** Accounts and roles, as an operator administers them. */
    public Administration administration() {
        return new Administration(transport);
    }

    /** Makes an account. Needs {@code accounts:write}. */
    public AccountView createAccount(NewAccount account) {
        return transport
                .send(json(Paths.ADMIN_ACCOUNTS, "POST", account))
                .expect(201)
                .as(AccountView.class);
    }

    /** The account with this address. Needs {@code accounts:write}. */
    public Optional<AccountView> account(String email) {
        return read(Paths.ADMIN_ACCOUNTS + "?" + query(Map.of("email", email)), AccountPage.class).items().stream()
                .findFirst();
    }

    /** Sets the password of an account that is not one's own, which ends its sessions. Needs {@code accounts:write}. */
    public void setPassword(UUID account, String password) {
        transport
                .send(json(Paths.ADMIN_ACCOUNTS + "/" + account + "/password", "PUT", new PasswordChange(password)))
                .expect(204);
    }

    /** Takes the second factor away from who has lost it, and is somebody else, which ends their sessions. Needs {@code accounts:write}. */
    public void removeTotp(UUID account) {
        transport
                .send(bare(Paths.ADMIN_ACCOUNTS + "/" + account + "/totp", "DELETE"))
                .expect(204);
    }

    /**
     * Opens the event stream on a thread of its own, reconnecting and resuming until it is closed. Needs {@code sessions:read}.
     *
     * @param after the position to resume from ({@link SessionPage#position()}); null for "from now"
     */
    public EventStream events(@Nullable String after, EventListener listener) {
        return events(after, EventQuery.ALL, listener);
    }

    /** The same of only some of what happens. */
    public EventStream events(@Nullable String after, EventQuery query, EventListener listener) {
        return events(after, query, listener, SILENCE_LIMIT);
    }

    EventStream events(@Nullable String after, EventListener listener, Duration silenceLimit) {
        return events(after, EventQuery.ALL, listener, silenceLimit);
    }

    private EventStream events(
            @Nullable String after, EventQuery query, EventListener listener, Duration silenceLimit) {
        EventConnection stream =
                new EventConnection(transport, clock, query.path(), after, listener, silenceLimit, streams::remove);
        streams.add(stream);
        stream.start();
        return stream;
    }

    /** The server's clock less ours, as last measured from an answer's {@code Date} or an event; zero before the first. */
    public Duration clockOffset() {
        return clock.offset();
    }

    /** Closes the event streams and forgets the cookie. The session itself goes on: see {@link #logOut}. */
    @Override
    public void close() {
        streams.forEach(EventStream::close);
        transport.close();
        cookie.forget();
        known = null;
    }

    private <T> T read(String path, Class<T> type) {
        return transport.send(get(path).build()).expect(200).as(type);
    }

    private HttpRequest.Builder get(String path) {
        return transport.request(path, "application/json").GET();
    }

    private HttpRequest bare(String path, String method) {
        return transport
                .request(path, "application/json")
                .method(method, BodyPublishers.noBody())
                .build();
    }

    private HttpRequest json(String path, String method, Object body) {
        return transport
                .request(path, "application/json")
                .setHeader("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(Json.write(body)))
                .build();
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
