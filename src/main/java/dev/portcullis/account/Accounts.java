package dev.portcullis.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.session.Ids;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.RoleStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Proves passwords and makes accounts. */
public final class Accounts {
    private final Database database;
    private final Argon2 argon2;
    private final HashGate gate;
    private final PasswordRule rule;

    /**
     * The parameters that the accounts' hashes have, sorted, those of many accounts as much more often: those of before a change are there until their users log in. An unknown
     * address costs what a wrong password costs (ASVS 6.3.8), so it is hashed with one of these, and with each as likely as a known one is.
     */
    private volatile List<String> parameters;

    public Accounts(Database database, Argon2 argon2, HashGate gate, PasswordRule rule) {
        this.database = database;
        this.argon2 = argon2;
        this.gate = gate;
        this.rule = rule;
        this.parameters = database.read(AccountStore::hashParameters);
    }

    /** Looks which parameters the accounts' hashes have, since other servers make some, too; called now and then. */
    public void look() {
        parameters = database.read(AccountStore::hashParameters);
    }

    /**
     * The account, if this is its password and it is enabled. Takes the same time whether or not there is such an account. A hash that was made by older rules is
     * made anew.
     *
     * @param name a keyed hash of the address: it decides with which parameters an unknown one is hashed, always the same
     * @throws HashGate.FullException if too many are being proven
     */
    public Optional<Account> prove(Optional<Account> account, String typed, byte[] name) {
        String hash = account.map(Account::passwordHash).orElseGet(() -> nobody(name));
        List<String> candidates = PasswordText.candidates(typed).toList();
        Optional<String> password = gate.run(() -> {
            Optional<String> matching = Optional.empty();
            for (String candidate :
                    candidates) { // each of them, whatever came of the one before: it is a matter of time
                if (Argon2.matches(candidate, hash)) {
                    matching = Optional.of(candidate);
                }
            }
            return matching;
        });
        if (password.isEmpty() || account.isEmpty() || !account.get().enabled()) {
            return Optional.empty();
        }
        boolean upToDate = argon2.made(hash) && password.get().equals(candidates.getFirst());
        return upToDate ? account : rehashed(account.get(), typed);
    }

    /** A hash that no password has, for the address of nobody. */
    private String nobody(byte[] name) {
        List<String> used = parameters;
        return Argon2.unmatched(
                used.isEmpty() ? argon2.text() : used.get(Math.floorMod(Arrays.hashCode(name), used.size())));
    }

    /** The hash of a new password. */
    public String hash(String typed) {
        String hash = gate.run(() -> argon2.hash(PasswordText.normal(typed)));
        if (!parameters.contains(argon2.text())) {
            parameters = Stream.concat(parameters.stream(), Stream.of(argon2.text()))
                    .sorted()
                    .toList();
        }
        return hash;
    }

    /**
     * What is wrong with a new password; empty if nothing is.
     *
     * @param pointer where it was sent
     * @param context what an attacker knows: the account's e-mail address and name
     */
    public Optional<Fault> fault(String pointer, String typed, String... context) {
        return gate.run(
                () -> rule.fault(pointer, typed, context)); // taking a password apart costs as much as hashing it
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
                permissions.forEach(detail.putArray("permissions")::add);
                roles.forEach(detail.putArray("roles")::add);
                UUID id = added.get().id();
                EventStore.appendChange(
                        transaction, EventType.ACCOUNT_CREATED, Subject.account(id), Operator.OURSELVES, detail);
            }
            return added;
        });
    }

    /** The account with the same password under the present parameters; empty if it has another password meanwhile, which was not proven. */
    private Optional<Account> rehashed(Account account, String typed) {
        record Now(boolean made, Optional<Account> account) {}
        String hash = hash(typed);
        Now now = database.transact(transaction -> new Now(
                AccountStore.rehash(transaction, account.id(), account.passwordHash(), hash),
                AccountStore.byId(transaction, account.id())));
        // What was admitted without a second factor, or with the one of then, is still to be judged by that.
        Optional<Account> same = now.account().filter(other -> other.factorEpoch() == account.factorEpoch());
        return now.made()
                ? same
                : same.filter(
                        other -> gate.run(() -> Argon2.matches(PasswordText.normal(typed), other.passwordHash())));
    }
}
