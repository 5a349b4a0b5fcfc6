package dev.portcullis.simulate;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.TokenResponse;
import dev.portcullis.client.PortcullisClient;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One session from its user's side: a person at a device, with the cookie or the tokens. Used by one thread at a time. */
final class Visit {
    /** Enough for a replay far outside any grace window. */
    private static final int SPENT_TOKENS_KEPT = 4;

    private static final int REFRESH_SECONDS_EARLY = 10;

    private final Person person;
    private final Device device;
    private final String address;
    private final URI server;
    private final Map<String, String> headers;
    private final PortcullisClient client;
    private final Deque<String> spentTokens = new ArrayDeque<>();
    private @Nullable String refreshToken;
    private @Nullable PortcullisClient bearer;
    private long accessEndsAt;
    private boolean open;
    private @Nullable Boolean believed;
    private long restsUntil = System.nanoTime();

    Visit(URI server, Person person, Device device, String address) {
        this.person = person;
        this.device = device;
        this.address = address;
        this.server = server;
        this.headers = Map.of("User-Agent", device.userAgent(), "X-Forwarded-For", address);
        this.client = new PortcullisClient(server, "portcullis-simulate", headers);
    }

    Person person() {
        return person;
    }

    boolean hasTokens() {
        return device.delivery() == Delivery.TOKENS;
    }

    /** Whether there is a session, as far as the user knows. */
    boolean isOpen() {
        return open;
    }

    void end() {
        open = false;
    }

    /** Logs in; with a cookie from before, that session is replaced. */
    void logIn() {
        LoginResponse login = client.logIn(new LoginRequest(person.email(), person.password(), device.delivery()));
        believed = address.equals(login.session().address());
        refreshToken = login.refreshToken();
        if (login.accessToken() != null) {
            carry(login.accessToken(), Objects.requireNonNullElse(login.expiresIn(), 0L));
        }
        begin();
    }

    /** Whether the server took the last login to come from where it said; empty before the first. */
    Optional<Boolean> believed() {
        return Optional.ofNullable(believed);
    }

    void begin() {
        open = true;
    }

    /** Tries a password that is not theirs. */
    void tryPassword(String password) {
        client.logIn(new LoginRequest(person.email(), password, device.delivery()));
    }

    /** Uses a service, which asks whether the session is active. */
    boolean work() {
        return caller().verify();
    }

    /** Looks at the session itself, as a page does that shows who is logged in. */
    void look() {
        caller().current();
    }

    void refresh() {
        String spent = refreshToken;
        if (spent == null) {
            throw new IllegalStateException("nothing to refresh");
        }
        TokenResponse fresh = client.refresh(spent);
        spentTokens.addLast(spent);
        if (spentTokens.size() > SPENT_TOKENS_KEPT) {
            spentTokens.removeFirst();
        }
        refreshToken = fresh.refreshToken();
        carry(fresh.accessToken(), fresh.expiresIn());
    }

    /** Whether there is a spent token old enough to be noticed when it comes back. */
    boolean canReplay() {
        return spentTokens.size() >= 2;
    }

    /** Uses the oldest spent token once more, as a thief would who copied it. */
    void replay() {
        client.refresh(spentTokens.removeFirst());
    }

    void logOut() {
        caller().logOut();
        open = false;
    }

    /** Leaves the session alone until then, on {@link System#nanoTime}'s clock. */
    void restUntil(long nanos) {
        restsUntil = nanos;
    }

    boolean rests(long now) {
        return restsUntil - now > 0;
    }

    /** The client with the cookie, or with an access token that is still good. */
    private PortcullisClient caller() {
        if (bearer != null && accessEndsAt - System.nanoTime() < 0) {
            refresh();
        }
        return bearer == null ? client : bearer;
    }

    private void carry(String accessToken, long secondsGood) {
        accessEndsAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(secondsGood - REFRESH_SECONDS_EARLY);
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + accessToken);
        bearer = new PortcullisClient(server, "portcullis-simulate", all);
    }
}
