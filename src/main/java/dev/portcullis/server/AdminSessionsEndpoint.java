package dev.portcullis.server;

import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionPage;
import dev.portcullis.session.Session;
import dev.portcullis.store.Cursor;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.EventStore.Present;
import dev.portcullis.store.ListSamples;
import dev.portcullis.store.SessionList;
import dev.portcullis.store.SessionList.States;
import dev.portcullis.store.SessionSort;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.store.TooSlowException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /admin/v1/sessions}: everybody's sessions, for those who may read them.
 *
 * <p>A list must not hurt those who log in: it is given up after some seconds, and few are looked for at once.
 */
final class AdminSessionsEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(AdminSessionsEndpoint.class);
    private static final int LARGEST_PAGE = 1000;
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final int AT_ONCE = 4;

    private final Callers callers;
    private final Database database;
    private final Duration retention;
    private final ListSamples samples = new ListSamples();
    private final Turns turns = new Turns(AT_ONCE, "lists");

    /** @param retention how long it is known who was in */
    AdminSessionsEndpoint(Callers callers, Database database, Duration retention) {
        this.callers = callers;
        this.database = database;
        this.retention = retention;
    }

    /** {@code GET /admin/v1/sessions?q=&state=&sort=&after=&before=&skip=&total=&limit=&asOf=}. */
    Response list(Request request) {
        callers.operator(request, Permission.SESSIONS_READ);
        SessionsAsked asked = SessionsAsked.of(request);
        SessionList.Request wanted = wanted(request, asked);
        Optional<Response> unchanged = unchanged(request, wanted);
        if (unchanged.isPresent()) {
            return unchanged.get();
        }
        return turns.take(() -> database.readWithin(LONGEST, transaction -> {
            Present present = EventStore.present(transaction); // before the page is read: nothing is missed in between
            Instant now = asked.requireKnown(present.now(), retention);
            SessionList.Page found = SessionList.page(transaction, wanted, now, samples);
            SessionList.sampling(wanted, found, now, samples).ifPresent(this::takeSoon);
            Response page = Response.json(
                    200,
                    new SessionPage(
                            found.items().stream().map(Session::view).toList(),
                            found.total(),
                            text(found.previous()),
                            text(found.next()),
                            present.end().text(),
                            now));
            return etag(present, wanted).map(etag -> page.with("ETag", etag)).orElse(page);
        }));
    }

    /** Whoever looks at a long list may leap about in it: beside the answer, so that neither waits for the other. */
    private void takeSoon(ListSamples.Taking sample) {
        Thread.ofVirtual().name("list-sample").start(() -> {
            try (sample;
                    Turns.Turn _ = turns.take()) {
                database.readWithin(LONGEST, transaction -> {
                    sample.take(transaction);
                    return true;
                });
            } catch (TooSlowException | StoreUnavailableException | ProblemException e) {
                LOG.debug("no sample of a list: {}", e.getMessage()); // then a leap takes one itself
            }
        });
    }

    /** {@code GET /admin/v1/sessions/{handle}}. */
    Response one(Request request) {
        callers.operator(request, Permission.SESSIONS_READ);
        Session session = database.read(transaction -> SessionStore.find(transaction, request.uuid("handle")))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "No session has this handle."));
        return Response.json(200, session.view()).conditional(request, ETags.of(session));
    }

    /** 304, if the caller has the page already: then no session has to be looked at. */
    private Optional<Response> unchanged(Request request, SessionList.Request wanted) {
        return request.header("If-None-Match")
                .flatMap(list -> etag(database.read(EventStore::present), wanted)
                        .filter(etag -> ETags.matches(list, etag))
                        .map(etag -> Response.empty(304).with("ETag", etag)));
    }

    /**
     * The list's tag, of what was asked and of the state of the sessions that have not ended; weak, since each answer shows another position in the feed. There is none where a
     * list changes with nothing written: as time passes, if the query says so; or as ended sessions leave retention.
     */
    private static Optional<String> etag(Present present, SessionList.Request wanted) {
        boolean exact = wanted.states() != States.ENDED
                && wanted.states() != States.ALL
                && !wanted.past()
                && !wanted.query().followsTheClock();
        if (present.state() == null || !exact) {
            return Optional.empty();
        }
        String asked = String.join(
                "\n",
                wanted.query().text(),
                wanted.order(),
                "" + text(wanted.after()),
                "" + text(wanted.before()),
                "" + wanted.skip(),
                "" + wanted.known(),
                "" + wanted.limit());
        String hash = ETags.of(asked.getBytes(StandardCharsets.UTF_8)).replace("\"", "");
        return Optional.of("W/\"" + present.state() + "." + hash + "\"");
    }

    private static SessionList.Request wanted(Request request, SessionsAsked asked) {
        String sort = request.query("sort").orElse("-createdAt");
        boolean descending = sort.startsWith("-");
        SessionSort by = SessionSort.ofWire(descending ? sort.substring(1) : sort)
                .orElseThrow(() -> ProblemException.invalid("\"sort\" must be one of "
                        + String.join(", ", SessionSort.names()) + ", or one of them after \"-\"."));
        SessionList.Request wanted = new SessionList.Request(
                asked.query(),
                asked.states(),
                by,
                descending,
                cursor(request, "after", "next", sort, by),
                cursor(request, "before", "previous", sort, by),
                Checks.number(request.query("skip").orElse("0"), "skip", 0, Integer.MAX_VALUE),
                request.query("total")
                        .map(text -> (long) Checks.number(text, "total", 0, Integer.MAX_VALUE))
                        .orElse(null),
                Checks.number(request.query("limit").orElse("100"), "limit", 1, LARGEST_PAGE),
                asked.past());
        if (wanted.after() != null && wanted.before() != null) {
            throw ProblemException.invalid("A page is \"after\" or \"before\" another, not both.");
        }
        if (wanted.skip() > 0 && (wanted.after() != null || wanted.before() != null)) {
            throw ProblemException.invalid("A page is \"after\" or \"before\" another, or lies at \"skip\", not both.");
        }
        return wanted;
    }

    private static @Nullable Cursor cursor(
            Request request, String parameter, String member, String sort, SessionSort by) {
        return request.query(parameter)
                .map(text -> Cursor.parse(text)
                        .filter(cursor -> cursor.order().equals(sort) && by.reads(cursor.value()))
                        .orElseThrow(() -> ProblemException.invalid(
                                "\"" + parameter + "\" must be the \"" + member + "\" of a page with the same sort.")))
                .orElse(null);
    }

    private static @Nullable String text(@Nullable Cursor cursor) {
        return cursor == null ? null : cursor.text();
    }
}
