package dev.portcullis.server;

import dev.portcullis.api.ProblemType;
import dev.portcullis.store.Database;

/** {@code /readyz}: whether it can do its work now, which takes the database. ({@code /livez}, whether the process lives, needs nothing but an answer.) */
final class HealthEndpoint implements Endpoint {
    private final Database database;

    HealthEndpoint(Database database) {
        this.database = database;
    }

    @Override
    public Response answer(Request request) {
        return database.reachable()
                ? Response.empty(204)
                : Problems.response(ProblemType.UNAVAILABLE, "The database does not answer.", request.id(), null);
    }
}
