package dev.portcullis.lifecycle;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.RecoveryCode;
import dev.portcullis.account.Totp;
import dev.portcullis.api.Lock;
import dev.portcullis.lifecycle.GuessingLimit.Attempt;
import dev.portcullis.lifecycle.GuessingLimit.Verdict;
import dev.portcullis.session.Novelty;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.Database;
import dev.portcullis.store.FactorStore;
import dev.portcullis.store.GuessStore;
import dev.portcullis.store.LockStore;
import dev.portcullis.store.Transaction;
import dev.portcullis.token.FactorSecrets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proves who somebody is: the guessing limits first, then the password, then each second factor that the account has. What the proof is for is done in the
 * transaction that spends the factor and holds the account, so that nothing proven is used twice or after it has changed.
 */
public final class Authentication {
    /** The factors as RFC 8176 names them. */
    static final String PASSWORD = "pwd";

    static final String ONE_TIME_CODE = "otp";

    private final Database database;
    private final Accounts accounts;
    private final FactorSecrets secrets;
    private final GuessingLimit guesses;
    private final Locks locks;

    public Authentication(
            Database database, Accounts accounts, FactorSecrets secrets, GuessingLimit guesses, Locks locks) {
        this.database = database;
        this.accounts = accounts;
        this.secrets = secrets;
        this.guesses = guesses;
        this.locks = locks;
    }

    /** What came of it. */
    public sealed interface Outcome<T> {
        /** It is who they say, and this came of what the proof was for. */
        record Proven<T>(T result) implements Outcome<T> {}

        /** Wrong password or code, a code that was used, no such account, or a disabled one: not told apart. */
        record Refused<T>() implements Outcome<T> {}

        /** The password is right; the account has a second factor, of which nothing was offered. */
        record SecondFactorMissing<T>(
                UUID account, @Nullable String address) implements Outcome<T> {}

        /** An operator has locked the account, which is told after a right password only; or the network, and nothing was looked at. */
        record Locked<T>(Lock.Kind kind) implements Outcome<T> {}

        /** Nothing was looked at: too many attempts have failed. */
        record Throttled<T>(java.time.Duration retryAfter) implements Outcome<T> {}
    }

    /** What the proof is for. */
    @FunctionalInterface
    interface Use<T> {
        /**
         * Does it, with the account held.
         *
         * @param factors by which the user has shown who they are
         * @param novelty what is new about where they come from, if they log in
         */
        T in(Transaction transaction, Account account, List<String> factors, Novelty novelty) throws SQLException;

        /**
         * Does it without a transaction around it, if that can be: for the ordinary case, in which nothing is new and nothing else has to be written with it. It makes sure itself that
         * the account is enabled and its password and second factor still those that were proven.
         */
        default Optional<T> atOnce(Account account, List<String> factors) {
            return Optional.empty();
        }
    }

    /** What has to be proven, and how the account is held meanwhile. */
    enum Demand {
        /** All factors; others may do the same. */
        EVERYTHING,
        /** All factors; nobody else does the same meanwhile. */
        EVERYTHING_ALONE,
        /** The password; the account changes. */
        PASSWORD_TO_CHANGE
    }

    <T> Outcome<T> authenticate(String email, Offered offered, Whence whence, Demand demand, Use<T> use) {
        if (locks.refuses(whence.address())) {
            return new Outcome.Locked<>(Lock.Kind.NETWORK);
        }
        return switch (guesses.admit(email, whence)) {
            case Verdict.Full(var retryAfter) -> new Outcome.Throttled<>(retryAfter);
            case Verdict.Admitted(Attempt attempt) -> authenticate(attempt, offered, demand, use);
        };
    }

