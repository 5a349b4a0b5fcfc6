package dev.portcullis.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.EventType;
import dev.portcullis.session.Ids;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.RoleStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Proves passwords and makes accounts. */
public final class Accounts {
    /** Who made what nobody was there to make. */
    private static final String OURSELVES = "portcullis";

    private final Database database;
    private final Argon2 argon2;
    private final HashGate gate;

    /** A hash that no password has, so that an unknown address costs what a wrong password costs (ASVS 6.3.8). */
    private final String nobody;

    public Accounts(Database database, Argon2 argon2, HashGate gate) {
        this.database = database;
        this.argon2 = argon2;
        this.gate = gate;
        this.nobody = argon2.hash(Ids.next().toString());
    }

    /** What came of proving a password. */
    public sealed interface Proof {
        /** It is the password of this account, which is enabled. */
        record Proven(Account account) implements Proof {}

        /** Wrong password, no such account, or a disabled one: not told apart. The account is for the feed alone. */
        record Failed(Optional<Account> account) implements Proof {}
    }

    /**
     * Takes the same time whether or not there is such an account.
     *
     * @throws HashGate.FullException if too many are being proven
     */
    public Proof prove(String email, String password) {
        Optional<Account> account = database.read(transaction -> AccountStore.byEmail(transaction, email));
        String hash = account.map(Account::passwordHash).orElse(nobody);
        boolean matches = gate.run(() -> Argon2.matches(password, hash));
        if (!matches || account.isEmpty() || !account.get().enabled()) {
            return new Proof.Failed(account);
        }
        return new Proof.Proven(argon2.made(hash) ? account.get() : rehashed(account.get(), password));
    }

    /** The hash of a new password. */
    public String hash(String password) {
        return gate.run(() -> argon2.hash(password));
    }

    /** Adds an account in the server's own name, without roles; empty if the address is taken. */
    public Optional<Account> add(String email, String name, String password, List<String> permissions) {
        return add(email, name, password, permissions, List.of());
    }

    /** The same with roles, which there must be. */
    public Optional<Account> add(
            String email, String name, String password, List<String> permissions, List<String> roles) {
        String hash = hash(password);
        return database.transact(transaction -> {
            if (!RoleStore.holdAsTheyAre(transaction, roles).containsAll(roles)) {
                throw new IllegalArgumentException("a role is missing: " + roles);
            }
            Optional<Account> added = AccountStore.add(transaction, Ids.next(), email, name, hash, permissions, roles);
            if (added.isPresent()) {
                ObjectNode detail = JsonNodeFactory.instance
                        .objectNode()
                        .put("email", added.get().email());
                UUID id = added.get().id();
                EventStore.appendChange(transaction, EventType.ACCOUNT_CREATED, id, OURSELVES, detail);
            }
            return added;
        });
    }

    private Account rehashed(Account account, String password) {
        String hash = hash(password);
        return database.transact(transaction -> {
            AccountStore.rehash(transaction, account.id(), account.passwordHash(), hash);
            return AccountStore.byEmail(transaction, account.email()).orElse(account);
        });
    }
}
