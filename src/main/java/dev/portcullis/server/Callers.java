package dev.portcullis.server;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.Verification;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Session;
import java.util.Optional;

/** Who asks: the session that a request's cookie, or else its bearer token, opens. */
final class Callers {
    private static final String BEARER = "Bearer ";

    private final Verification verification;
    private final SessionCookie cookie;
    private final SameOrigin sameOrigin;

    Callers(Verification verification, SessionCookie cookie, SameOrigin sameOrigin) {
        this.verification = verification;
        this.cookie = cookie;
        this.sameOrigin = sameOrigin;
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
        if (!session.permits(permission)) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This needs the permission \"" + permission + "\".");
        }
        return session;
    }

    /** The caller's active session, without noting a use and without asking for an origin. */
    Session look(Request request) {
        return switch (verify(request)) {
            case Verification.Result.Active(Session session) -> session;
            case Verification.Result.Ended(EndReason reason) -> throw new ProblemException(reason);
            case Verification.Result.Unknown() ->
                throw new ProblemException(ProblemType.SESSION_MISSING, "The request opens no session.");
        };
    }

    private Verification.Result verify(Request request) {
        Optional<Credential> credential = cookie.read(request);
        if (credential.isPresent()) {
            return verification.byCookie(credential.get());
        }
        Optional<String> authorization = request.header("Authorization");
        return authorization
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> verification.byAccessToken(
                        value.substring(BEARER.length()).strip()))
                .orElse(new Verification.Result.Unknown());
    }
}
