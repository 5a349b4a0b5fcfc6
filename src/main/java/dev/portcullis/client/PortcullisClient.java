package dev.portcullis.client;

import dev.portcullis.api.AccountView;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.api.TokenResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One user's view of one server. Thread-safe. Every call blocks until it is answered (30 s at most) and throws {@link ClientException} if it is not granted.
 */
public final class PortcullisClient implements AutoCloseable {
    private static final String NOT_YET = "not yet written";

    /**
     * @param server scheme, host and port; a path is not kept
     * @param name who asks: sent as {@code X-Requested-By}, the proof that no foreign page sent the request
     * @param headers sent with each request ({@code User-Agent}, behind a trusted proxy {@code X-Forwarded-For})
     */
    public PortcullisClient(URI server, String name, Map<String, String> headers) {}

    public URI server() {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** Logs in and keeps the cookie, or, with {@code "deliver":"tokens"}, nothing. */
    public LoginResponse logIn(LoginRequest request) {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** The session of this client; asking counts as activity. Uses the ETag: an unchanged session crosses the wire once. */
    public SessionView current() {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** Ends the session of this client and forgets the cookie. */
    public void logOut() {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** Whether the session is active, as a gateway asks. */
    public boolean verify() {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** Rotates a refresh token (RFC 6749 §6). Never retried by this client; the server's grace window makes a retry by the caller safe. */
    public TokenResponse refresh(String refreshToken) {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** One page of sessions. Needs {@code sessions:read}. */
    public SessionPage sessions(SessionQuery query) {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** One session, ended or not. Needs {@code sessions:read}. */
    public SessionView session(UUID handle) {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** Ends sessions; returns when no server serves them any longer. Needs {@code sessions:revoke}. */
    public Receipt revoke(Collection<UUID> handles, String reason) {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** Counts, now and by the minute. Needs {@code sessions:read}. */
    public Stats stats() {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** Makes an account. Needs {@code accounts:write}. */
    public AccountView createAccount(NewAccount account) {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** The account with this address. Needs {@code accounts:write}. */
    public Optional<AccountView> account(String email) {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** Sets an account's password, which ends its sessions. Needs {@code accounts:write}. */
    public void setPassword(UUID account, String password) {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /**
     * Opens the event stream on a thread of its own, reconnecting and resuming until it is closed. Needs {@code sessions:read}.
     *
     * @param after the position to resume from ({@link SessionPage#position()}); null for "from now"
     */
    public EventStream events(@Nullable String after, EventListener listener) {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** The server's clock less ours, as last measured from an answer's {@code Date} or an event; zero before the first. */
    public Duration clockOffset() {
        throw new UnsupportedOperationException(NOT_YET);
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException(NOT_YET);
    }
}
