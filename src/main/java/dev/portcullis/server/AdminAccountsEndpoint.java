package dev.portcullis.server;

import dev.portcullis.account.Accounts;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.PasswordChange;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.AccountChanges;
import dev.portcullis.lifecycle.Ending;
import dev.portcullis.session.Operator;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.Database;
import java.util.List;
import java.util.UUID;

/** Changes in {@code /admin/v1/accounts}: of who can log in, and what they may do. */
final class AdminAccountsEndpoint {
    private final Callers callers;
    private final Accounts accounts;
    private final AccountChanges changes;
    private final Ending ending;
    private final Database database;

    AdminAccountsEndpoint(
            Callers callers, Accounts accounts, AccountChanges changes, Ending ending, Database database) {
        this.callers = callers;
        this.accounts = accounts;
        this.changes = changes;
        this.ending = ending;
        this.database = database;
    }

    /** {@code POST /admin/v1/accounts}: 201, or 409 if the address is taken. Nobody grants what they do not hold of Portcullis's own permissions. */
    Response add(Request request) {
        Operator operator = callers.freshOperator(request, Permission.ACCOUNTS_WRITE);
        NewAccount wanted = request.json(NewAccount.class);
        String email = AccountChecks.email(wanted.email());
        String name = wanted.name() == null ? email : AccountChecks.name(wanted.name());
        List<String> permissions =
                AccountChecks.permissions(wanted.permissions() == null ? List.of() : wanted.permissions());
        List<String> roles = AccountChecks.roles(wanted.roles() == null ? List.of() : wanted.roles());
        String hash = accounts.hash(password(wanted.password(), email, name));
        return shown(201, changes.create(email, name, hash, permissions, roles, operator));
    }

    /**
     * {@code PATCH /admin/v1/accounts/{id}}, with {@code If-Match}: the account as it is then. Its sessions follow at once.
     */
    Response change(Request request) {
        Operator operator = callers.freshOperator(request, Permission.ACCOUNTS_WRITE);
        UUID account = request.uuid("id");
        String seen = ETags.ifMatch(request, "\"7\"");
        AccountChanges.Wish wish = AccountPatch.read(request);
        return shown(
                200,
                changes.change(account, version -> ETags.matchesStrongly(seen, ETags.of(version)), wish, operator));
    }

    /** {@code DELETE /admin/v1/accounts/{id}}: 204; its sessions have ended, and its address is free. {@code If-Match} is heeded, if there is one. */
    Response delete(Request request) {
        Operator operator = callers.freshOperator(request, Permission.ACCOUNTS_WRITE);
        String seen = request.header("If-Match").orElse("*");
        changes.delete(request.uuid("id"), version -> ETags.matchesStrongly(seen, ETags.of(version)), operator);
        return Response.empty(204);
    }

    /** {@code PUT /admin/v1/accounts/{id}/password}: 204; the account's sessions have ended. */
    Response setPassword(Request request) {
        Operator operator = callers.freshOperator(request, Permission.ACCOUNTS_WRITE);
        UUID account = request.uuid("id");
        String wanted = request.json(PasswordChange.class).password();
        Account of = database.read(transaction -> AccountStore.byId(transaction, account))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "No account has this id."));
        String hash = accounts.hash(password(wanted, of.email(), of.name()));
        return switch (ending.setPassword(account, hash, operator)) {
            case SET -> Response.empty(204);
            case NO_SUCH_ACCOUNT -> throw new ProblemException(ProblemType.NOT_FOUND, "No account has this id.");
            case BEYOND_OPERATOR ->
                throw new ProblemException(
                        ProblemType.FORBIDDEN, "This account holds permissions that you do not hold.");
        };
    }

    private Response shown(int status, Account account) {
        AccountView view = database.read(transaction -> AccountStore.views(transaction, List.of(account)))
                .getFirst();
        return Response.json(status, view).with("ETag", ETags.of(view.version()));
    }

    private String password(String value, String... context) {
        String password = Checks.secret(value, "password", 1024);
        accounts.fault("#/password", password, context).ifPresent(fault -> {
            throw ProblemException.invalid(fault);
        });
        return password;
    }
}
