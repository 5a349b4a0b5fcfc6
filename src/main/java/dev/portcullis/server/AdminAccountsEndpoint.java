package dev.portcullis.server;

import dev.portcullis.account.Accounts;
import dev.portcullis.api.AccountPage;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.PasswordChange;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.Ending;
import dev.portcullis.session.Session;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.Database;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** {@code /admin/v1/accounts}: who can log in. */
final class AdminAccountsEndpoint {
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_PERMISSIONS = 100;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;:<>\"()\\[\\]\\\\]+@[^\\s@,;:<>\"()\\[\\]\\\\]+");

    private final Callers callers;
    private final Accounts accounts;
    private final Ending ending;
    private final Database database;

    AdminAccountsEndpoint(Callers callers, Accounts accounts, Ending ending, Database database) {
        this.callers = callers;
        this.accounts = accounts;
        this.ending = ending;
        this.database = database;
    }

    /** {@code POST /admin/v1/accounts}: 201, or 409 if the address is taken. Nobody grants what they do not hold of Portcullis's own permissions. */
    Response add(Request request) {
        Session operator = callers.requireFresh(request, Permission.ACCOUNTS_WRITE);
        NewAccount wanted = request.json(NewAccount.class);
        String email = email(wanted.email());
        String name = wanted.name() == null ? email : Checks.text(wanted.name(), "name", 1, LONGEST_NAME);
        List<String> permissions = permissions(wanted.permissions() == null ? List.of() : wanted.permissions());
        permissions.stream()
                .filter(permission -> Permission.ALL.contains(permission) && !operator.permits(permission))
                .findFirst()
                .ifPresent(permission -> {
                    throw new ProblemException(
                            ProblemType.FORBIDDEN, "You cannot grant \"" + permission + "\", which you do not hold.");
                });
        String password = password(wanted.password(), email, name);
        AccountView added = accounts.add(email, name, password, permissions)
                .map(AccountStore.Account::view)
                .orElseThrow(() -> new ProblemException(ProblemType.CONFLICT, "This address has an account."));
        return Response.json(201, added);
    }

    /** {@code GET /admin/v1/accounts?email=}. */
    Response find(Request request) {
        callers.require(request, Permission.ACCOUNTS_WRITE);
        String email = request.query("email").orElseThrow(() -> ProblemException.invalid("\"email\" is missing."));
        Checks.text(email, "email", 1, LONGEST_EMAIL);
        List<AccountView> found = database.read(transaction -> AccountStore.byEmail(transaction, email)).stream()
                .map(AccountStore.Account::view)
                .toList();
        return Response.json(200, new AccountPage(found, found.size()));
    }

    /** {@code PUT /admin/v1/accounts/{id}/password}: 204; the account's sessions have ended. */
    Response setPassword(Request request) {
        Session operator = callers.requireFresh(request, Permission.ACCOUNTS_WRITE);
        UUID account = request.uuid("id");
        String wanted = request.json(PasswordChange.class).password();
        AccountStore.Account of = database.read(transaction -> AccountStore.byId(transaction, account))
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

    private static String email(String value) {
        String email = Checks.text(value, "email", 3, LONGEST_EMAIL).strip();
        if (!EMAIL.matcher(email).matches()) {
            throw ProblemException.invalid("\"email\" is not an e-mail address.");
        }
        return email;
    }

    private String password(String value, String... context) {
        String password = Checks.secret(value, "password", 1024);
        accounts.fault(password, context).ifPresent(fault -> {
            throw ProblemException.invalid(fault);
        });
        return password;
    }

    private static List<String> permissions(List<String> permissions) {
        if (permissions.size() > MOST_PERMISSIONS) {
            throw ProblemException.invalid("\"permissions\" has more than " + MOST_PERMISSIONS + " entries.");
        }
        permissions.stream()
                .filter(permission -> !Checks.isPermission(permission))
                .findFirst()
                .ifPresent(_ -> {
                    throw ProblemException.invalid(
                            "A permission is 1 to 100 printable characters without space, \" and \\ (RFC 6749 §3.3).");
                });
        return permissions.stream().distinct().sorted().toList();
    }
}
