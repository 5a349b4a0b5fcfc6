package dev.portcullis.server;

import dev.portcullis.api.Permission;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.lifecycle.Ending;
import dev.portcullis.session.Operator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** {@code POST /admin/v1/revocations}: an operator ends sessions, and gets a receipt. */
final class AdminRevocationsEndpoint implements Endpoint {
    private static final int MOST_HANDLES = 10_000;
    private static final int LONGEST_REASON = 500;

    private final Callers callers;
    private final Ending ending;

    AdminRevocationsEndpoint(Callers callers, Ending ending) {
        this.callers = callers;
        this.ending = ending;
    }

    @Override
    public Response answer(Request request) {
        Operator operator = callers.operator(request, Permission.SESSIONS_REVOKE);
        RevocationRequest wanted = request.json(RevocationRequest.class);
        List<UUID> handles = wanted.handles();
        if (handles == null
                || handles.isEmpty()
                || handles.size() > MOST_HANDLES
                || handles.stream().anyMatch(Objects::isNull)) {
            throw ProblemException.invalid("\"handles\" must have 1 to " + MOST_HANDLES + " session handles.");
        }
        callers.freshForBulk(request, operator, handles.size());
        String reason = Checks.text(wanted.reason(), "reason", 1, LONGEST_REASON);
        return Response.json(201, ending.revoke(handles, reason.strip(), operator, request.arrived()));
    }
}
