package dev.portcullis.server;

import dev.portcullis.account.OAuthClients;
import dev.portcullis.account.OAuthClients.Outcome;
import dev.portcullis.api.ClientChange;
import dev.portcullis.api.ClientPage;
import dev.portcullis.api.ClientSecret;
import dev.portcullis.api.ClientView;
import dev.portcullis.api.NewClient;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SecretChange;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Secret;
import dev.portcullis.store.Database;
import dev.portcullis.store.OAuthClientStore;
import dev.portcullis.store.OAuthClientStore.OAuthClient;
import java.time.Duration;
import java.util.List;

/** {@code /admin/v1/clients}: the services that log in as themselves. */
final class AdminClientsEndpoint {
    private static final int LONGEST_NAME = 100;
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

    private final Callers callers;
    private final OAuthClients clients;
    private final Database database;

    AdminClientsEndpoint(Callers callers, OAuthClients clients, Database database) {
        this.callers = callers;
        this.clients = clients;
        this.database = database;
    }

    /** {@code POST /admin/v1/clients}: 201 with the secret, which is shown here alone; 409 if the name is taken. */
    Response register(Request request) {
        Operator operator = callers.freshOperator(request, Permission.ACCOUNTS_WRITE);
        NewClient wanted = request.json(NewClient.class);
        String name = Checks.text(wanted.name(), "name", 1, LONGEST_NAME).strip();
        List<String> scopes = Scopes.of(wanted.scopes() == null ? List.of() : wanted.scopes());
        boolean mayIntrospect = Boolean.TRUE.equals(wanted.mayIntrospect());
        return withSecret(201, done(clients.register(name, scopes, mayIntrospect, operator)));
    }

    /** {@code GET /admin/v1/clients}. */
    Response list(Request request) {
        callers.operator(request, Permission.ACCOUNTS_WRITE);
        List<ClientView> all = database.read(OAuthClientStore::all).stream()
                .map(OAuthClient::view)
                .toList();
        return Response.json(200, new ClientPage(all, all.size()));
    }

    /** {@code GET /admin/v1/clients/{id}}. */
    Response one(Request request) {
        callers.operator(request, Permission.ACCOUNTS_WRITE);
        return Response.json(
                200,
                database.read(transaction -> OAuthClientStore.find(transaction, request.uuid("id")))
                        .orElseThrow(AdminClientsEndpoint::unknown)
                        .view());
    }

    /** {@code PATCH /admin/v1/clients/{id}}: enable, disable, widen, narrow. What is narrowed holds for tokens that it has already. */
    Response change(Request request) {
        Operator operator = callers.freshOperator(request, Permission.ACCOUNTS_WRITE);
        ClientChange wanted = request.json(ClientChange.class);
        return Response.json(
                200,
                done(clients.change(
                                request.uuid("id"),
                                wanted.scopes() == null ? null : Scopes.of(wanted.scopes()),
                                wanted.mayIntrospect(),
                                wanted.enabled(),
                                operator))
                        .client()
                        .view());
    }

    /** {@code POST /admin/v1/clients/{id}/secret}: a new secret, shown here alone. */
    Response newSecret(Request request) {
        Operator operator = callers.freshOperator(request, Permission.ACCOUNTS_WRITE);
        Long seconds = request.json(SecretChange.class).overlapSeconds();
        long overlap = seconds == null ? 0 : seconds;
        if (overlap < 0 || overlap > LONGEST_OVERLAP.toSeconds()) {
            throw ProblemException.invalid("\"overlapSeconds\" must be from 0 to " + LONGEST_OVERLAP.toSeconds() + ".");
        }
        return withSecret(200, done(clients.newSecret(request.uuid("id"), Duration.ofSeconds(overlap), operator)));
    }

    /** {@code DELETE /admin/v1/clients/{id}}: 204; its tokens count no more. */
    Response delete(Request request) {
        Operator operator = callers.freshOperator(request, Permission.ACCOUNTS_WRITE);
        done(clients.delete(request.uuid("id"), operator));
        return Response.empty(204);
    }

    private static Response withSecret(int status, Outcome.Done done) {
        Secret secret = done.secret();
        if (secret == null) {
            throw new IllegalStateException("no secret was made");
        }
        return Response.json(status, new ClientSecret(done.client().view(), secret.text()));
    }

    private static Outcome.Done done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> done;
            case Outcome.NoSuchClient() -> throw unknown();
            case Outcome.NameTaken() -> throw new ProblemException(ProblemType.CONFLICT, "A client has this name.");
            case Outcome.TooMany() ->
                throw new ProblemException(
                        ProblemType.CONFLICT, "There are " + OAuthClients.MOST + " clients; delete one first.");
            case Outcome.BeyondOperator(String permission) ->
                throw new ProblemException(
                        ProblemType.FORBIDDEN, "This hands out \"" + permission + "\", which you do not hold.");
        };
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "No client has this id.");
    }
}
