package dev.portcullis.server;

import dev.portcullis.api.Permission;
import dev.portcullis.cluster.Nodes;

/** {@code GET /admin/v1/nodes}: which servers run over the database, and how they are. */
final class AdminNodesEndpoint implements Endpoint {
    private final Callers callers;
    private final Nodes nodes;

    AdminNodesEndpoint(Callers callers, Nodes nodes) {
        this.callers = callers;
        this.nodes = nodes;
    }

    @Override
    public Response answer(Request request) {
        callers.lookOperator(request, Permission.SESSIONS_READ); // no use: it is a program that looks, every few seconds
        return Response.json(200, nodes.page());
    }
}
