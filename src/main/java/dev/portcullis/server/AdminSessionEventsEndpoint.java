package dev.portcullis.server;

import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionEventPage;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.store.SessionHistory;
import dev.portcullis.store.SessionHistory.Place;
import dev.portcullis.store.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** {@code GET /admin/v1/sessions/{handle}/events?before=&limit=}: what happened to a session, the newest first. */
final class AdminSessionEventsEndpoint implements Endpoint {
    private static final int LARGEST_PAGE = 200;

    private final Callers callers;
    private final Database database;
    private final Duration retention;

    /** @param retention how long changes are kept */
    AdminSessionEventsEndpoint(Callers callers, Database database, Duration retention) {
        this.callers = callers;
        this.database = database;
        this.retention = retention;
    }

    @Override
    public Response answer(Request request) {
        callers.operator(request, Permission.SESSIONS_READ);
        UUID handle = request.uuid("handle");
        Place before = request.query("before")
                .map(text -> Place.parse(text)
                        .orElseThrow(() -> ProblemException.invalid("\"before\" must be the \"next\" of a page.")))
                .orElse(Place.END);
        int limit = Checks.number(request.query("limit").orElse("50"), "limit", 1, LARGEST_PAGE);
        return database.transact(transaction -> {
            Session session = SessionStore.find(transaction, handle)
                    .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "No session has this handle."));
            SessionHistory.Page page = SessionHistory.before(transaction, session, before, limit);
            Instant kept = session.readAt().minus(retention);
            Response response = Response.json(
                    200,
                    new SessionEventPage(
                            handle,
                            page.events(),
                            page.next().map(Place::text).orElse(null),
                            session.createdAt().isBefore(kept) ? kept : null));
            return response.conditional(request, ETags.of(response.body()));
        });
    }
}
