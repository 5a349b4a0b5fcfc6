package dev.portcullis.server;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.Assurance;
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
    private final Assurance assurance;

    Callers(
            Verification verification,
            AccessTokens accessTokens,
            ClientTokens clientTokens,
            SessionCookie cookie,
            SameOrigin sameOrigin,
            Assurance assurance) {
        this.verification = verification;
        this.accessTokens = accessTokens;
        this.clientTokens = clientTokens;
        this.cookie = cookie;
        this.sameOrigin = sameOrigin;
        this.assurance = assurance;
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

    /** The caller's session to be given up, which it may be while it is suspended as well. */
    Session requireToEnd(Request request) {
        Optional<Credential> credential = cookie.read(request);
        Verification.Result result = credential.isPresent()
                ? verification.byCookie(credential.get())
                : bearer(request).map(verification::byAccessToken).orElseGet(Verification.Result.Unknown::new);
        boolean own = result instanceof Verification.Result.Suspended(Session session)
                && (credential.isPresent() || session.client().delivery() == Delivery.TOKENS);
        if (!own || !(result instanceof Verification.Result.Suspended(Session suspended))) {
            return require(request);
        }
        if (cookie.present(request)) {
            sameOrigin.require(request);
        }
        return suspended;
    }

    /** The same, if the session permits this. */
    Session require(Request request, String permission) {
        Session session = require(request);
        permit(session, permission);
        return session;
    }

    /** The caller's active session, whose use is noted, if the user has proven recently who they are (ASVS 7.5.1). */
    Session requireFresh(Request request) {
        return fresh(require(request));
    }

    /** The same, if the session also permits this. */
    Session requireFresh(Request request, String permission) {
        return fresh(require(request, permission));
    }

    /** Refuses (403) a session that lacks this permission, or what the policy requires of those who use it; and says no more than which. */
    void permit(Session session, String permission) {
        permitted(Operator.of(session), permission);
        assured(session, Permission.ALL.contains(permission));
    }

    /**
     * Refuses (403) a session that was begun without the second factor that the policy requires (ASVS 6.3.3).
     *
     * @param operator whether one of Portcullis's own permissions is being used
     */
    void assured(Session session, boolean operator) {
        switch (assurance.secondFactor(session, operator)) {
            case ENOUGH -> {}
            case REQUIRED -> throw ProblemException.secondFactor();
            case ENROLMENT_REQUIRED ->
                throw new ProblemException(
                        ProblemType.SECOND_FACTOR_ENROLMENT_REQUIRED,
                        "Set up an authenticator app for your account first.");
        }
    }

    /**
     * Who operates this server: the user of an active session, whose use is noted, or a service by a token of its own. They must hold one of these permissions, and a
     * user the second factor that the policy requires.
     */
    Operator operator(Request request, String... permissions) {
        Optional<Operator> service = service(request);
        if (service.isPresent()) {
            return permitted(service.get(), permissions);
        }
        Session session = require(request);
        permitted(Operator.of(session), permissions);
        assured(session, Arrays.stream(permissions).anyMatch(Permission.ALL::contains));
        return Operator.of(session);
    }

    /** The same, if a user has also proven recently who they are (ASVS 7.5.1). A service does so with each token. */
    Operator freshOperator(Request request, String permission) {
        Optional<Operator> service = service(request);
        return service.isPresent()
                ? permitted(service.get(), permission)
                : Operator.of(requireFresh(request, permission));
    }

    /** The same as {@link #operator}, without noting a use and without asking for an origin. */
    Operator lookOperator(Request request, String permission) {
        Optional<Operator> service = service(request);
        if (service.isPresent()) {
            return permitted(service.get(), permission);
        }
        Session session = look(request);
        permit(session, permission);
        return Operator.of(session);
    }

    /** Whether who asked, and is being answered for long, still may: their session lives, or their token is valid. If not, they are told why when they come back. */
    boolean mayGoOn(Request request, String permission) {
        try {
            lookOperator(request, permission);
            return true;
        } catch (ProblemException over) {
            return false;
        }
    }

    /** Whoever asks, whatever they may do; empty if nobody can be known. */
    Optional<Operator> whoever(Request request) {
        try {
            Optional<Operator> service = service(request);
            return service.isPresent() ? service : Optional.of(Operator.of(look(request)));
        } catch (ProblemException nobody) {
            return Optional.empty();
        }
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

    /** Refuses (403) a session whose user has not proven for too long who they are (RFC 9470 §3). */
    private Session fresh(Session session) {
        if (!assurance.fresh(session)) {
            throw ProblemException.stepUp(assurance.maxAge());
        }
        return session;
    }

    /** Refuses (403) an operator whose user has not, if so many sessions are to be ended in one call (ASVS 7.5.3). */
    void freshForBulk(Request request, Operator operator, int sessions) {
        if (operator.session() != null && assurance.bulk(sessions)) {
            fresh(look(request));
        }
    }

    /** Why the caller's session, which was active a moment ago, is not. */
    ProblemException over(Request request) {
        try {
            look(request);
        } catch (ProblemException why) {
            return why;
        }
        return new ProblemException(ProblemType.SESSION_MISSING, "The request opens no session any more.");
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
            case Verification.Result.Suspended(Session session) -> {
                Exchange.calledBy(session.handle());
                throw new ProblemException(
                        ProblemType.SESSION_SUSPENDED, "An operator has suspended it. Keep the cookie or the tokens.");
            }
            case Verification.Result.Ended(EndReason reason) -> throw new ProblemException(reason);
            case Verification.Result.Unknown() ->
                throw new ProblemException(ProblemType.SESSION_MISSING, "The request opens no session.");
        };
    }
}
