package dev.portcullis.lifecycle;

import dev.portcullis.account.HashGate;
import dev.portcullis.session.Device;
import dev.portcullis.session.Novelty;
import dev.portcullis.session.Policy;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.GuessStore;
import dev.portcullis.store.GuessStore.Admission;
import dev.portcullis.store.GuessStore.Applicant;
import dev.portcullis.store.GuessStore.Keys;
import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.store.Together;
import dev.portcullis.store.Transaction;
import dev.portcullis.token.Pseudonyms;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often somebody may try to prove who they are (ASVS 6.1.1, 6.3.1; NIST SP 800-63B-4 §3.2.2): by account, whether or not there is one, and by address.
 * An attempt is counted before its password is hashed, and given back if it has not failed; so attempts side by side cannot beat the limit. A right password that
 * lets nobody in counts for the address alone: people are asked for their second factor after the password, and then it is given back; who tries stolen passwords
 * leaves it at that.
 *
 * <p>Nobody can lock somebody else out. Who comes from a network from which the account was used in the last 30 days has a count of their own, which strangers'
 * failures do not touch; and every count ends with its window: 15 minutes, or a day after 100 failures in a row.
 */
public final class GuessingLimit {
    private static final int ADDRESS = 0;
    private static final int PLACE = 1;
    private static final int STRANGERS = 2;
    private static final int DEVICE = 3;
    private static final int NETWORK = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private final Database database;
    private final Pseudonyms pseudonyms;
    private final Policies policies;
    private final FailedLogins failures;
    private final SettledAttempts settled;
    private final Together<Applicant, Admission> admissions;

    public GuessingLimit(Database database, Pseudonyms pseudonyms, Policies policies) {
        this.database = database;
        this.pseudonyms = pseudonyms;
        this.policies = policies;
        this.failures = new FailedLogins(database);
        this.settled = new SettledAttempts(database);
        this.admissions =
                database.together((transaction, applicants) -> GuessStore.admit(transaction, limits(), applicants));
    }

    /** Whether an attempt may be made. */
    public sealed interface Verdict {
        /** It may; afterwards it is {@link #failed}, {@link #succeeded}, {@link #unfinished}, {@link #barred} or {@link #withdrawn}. */
        record Admitted(Attempt attempt) implements Verdict {}

        /** Not before this time has passed. */
        record Full(Duration retryAfter) implements Verdict {}
    }

    /** An attempt that is under way, with the account that it is about. */
    public record Attempt(Admission admission, Keys keys, Whence whence) {
        /** What is new about a login that is proven; the first one of an account has nothing to be compared with. */
        Novelty novelty(Account account) {
            return whence.isLogin() && !account.newcomer()
                    ? new Novelty(!admission.deviceKnown(), !admission.networkKnown() && !admission.known())
                    : Novelty.NONE;
        }

        @Nullable
        String address() {
            return whence.address();
        }

        byte[] accountKey() {
            return admission.known() ? keys.familiarPlace() : keys.strangers();
        }
    }

