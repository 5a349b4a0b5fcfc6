package dev.portcullis.server;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.ClientTokens;
import dev.portcullis.lifecycle.Verification;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Session;
import dev.portcullis.token.AccessTokens;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who asks: the session that a request's cookie, or else its bearer token, opens. */
final class Callers {
    private static final String BEARER = "Bearer ";

    private final Verification verification;
    private final AccessTokens accessTokens;
    private final ClientTokens clientTokens;
    private final SessionCookie cookie;
    private final SameOrigin sameOrigin;

    Callers(
            Verification verification,
            AccessTokens accessTokens,
            ClientTokens clientTokens,
            SessionCookie cookie,
            SameOrigin sameOrigin) {
        this.verification = verification;
        this.accessTokens = accessTokens;
        this.clientTokens = clientTokens;
        this.cookie = cookie;
        this.sameOrigin = sameOrigin;
    }

    /**
     * Who asks, and how they showed it.
     *
     * @param byToken the request's bearer token; null if it was the cookie
     */
    record Caller(Session session, @Nullable String byToken) {
        /**
         * Whether it is a token that a gateway was given for the services behind it. It says who the user is; it is not the user, so it opens nothing here and
         * keeps nothing alive.
         */
        boolean isService() {
            return byToken != null && session.client().delivery() == Delivery.COOKIE;
        }
    }

    /** The caller's active session, whose use is noted. A write with a cookie must prove its origin. */
    Session require(Request request) {
        Session session = look(request);
        boolean write = !request.method().equals("GET") && !request.method().equals("HEAD");
        if (write && cookie.present(request)) {
            sameOrigin.require(request);
        }
        if (!verification.used(session)) {
            return look(request); // says why it has ended
        }
        return session;
    }

    /** The same, if the session permits this. */
    Session require(Request request, String permission) {
        Session session = require(request);
        permit(session, permission);
        return session;
    }

    /** Refuses (403) a session that lacks this permission, and says no more than which. */
    static void permit(Session session, String permission) {
        if (!session.permits(permission)) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This needs the permission \"" + permission + "\".");
        }
    }

    /** Who operates this server: the user of an active session, whose use is noted, or a service by a token of its own. They must hold one of these permissions. */
    Operator operator(Request request, String... permissions) {
        return permitted(service(request).orElseGet(() -> Operator.of(require(request))), permissions);
    }

    /** The same, with one of these permissions. */
    Operator operatorWithOneOf(Request request, String... permissions) {
        Operator operator = service(request).orElseGet(() -> Operator.of(require(request)));
        if (Arrays.stream(permissions).noneMatch(operator::permits)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "This needs the permission \"" + String.join("\" or \"", permissions) + "\".");
        }
        return operator;
    }

    /** The same, without noting a use and without asking for an origin. */
    Operator lookOperator(Request request, String permission) {
        return permitted(service(request).orElseGet(() -> Operator.of(look(request))), permission);
    }

    private static Operator permitted(Operator operator, String... permissions) {
        if (Arrays.stream(permissions).noneMatch(operator::permits)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "This needs the permission \"" + String.join("\" or \"", permissions) + "\".");
        }
        return operator;
    }

    /** The service whose own token the request bears; empty if it is a session's, or none of ours. The cookie comes first, as everywhere. */
    private Optional<Operator> service(Request request) {
        return cookie.read(request).isPresent()
                ? Optional.empty()
                : bearer(request).flatMap(accessTokens::read).flatMap(clientTokens::operator);
    }

    /** The caller's active session, without noting a use and without asking for an origin. */
    Session look(Request request) {
        Caller caller = caller(request);
        if (caller.isService()) {
            throw new ProblemException(
                    ProblemType.SESSION_MISSING,
                    "This token is for the services behind a gateway; here the cookie counts.");
        }
        return caller.session();
    }

    /** Whoever has an active session, by the cookie or by any token of it. */
    Caller caller(Request request) {
        Optional<Credential> credential = cookie.read(request);
        if (credential.isPresent()) {
            return new Caller(active(verification.byCookie(credential.get())), null);
        }
        String token = bearer(request).orElse(null);
        return token == null
                ? new Caller(active(new Verification.Result.Unknown()), null)
                : new Caller(active(verification.byAccessToken(token)), token);
    }

    private static Optional<String> bearer(Request request) {
        return request.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    /** The session, if it is active; otherwise the problem that says why not. */
    static Session active(Verification.Result result) {
        return switch (result) {
            case Verification.Result.Active(Session session) -> {
                Exchange.calledBy(session.handle());
                yield session;
            }
            case Verification.Result.Ended(EndReason reason) -> throw new ProblemException(reason);
            case Verification.Result.Unknown() ->
                throw new ProblemException(ProblemType.SESSION_MISSING, "The request opens no session.");
        };
    }
}
