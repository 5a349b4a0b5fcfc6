package dev.portcullis.server;

import dev.portcullis.api.Paths;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RevocationView;
import dev.portcullis.lifecycle.Policies;
import dev.portcullis.lifecycle.Revocations;
import dev.portcullis.server.RevocationReader.Chosen;
import dev.portcullis.server.RevocationReader.Locking;
import dev.portcullis.server.RevocationReader.Wish;
import dev.portcullis.session.Operator;
import dev.portcullis.store.RevocationStore.Revocation;
import dev.portcullis.store.RevocationStore.State;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /admin/v1/revocations}: an operator plans what to do to sessions, does it, and gets a receipt. */
final class AdminRevocationsEndpoint {
    private static final int LARGEST_PAGE = 1000;

    private final Callers callers;
    private final Revocations revocations;
    private final ClientReader clients;
    private final Policies policies;

    AdminRevocationsEndpoint(Callers callers, Revocations revocations, ClientReader clients, Policies policies) {
        this.callers = callers;
        this.revocations = revocations;
        this.clients = clients;
        this.policies = policies;
    }

    /** {@code POST}: 201 with the plan, or with the receipt; 202 if it takes longer, and {@code Location} says where the receipt will be. */
    Response revoke(Request request) {
        Operator operator = callers.operator(request, Permission.SESSIONS_REVOKE);
        return switch (RevocationReader.read(request)) {
            case Wish.DryRun(var chosen, var measure, var locking) -> {
                refuseOwn(request, locking);
                yield Response.json(
                        201,
                        switch (chosen) {
                            case Chosen.Named(var handles) ->
                                revocations.plan(handles, measure, locking.lockdown(), operator);
                            case Chosen.Found(var query, boolean includeOwn) ->
                                revocations.plan(query, includeOwn, measure, locking.lockdown(), operator);
                        });
            }
            case Wish.Execute(String plan, String reason) -> {
                Revocation planned = revocations.planned(plan, operator);
                if (planned.state() == State.PLANNED) { // what is done already is only told again
                    callers.freshForBulk(request, operator, planned.matched());
                }
                yield begun(request, revocations.execute(planned, asked(request, operator, reason)));
            }
            case Wish.Now(var handles, var measure, var locking, String reason) -> {
                refuseOwn(request, locking);
                callers.freshForBulk(request, operator, handles.size());
                yield begun(
                        request,
                        revocations.revoke(handles, measure, locking.lockdown(), asked(request, operator, reason)));
            }
        };
    }

    /** {@code GET ?after=&limit=}: what was begun, newest first. */
    Response list(Request request) {
        reader(request);
        return Response.json(200, revocations.page(after(request), limit(request)));
    }

    /** {@code GET /{id}}: how far it has come, and then its receipt. */
    Response one(Request request) {
        reader(request);
        return Response.json(200, revocations.find(request.uuid("id")).orElseThrow(AdminRevocationsEndpoint::unknown));
    }

    /** {@code GET /{id}/sessions?after=&limit=}: what became of each session. */
    Response sessions(Request request) {
        reader(request);
        return Response.json(
                200,
                revocations
                        .sessions(request.uuid("id"), after(request), limit(request))
                        .orElseThrow(AdminRevocationsEndpoint::unknown));
    }

    private void refuseOwn(Request request, Locking locking) {
        String address = clients.address(request);
        locking.lockdown()
                .networks()
                .forEach(network ->
                        Networks.refuseOwn(network, address, policies.current().networks(), locking.force()));
    }

    private void reader(Request request) {
        callers.operator(request, Permission.SESSIONS_REVOKE, Permission.AUDIT_READ);
    }

    private static Response begun(Request request, RevocationView view) {
        Response response = view.receipt() == null
                ? Response.json(202, view).with("Retry-After", "1")
                : Response.json(201, view.receipt());
        return Preferences.applied(request, response.with("Location", Paths.ADMIN_REVOCATIONS + "/" + view.id()));
    }

    private static Revocations.Asked asked(Request request, Operator operator, String reason) {
        return new Revocations.Asked(
                operator,
                reason,
                IdempotencyKey.of(request).orElse(null),
                fingerprint(request.body()),
                request.arrived(),
                Preferences.wait(request, Revocations.LONGEST_PATIENCE));
    }

    private static @Nullable UUID after(Request request) {
        return request.query("after").map(text -> Checks.next(text, "after")).orElse(null);
    }

    private static int limit(Request request) {
        return Checks.number(request.query("limit").orElse("100"), "limit", 1, LARGEST_PAGE);
    }

    private static byte[] fingerprint(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "No revocation has this id.");
    }
}
