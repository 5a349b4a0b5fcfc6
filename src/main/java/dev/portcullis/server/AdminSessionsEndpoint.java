package dev.portcullis.server;

import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionPage;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.SessionList;
import dev.portcullis.store.SessionList.Cursor;
import dev.portcullis.store.SessionList.Sort;
import dev.portcullis.store.SessionList.States;
import dev.portcullis.store.SessionStore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code /admin/v1/sessions}: everybody's sessions, for those who may read them. */
final class AdminSessionsEndpoint {
    private static final int LARGEST_PAGE = 1000;
    private static final int MOST_WORDS = 10;

    private final Callers callers;
    private final Database database;

    AdminSessionsEndpoint(Callers callers, Database database) {
        this.callers = callers;
        this.database = database;
    }

    /** {@code GET /admin/v1/sessions?q=&state=&sort=&after=&limit=}. */
    Response list(Request request) {
        callers.operator(request, Permission.SESSIONS_READ);
        SessionList.Request wanted = wanted(request);
        SessionPage page = database.read(transaction -> {
            EventStore.Position position =
                    EventStore.end(transaction); // before the page is read: nothing is missed in between
            SessionList.Page found = SessionList.page(transaction, wanted);
            Cursor next = found.next();
            return new SessionPage(
                    found.items().stream().map(Session::view).toList(),
                    found.total(),
                    next == null ? null : next.text(),
                    position.text());
        });
        return Response.json(200, page);
    }

    /** {@code GET /admin/v1/sessions/{handle}}. */
    Response one(Request request) {
        callers.operator(request, Permission.SESSIONS_READ);
        Session session = database.read(transaction -> SessionStore.find(transaction, request.uuid("handle")))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "No session has this handle."));
        return Response.json(200, session.view()).conditional(request, ETags.of(session));
    }

    private static SessionList.Request wanted(Request request) {
        String q = request.query("q").orElse("");
        List<String> words = Arrays.stream(q.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.size() > MOST_WORDS) {
            throw ProblemException.invalid("\"q\" has more than " + MOST_WORDS + " words.");
        }
        words.forEach(word -> Checks.text(word, "q", 1, 200));
        String sort = request.query("sort").orElse("-createdAt");
        boolean descending = sort.startsWith("-");
        Sort by = Sort.ofWire(descending ? sort.substring(1) : sort)
                .orElseThrow(() -> ProblemException.invalid("\"sort\" must be one of " + String.join(", ", Sort.names())
                        + ", or one of them after \"-\"."));
        Cursor after = request.query("after")
                .map(text -> Cursor.parse(text)
                        .filter(cursor -> by.reads(cursor.value()))
                        .orElseThrow(() -> ProblemException.invalid(
                                "\"after\" must be the \"next\" of a page with the same sort.")))
                .orElse(null);
        int limit = Checks.number(request.query("limit").orElse("100"), "limit", 1, LARGEST_PAGE);
        return new SessionList.Request(
                words, states(request.query("state").orElse("active")), by, descending, after, limit);
    }

    private static States states(String text) {
        return switch (text) {
            case "active", "ended", "all" -> States.valueOf(text.toUpperCase(Locale.ROOT));
            default -> throw ProblemException.invalid("\"state\" must be active, ended or all.");
        };
    }
}
