package dev.portcullis.lifecycle;

import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Session;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.GrantStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/**
 * What an operator may do to accounts and roles. Of Portcullis's own permissions nobody gives away what they do not hold, or touches who holds more: whoever could
 * would become more than they are. And nobody takes the right to administer from themselves, or from the last who has it.
 */
final class Authority {
    /** At once, with those of the roles: they all have to fit into one access token. */
    static final int MOST_PERMISSIONS = 100;

    private Authority() {}

    /**
     * The operator is still who they were when they asked: their session lives, and permits what it did. Asked in the transaction of the change, once it has waited for
     * whatever it had to wait for (rows that others held, or before it the hash of a password), since they may have been disabled or narrowed meanwhile, and that was
     * answered as done. A service is judged by its token alone.
     */
    static void requireStanding(Transaction transaction, Operator operator) throws SQLException {
        if (operator.session() == null) {
            return;
        }
        Session now = SessionStore.find(transaction, operator.session())
                .filter(Session::active)
                .orElseThrow(() -> new RefusedException(ProblemType.SESSION_ENDED, "Log in again."));
        if (operator.permissions().stream()
                .anyMatch(permission -> Permission.ALL.contains(permission) && !now.permits(permission))) {
            throw new RefusedException(ProblemType.FORBIDDEN, "What you may do has been changed meanwhile.");
        }
    }

    /** What proves who the operator is themselves, they change where it takes what they have now ({@link OwnProof}): here a stolen session would do. */
    static void requireAnother(UUID account, Operator operator, String route) {
        if (account.equals(operator.account())) {
            throw new RefusedException(ProblemType.FORBIDDEN, "This is your own account. Use " + route + ".");
        }
    }

    /** What is given away, the operator holds. */
    static void requireHeld(Collection<String> given, Operator operator) {
        beyond(given, operator, "You cannot grant \"%s\", which you do not hold.");
    }

    /** Nobody changes an account that may do what they may not. */
    static void requireWithin(Account account, Operator operator) {
        beyond(account.effectivePermissions(), operator, "This account holds \"%s\", which you do not hold.");
    }

    /** Nor a role. */
    static void requireWithin(Collection<String> ofRole, Operator operator) {
        beyond(ofRole, operator, "This role holds \"%s\", which you do not hold.");
    }

    private static void beyond(Collection<String> permissions, Operator operator, String sentence) {
        permissions.stream()
                .filter(permission -> Permission.ALL.contains(permission) && !operator.permits(permission))
                .findFirst()
                .ifPresent(permission -> {
                    throw new RefusedException(ProblemType.FORBIDDEN, sentence.formatted(permission));
                });
    }

    static void requireFew(int permissions) {
        if (permissions > MOST_PERMISSIONS) {
            throw new RefusedException(
                    ProblemType.INVALID_REQUEST,
                    "With those of its roles an account has at most " + MOST_PERMISSIONS
                            + " permissions; here would be " + permissions + ".");
        }
    }

    /** After a change that takes the right to administer from somebody; the last thing that its transaction does. */
    static void requireAdministration(Transaction transaction, Operator operator) throws SQLException {
        GrantStore.holdAdministration(transaction);
        UUID own = operator.account();
        if (own != null
                && AccountStore.byId(transaction, own)
                        .filter(Account::administers)
                        .isEmpty()) {
            throw new RefusedException(
                    ProblemType.OWN_ADMINISTRATION,
                    "You could no longer administer accounts yourself. Let another administrator do this.");
        }
        if (!GrantStore.anyAdministrator(transaction)) {
            throw new RefusedException(
                    ProblemType.LAST_ADMINISTRATOR,
                    "Nobody would be left who can administer accounts. Give somebody \"" + Permission.ACCOUNTS_WRITE
                            + "\" first.");
        }
    }
}
