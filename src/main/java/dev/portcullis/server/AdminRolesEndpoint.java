package dev.portcullis.server;

import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RoleChange;
import dev.portcullis.api.RolePage;
import dev.portcullis.api.RoleView;
import dev.portcullis.lifecycle.RoleChanges;
import dev.portcullis.session.Operator;
import dev.portcullis.store.Database;
import dev.portcullis.store.GrantStore;
import dev.portcullis.store.RoleStore;
import dev.portcullis.store.RoleStore.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/** {@code /admin/v1/roles}: names for permissions. */
final class AdminRolesEndpoint {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Callers callers;
    private final RoleChanges changes;
    private final Database database;
    private final Turns turns;

    /** @param turns to go through all who have a role */
    AdminRolesEndpoint(Callers callers, RoleChanges changes, Database database, Turns turns) {
        this.callers = callers;
        this.changes = changes;
        this.database = database;
        this.turns = turns;
    }

    /** {@code GET /admin/v1/roles}. */
    Response list(Request request) {
        callers.operator(request, Permission.ACCOUNTS_WRITE, Permission.AUDIT_READ);
        List<RoleView> roles =
                database.read(RoleStore::all).stream().map(Role::view).toList();
        return Response.json(200, new RolePage(roles, roles.size()));
    }

    /** {@code GET /admin/v1/roles/{name}}. */
    Response one(Request request) {
        callers.operator(request, Permission.ACCOUNTS_WRITE, Permission.AUDIT_READ);
        String name = name(request);
        Role role = database.read(transaction -> RoleStore.find(transaction, name))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "No role has this name."));
        return Response.json(200, role.view()).conditional(request, ETags.of(role.version()));
    }

    /** {@code GET /admin/v1/roles/{name}/effect?permissions=}: what would follow if it permitted this. */
    Response effect(Request request) {
        callers.operator(request, Permission.ACCOUNTS_WRITE, Permission.AUDIT_READ);
        String name = name(request);
        List<String> wanted = AccountChecks.permissions(
                Arrays.stream(request.query("permissions").orElse("").split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .toList());
        return Response.json(
                200,
                turns.take(() -> database.readWithin(
                        LONGEST, transaction -> GrantStore.roleWouldChange(transaction, name, wanted))));
    }

    /** {@code PUT /admin/v1/roles/{name}}: 201 if there was none; with {@code If-Match} if there was. Whoever has it, and their sessions, follow at once. */
    Response put(Request request) {
        Operator operator = callers.freshOperator(request, Permission.ACCOUNTS_WRITE);
        String name = name(request);
        List<String> wanted = request.json(RoleChange.class).permissions();
        if (wanted == null) {
            throw ProblemException.invalid("\"permissions\" is missing.");
        }
        RoleChanges.Put put = changes.put(name, AccountChecks.permissions(wanted), seen(request), operator);
        return Response.json(put.made() ? 201 : 200, put.role().view())
                .with("ETag", ETags.of(put.role().version()));
    }

    /** {@code DELETE /admin/v1/roles/{name}}, with {@code If-Match}: 204, or 409 if somebody has it. */
    Response delete(Request request) {
        Operator operator = callers.freshOperator(request, Permission.ACCOUNTS_WRITE);
        changes.delete(name(request), seen(request), operator);
        return Response.empty(204);
    }

    private static String name(Request request) {
        return AccountChecks.role(request.pathParameters().getOrDefault("name", ""));
    }

    /** {@code If-Match}, and {@code If-None-Match: *} (RFC 9110 §13.1). */
    private static RoleChanges.Seen seen(Request request) {
        LongPredicate version = request.header("If-Match")
                .<LongPredicate>map(tags -> each -> ETags.matchesStrongly(tags, ETags.of(each)))
                .orElse(null);
        boolean absent = request.header("If-None-Match")
                .filter(tags -> tags.strip().equals("*"))
                .isPresent();
        return new RoleChanges.Seen(version, absent);
    }
}
