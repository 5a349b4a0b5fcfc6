package dev.portcullis.server;

import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.Json;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.audit.AuditChain;
import dev.portcullis.audit.AuditReading;
import dev.portcullis.session.Operator;
import dev.portcullis.store.AuditList;
import dev.portcullis.store.AuditStore.Entry;
import dev.portcullis.store.AuditStore.Sealed;
import dev.portcullis.store.Database;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /admin/v1/audit/export}: all entries that match, oldest first, as JSON lines or as CSV. It goes no faster than the client reads, and ends when the caller
 * may not read any more.
 */
final class AuditExportEndpoint implements StreamEndpoint {
    private static final int MOST_EXPORTS = 4;

    private final Semaphore places = new Semaphore(MOST_EXPORTS);
    private final Callers callers;
    private final AuditReading audit;
    private final Database database;

    AuditExportEndpoint(Callers callers, AuditReading audit, Database database) {
        this.callers = callers;
        this.audit = audit;
        this.database = database;
    }

    @Override
    public void serve(Request request, HttpServerResponse response) throws InterruptedException {
        Operator operator = callers.operator(request, Permission.AUDIT_READ);
        AuditList.Filter filter = AuditQuery.filter(request);
        String format = request.query("format").orElse("jsonl");
        boolean csv = switch (format) {
            case "csv" -> true;
            case "jsonl" -> false;
            default -> throw ProblemException.invalid("\"format\" must be jsonl or csv.");
        };
        if (!places.tryAcquire()) {
            throw new ProblemException(ProblemType.BUSY, "The audit is being exported " + MOST_EXPORTS + " times.");
        }
        CallerWatch watch = new CallerWatch(callers, database, request, operator, Permission.AUDIT_READ);
        try {
            audit.export(filter, format, operator, piece -> {
                if (!response.headWritten()) {
                    begin(response, csv);
                }
                watch.look();
                BodyStream.write(response, csv ? rows(piece) : lines(piece));
            });
        } finally {
            places.release();
        }
        response.end();
    }

    private static void begin(HttpServerResponse response, boolean csv) throws InterruptedException {
        response.setChunked(true)
                .putHeader("Content-Type", csv ? "text/csv; charset=utf-8; header=present" : "application/jsonl")
                .putHeader("Content-Disposition", "attachment; filename=\"audit." + (csv ? "csv" : "jsonl") + "\"");
        BodyStream.write(
                response,
                csv
                        ? Csv.row(
                                "seq",
                                "at",
                                "actor kind",
                                "actor id",
                                "actor",
                                "session",
                                "address",
                                "request",
                                "action",
                                "subject kind",
                                "subject id",
                                "detail",
                                "key",
                                "mac")
                        : "");
    }

    private static String lines(List<Sealed> piece) {
        StringBuilder lines = new StringBuilder();
        for (Sealed sealed : piece) {
            AuditEntry entry = AdminAuditEndpoint.shown(sealed);
            lines.append(new String(Json.write(entry), StandardCharsets.UTF_8)).append('\n');
        }
        return lines.toString();
    }

    private static String rows(List<Sealed> piece) {
        StringBuilder rows = new StringBuilder();
        for (Sealed sealed : piece) {
            Entry entry = sealed.entry();
            rows.append(Csv.row(
                    Long.toString(entry.seq()),
                    entry.at().toString(),
                    entry.actorKind(),
                    entry.actorId(),
                    entry.actorName(),
                    text(entry.session()),
                    entry.address(),
                    entry.request(),
                    entry.action(),
                    entry.subjectKind(),
                    entry.subjectId(),
                    entry.detail(),
                    entry.keyId(),
                    AuditChain.text(sealed.mac())));
        }
        return rows.toString();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
