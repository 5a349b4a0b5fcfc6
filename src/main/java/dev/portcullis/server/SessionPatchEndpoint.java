package dev.portcullis.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.SessionChanges;
import dev.portcullis.server.JsonMembers.TextRule;
import dev.portcullis.session.Lifetime;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Session;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code PATCH /admin/v1/sessions/{handle}}: a JSON merge patch (RFC 7396) of what an operator may change of a session, with {@code If-Match} (RFC 9110 §13.1.1), so
 * that no change is lost. See {@link ETags} for its tag.
 */
final class SessionPatchEndpoint implements Endpoint {
    private static final int MOST_PERMISSIONS = 100;

    private final Callers callers;
    private final SessionChanges changes;

    SessionPatchEndpoint(Callers callers, SessionChanges changes) {
        this.callers = callers;
        this.changes = changes;
    }

    @Override
    public Response answer(Request request) {
        Operator operator = callers.operator(request, Permission.SESSIONS_REVOKE);
        UUID handle = request.uuid("handle");
        ObjectNode patch = request.jsonObject("application/merge-patch+json", "application/json");
        String ifMatch = ETags.ifMatch(request, "\"" + handle + ".3\"");
        SessionChanges.Wish wish = wish(patch, ifMatch);
        return switch (changes.change(handle, wish, operator)) {
            case SessionChanges.Outcome.Changed(Session session) ->
                Response.json(200, session.view()).with("ETag", ETags.of(session));
            case SessionChanges.Outcome.Stale() ->
                throw new ProblemException(
                        ProblemType.PRECONDITION_FAILED,
                        "Read the session again, and send its handle and version as If-Match: \"handle.version\", without W/.");
            case SessionChanges.Outcome.NotActive() ->
                throw new ProblemException(
                        ProblemType.SESSION_NOT_ACTIVE, "It has ended, or is suspended: what it was is kept as it is.");
            case SessionChanges.Outcome.NoSuchSession() ->
                throw new ProblemException(ProblemType.NOT_FOUND, "No session has this handle.");
            case SessionChanges.Outcome.BeyondOperator(String permission) ->
                throw new ProblemException(
                        ProblemType.FORBIDDEN, "You cannot give \"" + permission + "\", which you do not hold.");
            case SessionChanges.Outcome.Faulty(var faults) -> throw new ProblemException(faults);
        };
    }

    private static SessionChanges.Wish wish(ObjectNode patch, String ifMatch) {
        JsonMembers body = new JsonMembers(patch);
        SessionChanges.Wish wish = new SessionChanges.Wish(
                session -> ETags.matchesStrongly(ifMatch, ETags.state(session)),
                attributes(body, patch),
                permissions(body),
                body.maybeNumber("idleTtlSeconds", 1, (int) Lifetime.LONGEST.toSeconds())
                        .orElse(null),
                expiresAt(body));
        body.noOthers();
        body.requireNoFaults();
        return wish;
    }

    private static @Nullable JsonNode attributes(JsonMembers body, ObjectNode patch) {
        if (!body.has("attributes")) {
            return null;
        }
        JsonNode given = patch.get("attributes");
        return given.isNull() ? given : body.object("attributes").node();
    }

    private static @Nullable List<String> permissions(JsonMembers body) {
        if (!body.has("permissions")) {
            return null;
        }
        return body
                .texts("permissions", MOST_PERMISSIONS, TextRule.of(Checks::isPermission, FaultCode.NOT_A_PERMISSION))
                .stream()
                .distinct()
                .sorted()
                .toList();
    }

    private static @Nullable Instant expiresAt(JsonMembers body) {
        if (!body.has("expiresAt")) {
            return null;
        }
        try {
            return OffsetDateTime.parse(body.text("expiresAt")).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException notATime) {
            body.fault("expiresAt", FaultCode.NOT_A_TIME);
            return null;
        }
    }
}
