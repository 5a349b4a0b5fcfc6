package dev.portcullis.server;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Lock;
import dev.portcullis.api.Paths;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.Locks;
import dev.portcullis.lifecycle.Policies;
import dev.portcullis.session.Operator;
import java.util.UUID;

/** {@code /admin/v1/locks}: to which accounts, and from which networks, nobody logs in. */
final class AdminLocksEndpoint {
    private static final int LARGEST_PAGE = 1000;
    private static final int LONGEST_REASON = 500;

    /** As many as a request's address has room for. */
    private static final int MOST_ACCOUNTS = 100;

    /** A year. */
    static final int MOST_MINUTES = 366 * 24 * 60;

    private final Callers callers;
    private final Locks locks;
    private final ClientReader clients;
    private final Policies policies;

    AdminLocksEndpoint(Callers callers, Locks locks, ClientReader clients, Policies policies) {
        this.callers = callers;
        this.locks = locks;
        this.clients = clients;
        this.policies = policies;
    }

    /** {@code GET ?after=&limit=}: those that hold, newest first; or {@code ?account=}: those of these accounts, an account has one at most. */
    Response list(Request request) {
        callers.operator(request, Permission.SESSIONS_REVOKE, Permission.AUDIT_READ);
        if (request.query().contains("account")) { // of nobody in particular is not of everybody
            if (request.query().contains("after") || request.query().contains("limit")) {
                throw ProblemException.invalid(
                        "Ask for the locks of accounts, or for a page of all: \"account\" is all of them at once.");
            }
            return Response.json(
                    200, locks.ofAccounts(Checks.uuids(request.query("account").orElse(""), "account", MOST_ACCOUNTS)));
        }
        return Response.json(
                200,
                locks.page(
                        request.query("after")
                                .map(text -> Checks.next(text, "after"))
                                .orElse(null),
                        Checks.number(request.query("limit").orElse("100"), "limit", 1, LARGEST_PAGE)));
    }

    /** {@code POST}: 201 with the lock; 409 if it is one's own account, or, unless forced, the network from which this comes or a trusted one. */
    Response lock(Request request) {
        Operator operator = callers.operator(request, Permission.SESSIONS_REVOKE);
        JsonMembers body = new JsonMembers(request.jsonObject("application/json"));
        boolean ofAccount = body.has("account") || !body.has("network");
        UUID account = ofAccount ? body.uuid("account") : new UUID(0, 0);
        String network = ofAccount ? "" : Networks.read(body);
        String reason = body.sentence("reason", LONGEST_REASON);
        Integer minutes = body.maybeNumber("minutes", 1, MOST_MINUTES).orElse(null);
        boolean force = body.maybeFlag("force");
        body.noOthers();
        if (ofAccount && body.has("network")) {
            body.fault("network", FaultCode.LOCKED_TWICE);
        }
        body.requireNoFaults();
        if (ofAccount) {
            return made(locks.lockAccount(account, reason, minutes, operator));
        }
        Networks.refuseOwn(network, clients.address(request), policies.current().networks(), force);
        return made(locks.lockNetwork(network, reason, minutes, operator));
    }

    /** {@code DELETE /{id}}: 204; 404 if there is none. */
    Response lift(Request request) {
        Operator operator = callers.operator(request, Permission.SESSIONS_REVOKE);
        if (!locks.lift(request.uuid("id"), operator)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "No lock has this id.");
        }
        return Response.empty(204);
    }

    private static Response made(Lock lock) {
        return Response.json(201, lock).with("Location", Paths.ADMIN_LOCKS + "/" + lock.id());
    }
}
