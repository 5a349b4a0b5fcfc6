package dev.portcullis.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.RefusedException;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.Database;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells the audit what operators asked of the admin API and were refused (403): so many a minute one by one, and of the rest how many. Of who holds none of
 * Portcullis's own permissions nothing is told: they are in the log, and could fill the audit.
 */
final class RefusedAttempts {
    private static final int ONE_BY_ONE = 60;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int FORBIDDEN = 403;

    private final Database database;
    private final Callers callers;
    private long minuteBegan = System.nanoTime();
    private int told;
    private int untold;

    RefusedAttempts(Database database, Callers callers) {
        this.database = database;
        this.callers = callers;
    }

    /** The endpoint of this route, whose refusals are told. */
    Endpoint telling(String route, Endpoint endpoint) {
        return request -> {
            try {
                return endpoint.answer(request);
            } catch (ProblemException e) {
                refused(request, route, e.type(), e.status());
                throw e;
            } catch (RefusedException e) {
                refused(request, route, e.type(), e.type().status());
                throw e;
            }
        };
    }

    /** The same of a stream; one that was served and is refused later is told when its client comes back. */
    StreamEndpoint telling(String route, StreamEndpoint endpoint) {
        return (request, response) -> {
            try {
                endpoint.serve(request, response);
            } catch (ProblemException e) {
                refused(request, route, e.type(), e.status());
                throw e;
            } catch (RefusedException e) {
                refused(request, route, e.type(), e.type().status());
                throw e;
            }
        };
    }

    private void refused(Request request, String route, ProblemType problem, int status) {
        if (status != FORBIDDEN) {
            return;
        }
        callers.whoever(request)
                .filter(operator -> Operator.operates(operator.permissions()))
                .filter(_ -> isTold())
                .ifPresent(operator -> note(
                        operator,
                        request.method() + " " + route,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put(
                                        "problem",
                                        problem.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .put("path", request.path())));
    }

    private synchronized boolean isTold() {
        if (System.nanoTime() - minuteBegan >= MINUTE) {
            minuteBegan = System.nanoTime();
            told = 0;
        }
        if (told == ONE_BY_ONE) {
            untold++;
            return false;
        }
        told++;
        return true;
    }

    /** Tells how many have not been told of; called every few seconds, and once at the end. */
    void sumUp() {
        int count = take();
        if (count > 0) {
            note(Operator.OURSELVES, null, JsonNodeFactory.instance.objectNode().put("more", count));
        }
    }

    private synchronized int take() {
        int count = untold;
        untold = 0;
        return count;
    }

    private void note(Operator by, @Nullable String route, ObjectNode detail) {
        database.transact(transaction -> {
            AuditStore.note(
                    transaction, by, AuditAction.REQUEST_REFUSED, new Subject(Subject.Kind.ROUTE, route), detail);
            return true;
        });
    }
}
