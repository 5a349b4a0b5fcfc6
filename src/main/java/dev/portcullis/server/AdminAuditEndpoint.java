package dev.portcullis.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.AuditPage;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.audit.AuditChain;
import dev.portcullis.audit.AuditReading;
import dev.portcullis.session.Operator;
import dev.portcullis.store.AuditList;
import dev.portcullis.store.AuditList.Place;
import dev.portcullis.store.AuditStore.Entry;
import dev.portcullis.store.AuditStore.Sealed;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** {@code /admin/v1/audit}: who changed or read what. Reading it is written into it. */
final class AdminAuditEndpoint {
    private static final int LARGEST_PAGE = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Callers callers;
    private final AuditReading audit;
    private final Turns turns;

    /** @param turns to go through all entries */
    AdminAuditEndpoint(Callers callers, AuditReading audit, Turns turns) {
        this.callers = callers;
        this.audit = audit;
        this.turns = turns;
    }

    /** {@code GET /admin/v1/audit?actor=&action=&subject=&from=&to=&q=&after=&before=&limit=}. */
    Response list(Request request) {
        Operator operator = callers.operator(request, Permission.AUDIT_READ);
        AuditList.Filter filter = AuditQuery.filter(request);
        int limit = Checks.number(request.query("limit").orElse("100"), "limit", 1, LARGEST_PAGE);
        Place place = place(request);
        AuditList.Page page = turns.take(() -> audit.page(filter, place, limit, operator));
        return Response.json(
                200,
                new AuditPage(
                        page.items().stream().map(AdminAuditEndpoint::shown).toList(), page.total(), page.next()));
    }

    /** {@code GET /admin/v1/audit/{seq}}. */
    Response one(Request request) {
        Operator operator = callers.operator(request, Permission.AUDIT_READ);
        long seq = AuditQuery.seq(request.pathParameters().getOrDefault("seq", ""))
                .orElseThrow(AdminAuditEndpoint::unknown);
        return Response.json(
                200, audit.one(seq, operator).map(AdminAuditEndpoint::shown).orElseThrow(AdminAuditEndpoint::unknown));
    }

    /** {@code GET /admin/v1/audit/head}. */
    Response head(Request request) {
        Operator operator = callers.operator(request, Permission.AUDIT_READ);
        return Response.json(200, audit.head(operator));
    }

    /** {@code POST /admin/v1/audit/verification}: 200 with what came of it, whatever that is; 503 while another one runs. */
    Response verify(Request request) {
        Operator operator = callers.operator(request, Permission.AUDIT_READ);
        try {
            return audit.verify(operator, request.gone())
                    .map(outcome -> Response.json(200, outcome))
                    .orElseThrow(() -> new ProblemException(ProblemType.BUSY, "The audit is being verified already."));
        } catch (CancellationException _) {
            throw new ProblemException(ProblemType.BUSY, "Nobody waits for this any more.");
        }
    }

    private static Place place(Request request) {
        Optional<String> after = request.query("after");
        Optional<String> before = request.query("before");
        if (after.isPresent() && before.isPresent()) {
            throw ProblemException.invalid("Give \"after\" or \"before\", not both.");
        }
        return after.<Place>map(text -> new Place.After(number(text, "after")))
                .or(() -> before.map(text -> new Place.Before(number(text, "before"))))
                .orElseGet(Place.Newest::new);
    }

    private static long number(String text, String name) {
        return AuditQuery.seq(text)
                .orElseThrow(() -> ProblemException.invalid("\"" + name + "\" must be the number of an entry."));
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "The audit has no entry of this number.");
    }

    /** An entry as it is on the wire. */
    static AuditEntry shown(Sealed sealed) {
        Entry entry = sealed.entry();
        return new AuditEntry(
                entry.seq(),
                entry.at(),
                new AuditEntry.Actor(entry.actorKind(), entry.actorId(), entry.actorName(), entry.session()),
                entry.action(),
                new AuditEntry.Subject(entry.subjectKind(), entry.subjectId()),
                entry.address(),
                entry.request(),
                tree(entry.detail()),
                entry.keyId(),
                AuditChain.text(sealed.mac()));
    }

    private static JsonNode tree(String detail) {
        try {
            return JSON.readTree(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the detail of an entry is no JSON", e);
        }
    }
}
