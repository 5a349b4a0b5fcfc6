package dev.portcullis.server;

import dev.portcullis.api.ExportFormat;
import dev.portcullis.api.Paths;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.SessionExports;
import dev.portcullis.lifecycle.SessionExports.Begun;
import dev.portcullis.lifecycle.SessionExports.Wanted;
import dev.portcullis.session.Operator;
import dev.portcullis.store.Database;
import dev.portcullis.store.LiveCount;
import dev.portcullis.store.SessionPieces.Piece;
import dev.portcullis.store.SessionPieces.Place;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /admin/v1/sessions/export}: all sessions that match, in the order in which they began. It goes no faster than the client reads, and ends when the caller
 * may not read any more; being written is no use of their session.
 *
 * <p>The digest of what is written is known at the end only. It is not in a trailer, since neither browsers nor {@code java.net.http} show one, but in a manifest
 * ({@code GET /admin/v1/exports/{id}}) that the head of the answer names: an operator keeps it beside the file, and an auditor finds it without the file.
 */
final class SessionExportEndpoint implements StreamEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(SessionExportEndpoint.class);
    private static final int AT_ONCE = 4;
    private static final long SAY_ALIVE = Duration.ofSeconds(10).toNanos();

    private final Turns turns = new Turns(AT_ONCE, "exports");
    private final Callers callers;
    private final SessionExports exports;
    private final Database database;
    private final Duration retention;

    /** @param retention how long it is known who was in */
    SessionExportEndpoint(Callers callers, SessionExports exports, Database database, Duration retention) {
        this.callers = callers;
        this.exports = exports;
        this.database = database;
        this.retention = retention;
    }

    @Override
    public void serve(Request request, HttpServerResponse response) throws InterruptedException {
        Operator operator = callers.operator(request, Permission.SESSIONS_READ);
        SessionsAsked asked = SessionsAsked.of(request);
        ExportFormat format = ExportFormat.ofWire(request.query("format").orElse(ExportFormat.JSONL.wire()))
                .orElseThrow(() -> ProblemException.invalid("\"format\" must be jsonl or csv."));
        asked.requireKnown(database.read(LiveCount::now), retention);
        try (Turns.Turn _ = turns.take()) {
            Begun export = exports.begin(new Wanted(asked.query(), asked.states(), asked.asOf(), format), operator);
            write(export, request, response);
        }
        response.end(); // after the manifest: who has read to the end finds it
    }

    /** {@code GET /admin/v1/exports/{id}}. */
    Response manifest(Request request) {
        callers.operator(request, Permission.SESSIONS_READ, Permission.AUDIT_READ);
        return Response.json(
                200,
                exports.find(request.uuid("id"))
                        .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such export.")));
    }

    private void write(Begun export, Request request, HttpServerResponse response) throws InterruptedException {
        Pulse pulse = new Pulse(export, request);
        ExportBody body = new ExportBody(response, export.wanted().format(), pulse);
        try {
            begin(response, export);
            for (Place place = Place.START; place != null; ) {
                Piece piece = exports.piece(export, place);
                body.write(piece.sessions());
                if (!response.headWritten()) {
                    response.writeHead(); // what matches may be rare: nobody waits for the first of it to know that it
                    // has begun
                }
                pulse.accept(body.count()); // where nothing matches, nothing is sent
                place = piece.next();
            }
            exports.complete(export, body.end());
        } catch (Throwable e) { // an Error too: whatever it was, what has been written is not whole
            breakOff(export, body.count(), e);
            if (!response.headWritten()) {
                response.setChunked(false).headers().clear(); // another answer follows
            }
            throw e;
        }
    }

    private static void begin(HttpServerResponse response, Begun export) {
        ExportFormat format = export.wanted().format();
        response.setChunked(true)
                .putHeader(
                        "Content-Type",
                        format == ExportFormat.CSV ? "text/csv; charset=utf-8; header=present" : format.mediaType())
                .putHeader("Content-Disposition", "attachment; filename=\"sessions." + format.wire() + "\"")
                .putHeader("Link", "<" + Paths.ADMIN_EXPORTS + "/" + export.id() + ">; rel=\"describedby\"") // RFC 8288
                .putHeader("X-Accel-Buffering", "no"); // nginx would take all of it, and hide that the reader is gone
    }

    private void breakOff(Begun export, long count, Throwable why) {
        String reason = switch (why) {
            case BodyStream.BrokenException _ -> "the client went away, or did not read";
            case CallerWatch.OverException _ -> "the caller may not read any more";
            case InterruptedException _ -> "the server stopped";
            default -> "trouble of the server's";
        };
        LOG.info("export {} breaks off after {} sessions: {} ({})", export.id(), count, reason, why.toString());
        try {
            exports.breakOff(export, count, reason);
        } catch (RuntimeException e) {
            LOG.warn("{}: that it broke off could not be written down yet: {}", export.id(), e.getMessage());
            why.addSuppressed(e);
        }
    }

    /** Looks now and then whether the caller still may, and says that the export goes on. */
    private final class Pulse implements LongConsumer {
        private final Begun export;
        private final CallerWatch watch;
        private long said = System.nanoTime();

        Pulse(Begun export, Request request) {
            this.export = export;
            this.watch = new CallerWatch(callers, database, request, export.by(), Permission.SESSIONS_READ);
        }

        @Override
        public void accept(long count) {
            watch.look();
            long now = System.nanoTime();
            if (now - said >= SAY_ALIVE) {
                said = now;
                exports.alive(export, count);
            }
        }
    }
}