    /**
     * Asks for an attempt. If all that are left are under way, this waits until they are judged.
     *
     * @throws HashGate.FullException if that takes too long
     */
    Verdict admit(String email, Whence whence) {
        Applicant applicant = new Applicant(keys(email, whence), email);
        Duration pause = FIRST_PAUSE;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Admission admission = admissions.ask(applicant);
            Attempt attempt = new Attempt(admission, applicant.keys(), whence);
            if (admission.address() && admission.account()) {
                return new Verdict.Admitted(attempt);
            }
            Duration full = full(attempt, limits());
            if (full.isPositive()) {
                return new Verdict.Full(full);
            }
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                throw new HashGate.FullException();
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos()));
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private GuessStore.Limits limits() {
        Policy.Guessing policy = policies.current().guessing();
        return new GuessStore.Limits(policy.perAccount(), policy.perAddress(), policy.window());
    }

    /** For how long what refused the attempt is full; zero if it is so with attempts that are under way. Tells the feed, once. */
    private Duration full(Attempt attempt, GuessStore.Limits limits) {
        boolean byAddress = !attempt.admission().address();
        byte[] key = byAddress ? attempt.keys().address() : attempt.accountKey();
        if (!byAddress) {
            database.atOnce(transaction -> {
                GuessStore.settle(
                        transaction,
                        List.of(new GuessStore.Settled(attempt.keys().address(), 1, false)));
                return true;
            });
        }
        int limit = byAddress ? limits.perAddress() : limits.perAccount();
        Duration full = database.atOnce(transaction -> GuessStore.fullFor(transaction, key, limit));
        if (full.isPositive() && database.atOnce(transaction -> GuessStore.tell(transaction, key))) {
            UUID account = byAddress
                    ? null
                    : attempt.admission().owner().map(Account::id).orElse(null);
            database.atOnce(transaction -> {
                EventStore.appendLoginThrottled(transaction, account, attempt.address());
                return true;
            });
        }
        return full;
    }

    /** It failed: it counts until its window ends, and the feed is told. */
    public void failed(Attempt attempt) {
        database.atOnce(transaction -> {
            GuessStore.failed(transaction, attempt.keys().address(), attempt.accountKey());
            return true;
        });
        failures.tell(attempt.admission().owner().map(Account::id).orElse(null), attempt.address());
    }

    /** The password was right, and the second factor not shown: it counts for the address until it is, and for the account not at all. */
    public void unfinished(Attempt attempt) {
        database.atOnce(transaction -> {
            GuessStore.unfinished(transaction, attempt.keys());
            return true;
        });
        settled.add(attempt.accountKey(), false);
    }

    /** The password was right, and a lock is in the way: it counts like that, and the feed is told. */
    public void barred(Attempt attempt) {
        unfinished(attempt);
        failures.tell(attempt.admission().owner().map(Account::id).orElse(null), attempt.address());
    }

    /** Somebody was proven, and is not let in all the same: that counts nowhere, and the feed is told. */
    void tellRefused(UUID account, @Nullable String address) {
        failures.tell(account, address);
    }

    /** It succeeded: what failed before from there counts no more. For the address it only does not count itself: else a guesser would log in now and then. */
    public void succeeded(Attempt attempt) {
        settled.add(attempt.keys().address(), false);
        if (attempt.admission().clean()) {
            settled.add(attempt.accountKey(), false);
        } else {
            forgive(attempt.accountKey());
        }
        if (attempt.admission().totp().isPresent()) {
            finish(attempt.keys());
        }
    }

    /** The passwords before it were this person's. */
    private void finish(Keys keys) {
        try {
            database.atOnce(transaction -> {
                GuessStore.finished(transaction, keys);
                return true;
            });
        } catch (StoreUnavailableException _) {
            // who has been proven is not sent away for this; it counts until the window ends
        }
    }

    /** At once: what fails after this counts again. */
    private void forgive(byte[] account) {
        try {
            database.atOnce(transaction -> {
                GuessStore.settle(transaction, List.of(new GuessStore.Settled(account, 1, true)));
                return true;
            });
        } catch (StoreUnavailableException e) {
            settled.add(account, true); // who has been proven is not sent away for this
        }
    }

    /** It neither failed nor succeeded. */
    public void withdrawn(Attempt attempt) {
        settled.add(attempt.keys().address(), false);
        settled.add(attempt.accountKey(), false);
    }

    /** An operator lets an account be tried anew: whatever has failed of it counts no more. {@linkplain GuessStore#forget The last thing} that the transaction does. */
    void forget(Transaction transaction, String email) throws SQLException {
        GuessStore.forget(transaction, strangers(AccountStore.key(email)));
    }

    /** Gives back what is to be given back; called again and again, and once at the end. */
    public void settle() {
        settled.flush();
    }

    /** Tells the feed how many failures it has not been told of one by one; called every few seconds, and once at the end. */
    public void sumUp() {
        failures.sumUp();
    }

    private Keys keys(String email, Whence whence) {
        String name = AccountStore.key(email);
        String address = whence.address();
        byte[] place = pseudonyms.of(PLACE, Places.network(address), name);
        return new Keys(
                pseudonyms.of(ADDRESS, Places.counted(address)),
                place,
                strangers(name),
                whence.device() == null ? place : device(name, whence.device()),
                network(name, whence).orElse(place));
    }

    private byte[] strangers(String name) {
        return pseudonyms.of(STRANGERS, name);
    }

    /** Without versions: an update makes no other device of it. */
    private byte[] device(String name, Device device) {
        return pseudonyms.of(
                DEVICE,
                name,
                String.valueOf(device.browser()),
                String.valueOf(device.os()),
                device.type().wire());
    }

    /** Wider than the place, if there is such: the network that has a name, or of IPv6 what a site has. */
    private Optional<byte[]> network(String name, Whence whence) {
        return whence.isLogin()
                ? Optional.ofNullable(whence.network())
                        .map(network -> "named:" + network)
                        .or(() -> Places.site(whence.address()))
                        .map(network -> pseudonyms.of(NETWORK, network, name))
                : Optional.empty();
    }
}