    private <T> Outcome<T> authenticate(Attempt attempt, Offered offered, Demand demand, Use<T> use) {
        boolean judged = false;
        try {
            Outcome<T> outcome = prove(attempt, offered, demand, use);
            switch (outcome) {
                case Outcome.Proven<T> _ -> guesses.succeeded(attempt);
                case Outcome.Refused<T> _ -> guesses.failed(attempt);
                case Outcome.SecondFactorMissing<T> _ -> guesses.unfinished(attempt);
                case Outcome.Locked<T> _ -> guesses.barred(attempt);
                case Outcome.Throttled<T> _ -> guesses.withdrawn(attempt);
            }
            judged = true;
            return outcome;
        } finally {
            if (!judged) {
                guesses.withdrawn(attempt);
            }
        }
    }

    private <T> Outcome<T> prove(Attempt attempt, Offered offered, Demand demand, Use<T> use) {
        Optional<Account> proven = accounts.prove(
                attempt.admission().owner(), offered.password(), attempt.keys().strangers());
        if (proven.isEmpty()) {
            return new Outcome.Refused<>();
        }
        Account account = proven.get();
        Optional<FactorStore.Totp> totp = demand == Demand.PASSWORD_TO_CHANGE
                ? Optional.empty()
                : attempt.admission().totp();
        if (totp.isPresent() && offered.totp() == null && offered.recoveryCode() == null) {
            return new Outcome.SecondFactorMissing<>(account.id(), attempt.address());
        }
        Optional<Spending> spending =
                totp.isPresent() ? spending(account, totp.get(), offered) : Optional.of(_ -> true);
        if (spending.isEmpty()) {
            return new Outcome.Refused<>();
        }
        List<String> factors = totp.isPresent() ? List.of(PASSWORD, ONE_TIME_CODE) : List.of(PASSWORD);
        boolean first = attempt.whence().isLogin() && account.newcomer();
        if (demand == Demand.EVERYTHING && totp.isEmpty() && attempt.admission().fresh() && !first) {
            Optional<T> done = use.atOnce(account, factors);
            if (done.isPresent()) {
                return new Outcome.Proven<>(done.get());
            }
        }
        return database.transact(transaction -> {
            // A change of the password or of the second factor, or a disabling, meanwhile either waits for what is done
            // here, or prevents it.
            Optional<Account> held = demand == Demand.EVERYTHING && !first
                    ? AccountStore.hold(transaction, account)
                    : AccountStore.holdAlone(transaction, account);
            if (held.isEmpty()) {
                return new Outcome.Refused<>();
            }
            Optional<Lock.Kind> lock = LockStore.refuses(transaction, account.id(), attempt.address());
            if (lock.isPresent()) {
                return new Outcome.Locked<>(lock.get());
            }
            if (!spending.get().spend(transaction)) {
                return new Outcome.Refused<>();
            }
            if (!attempt.admission().fresh()) {
                GuessStore.remember(transaction, attempt.keys().familiar());
            }
            if (first) {
                AccountStore.noteFirstLogin(transaction, account.id());
            }
            return new Outcome.Proven<>(use.in(transaction, held.get(), factors, attempt.novelty(account)));
        });
    }

    /** Uses up what was offered; false if it was used meanwhile. */
    @FunctionalInterface
    private interface Spending {
        boolean spend(Transaction transaction) throws SQLException;
    }

    /** How the second factor is used up; empty if it is wrong. */
    private Optional<Spending> spending(Account account, FactorStore.Totp totp, Offered offered) {
        byte[] sealed = totp.secret();
        String code = offered.totp();
        if (code == null || sealed == null) {
            byte[] hash = RecoveryCode.hash(String.valueOf(offered.recoveryCode()));
            return Optional.of(transaction -> FactorStore.spendRecoveryCode(transaction, account.id(), hash));
        }
        OptionalLong step = Totp.accepts(secrets.open(account.id(), sealed), code, totp.now(), totp.lastStep());
        return step.isEmpty()
                ? Optional.empty()
                : Optional.of(transaction -> FactorStore.spend(transaction, account.id(), sealed, step.getAsLong()));
    }
}
