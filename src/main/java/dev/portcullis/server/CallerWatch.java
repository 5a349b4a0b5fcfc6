package dev.portcullis.server;

import dev.portcullis.session.Operator;
import dev.portcullis.store.Database;
import dev.portcullis.store.SessionStore;
import java.time.Duration;
import java.util.UUID;

/** Looks about once a second whether whoever is being answered for long still may be. That is no use of their session. */
final class CallerWatch {
    private static final long LOOK = Duration.ofSeconds(1).toNanos();

    private final Callers callers;
    private final Database database;
    private final Request request;
    private final Operator by;
    private final String permission;
    private long looked = System.nanoTime();

    CallerWatch(Callers callers, Database database, Request request, Operator by, String permission) {
        this.callers = callers;
        this.database = database;
        this.request = request;
        this.by = by;
        this.permission = permission;
    }

    /**
     * To be called before each piece of the answer.
     *
     * @throws BodyStream.BrokenException if nobody waits for it any more
     * @throws OverException if the caller may not read any more
     */
    void look() {
        if (request.gone().getAsBoolean()) {
            throw new BodyStream.BrokenException("the connection is closed");
        }
        long now = System.nanoTime();
        if (now - looked >= LOOK) {
            looked = now;
            if (!mayGoOn()) {
                throw new OverException();
            }
        }
    }

    /** A user's session is asked for by its handle: its cookie may have been renewed meanwhile. A service has its token. */
    private boolean mayGoOn() {
        UUID session = by.session();
        return session == null
                ? callers.mayGoOn(request, permission)
                : database.read(transaction -> SessionStore.find(transaction, session))
                        .filter(own -> own.active() && own.permits(permission))
                        .isPresent();
    }

    /** The caller may not read any more. */
    static final class OverException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OverException() {
            super("the caller may not read any more");
        }
    }
}
