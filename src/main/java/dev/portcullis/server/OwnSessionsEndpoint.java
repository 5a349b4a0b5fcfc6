package dev.portcullis.server;

import dev.portcullis.api.OwnSessionsEnded;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.OwnSessions;
import dev.portcullis.session.Session;
import java.util.UUID;

/** {@code /v1/sessions} but for the login: a user's own sessions, of which they see and end all (ASVS 7.5.2). */
final class OwnSessionsEndpoint {
    private static final int LARGEST_PAGE = 1000;

    private final Callers callers;
    private final OwnSessions sessions;
    private final SessionCookie cookie;

    OwnSessionsEndpoint(Callers callers, OwnSessions sessions, SessionCookie cookie) {
        this.callers = callers;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /** {@code GET /v1/sessions?after=&limit=}: the active ones, newest first. */
    Response list(Request request) {
        Session own = callers.require(request);
        int limit = Checks.number(request.query("limit").orElse("100"), "limit", 1, LARGEST_PAGE);
        UUID after =
                request.query("after").map(text -> Checks.next(text, "after")).orElse(null);
        return Response.json(200, sessions.list(own, after, limit));
    }

    /**
     * {@code DELETE /v1/sessions/{handle}}: 204. 404 for whatever is no active session of the user's own, be it somebody else's or nobody's: the answers are the
     * same, so nobody learns which handles there are.
     */
    Response end(Request request) {
        Session own = callers.require(request);
        UUID handle = request.uuid("handle");
        if (!sessions.end(own, handle)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "You have no active session with this handle.");
        }
        Response ended = Response.empty(204);
        return handle.equals(own.handle()) && cookie.present(request)
                ? ended.with("Set-Cookie", cookie.clear())
                : ended;
    }

    /** {@code DELETE /v1/sessions}: all of the user's but the one that asks; 200 with how many these were. */
    Response endOthers(Request request) {
        return Response.json(200, new OwnSessionsEnded(sessions.endOthers(callers.require(request))));
    }
}
