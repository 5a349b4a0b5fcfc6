package dev.portcullis.server;

import dev.portcullis.api.ProblemType;
import dev.portcullis.store.Database;
import java.util.function.BooleanSupplier;

/** {@code /readyz}: whether it can do its work now, which takes the database. ({@code /livez}, whether the process lives, needs nothing but an answer.) */
final class HealthEndpoint implements Endpoint {
    private final Database database;
    private final BooleanSupplier leaving;

    /** @param leaving whether the server is about to stop, and balancers should look for another */
    HealthEndpoint(Database database, BooleanSupplier leaving) {
        this.database = database;
        this.leaving = leaving;
    }

    @Override
    public Response answer(Request request) {
        if (leaving.getAsBoolean()) {
            return Problems.response(ProblemType.UNAVAILABLE, "The server is stopping.", request.id(), null);
        }
        return database.reachable()
                ? Response.empty(204)
                : Problems.response(ProblemType.UNAVAILABLE, "The database does not answer.", request.id(), null);
    }
}
