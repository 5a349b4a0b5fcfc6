package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.account.RecoveryCode;
import dev.portcullis.account.Totp;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Paths;
import dev.portcullis.api.Permission;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Session;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.FactorStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import dev.portcullis.token.FactorSecrets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Authenticator apps as second factors: set up, confirmed, taken away; and the recovery codes for who has lost one. Whatever the user does here is refused
 * ({@link RefusedException}) if the session that asks is not worth it any more when the account is held: see {@link OwnProof}.
 */
public final class SecondFactors {
    /** For how long a secret waits to be confirmed. */
    private static final Duration PENDING = Duration.ofHours(1);

    private final Database database;
    private final FactorSecrets secrets;
    private final Policies policies;
    private final GuessingLimit guesses;
    private final Feed feed;

    public SecondFactors(
            Database database, FactorSecrets secrets, Policies policies, GuessingLimit guesses, Feed feed) {
        this.database = database;
        this.secrets = secrets;
        this.policies = policies;
        this.guesses = guesses;
        this.feed = feed;
    }

    /** Whether the account has one, and how many recovery codes are left. */
    public FactorStore.Standing standing(Session session) {
        return database.read(transaction ->
                FactorStore.standing(transaction, session.account().id()));
    }

    /** Makes a secret, which counts once it is confirmed. One that counts already goes on to count until then. */
    public byte[] begin(Session session) {
        UUID account = session.account().id();
        byte[] secret = Totp.newSecret();
        byte[] sealed = secrets.seal(account, secret);
        database.transact(transaction -> {
            AccountStore.holdToChange(transaction, account);
            OwnProof.require(transaction, session);
            FactorStore.propose(transaction, account, sealed);
            return true;
        });
        return secret;
    }

    /** What came of a confirmation. */
    public sealed interface Confirmation {
        /**
         * The factor counts, and the session, which has shown it, has new credentials.
         *
         * @param recoveryCodes shown once, here; older ones open nothing any more
         */
        record Confirmed(List<String> recoveryCodes, Renewed renewed) implements Confirmation {}

        /** The code is not the app's. */
        record WrongCode() implements Confirmation {}

        /** There is no secret that waits, or no longer. */
        record NothingPending() implements Confirmation {}

        /** The session has ended meanwhile. */
        record SessionOver() implements Confirmation {}
    }

    /**
     * The first code of the app: with it the session, too, has shown the second factor.
     *
     * @throws RefusedException if another request has renewed the session meanwhile
     */
    public Confirmation confirm(Session session, String code, boolean endOthers) {
        UUID account = session.account().id();
        List<String> codes = newCodes();
        Confirmation outcome = database.transact(transaction -> {
            AccountStore.holdToChange(transaction, account);
            OwnProof.require(transaction, session);
            Optional<FactorStore.Totp> totp = FactorStore.totp(transaction, account, PENDING);
            byte[] pending = totp.isEmpty() ? null : totp.get().pending();
            if (totp.isEmpty() || pending == null) {
                return new Confirmation.NothingPending();
            }
            OptionalLong step = Totp.accepts(
                    secrets.open(account, pending), code, totp.get().now(), 0);
            if (step.isEmpty()) {
                return new Confirmation.WrongCode();
            }
            SessionStore.hold(
                    transaction, endOthers ? SessionStore.ofAccount(transaction, account) : List.of(session.handle()));
            Optional<Renewed> renewed = Renewed.of(
                    transaction,
                    session,
                    Renewed.Proof.by(List.of(Authentication.PASSWORD, Authentication.ONE_TIME_CODE)));
            if (renewed.isEmpty()) {
                return new Confirmation.SessionOver();
            }
            FactorStore.confirm(transaction, account, step.getAsLong());
            FactorStore.setRecoveryCodes(transaction, account, hashes(codes));
            tell(transaction, account, Operator.of(session), "enrolled");
            if (endOthers) {
                Ending.endOthers(transaction, session);
            }
            return new Confirmation.Confirmed(codes, renewed.get());
        });
        feed.nudge();
        return outcome;
    }

    /** New recovery codes in place of all that are left; empty if there is no second factor that they would stand for. */
    public Optional<List<String>> renewCodes(Session session) {
        UUID account = session.account().id();
        List<String> codes = newCodes();
        boolean enrolled = database.transact(transaction -> {
            AccountStore.holdToChange(transaction, account);
            OwnProof.require(transaction, session);
            if (!FactorStore.standing(transaction, account).enrolled()) {
                return false;
            }
            FactorStore.setRecoveryCodes(transaction, account, hashes(codes));
            tell(transaction, account, Operator.of(session), "recovery-codes");
            return true;
        });
        feed.nudge();
        return enrolled ? Optional.of(codes) : Optional.empty();
    }

    /** What came of a removal. */
    public enum Removal {
        REMOVED,
        /** There was none. */
        NONE,
        NO_SUCH_ACCOUNT,
        /** The policy requires one of this user, who can only put another in its place. */
        REQUIRED,
        /** The account may do what the operator may not. */
        BEYOND_OPERATOR
    }

    /** The user does without. */
    public Removal remove(Session session, boolean endOthers) {
        UUID account = session.account().id();
        Removal outcome = database.transact(transaction -> {
            Optional<Account> held = AccountStore.holdToChange(transaction, account);
            if (held.isEmpty()) {
                return Removal.NO_SUCH_ACCOUNT;
            }
            OwnProof.require(transaction, session);
            boolean operator = held.get().effectivePermissions().stream().anyMatch(Permission.ALL::contains);
            if (policies.current().secondFactor().required(held.get().roles(), operator)) {
                return Removal.REQUIRED;
            }
            return remove(transaction, account, Operator.of(session), () -> {
                if (endOthers) {
                    Ending.endOthers(transaction, session);
                }
            });
        });
        feed.nudge();
        return outcome;
    }

    /**
     * An operator takes it away from who has lost it; the account's sessions end, and how often they tried without it is forgotten.
     *
     * @throws RefusedException if the account is the operator's own: see {@link #remove(Session, boolean)}
     */
    public Removal removeFor(UUID account, Operator operator) {
        Authority.requireAnother(account, operator, "DELETE " + Paths.ACCOUNT_TOTP);
        Removal outcome = database.transact(transaction -> {
            Optional<Account> held = AccountStore.holdToChange(transaction, account);
            if (held.isEmpty()) {
                return Removal.NO_SUCH_ACCOUNT;
            }
            Authority.requireStanding(transaction, operator);
            if (Ending.beyond(held.get(), operator)) {
                return Removal.BEYOND_OPERATOR;
            }
            return remove(transaction, account, operator, () -> {
                SessionStore.Ended ended = SessionStore.end(
                        transaction,
                        SessionStore.ofAccount(transaction, account),
                        EndReason.ACCOUNT,
                        operator.actor(),
                        null);
                EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
                guesses.forget(transaction, held.get().email());
            });
        });
        feed.nudge();
        return outcome;
    }

    @FunctionalInterface
    private interface Consequence {
        void follow() throws SQLException;
    }

    private static Removal remove(Transaction transaction, UUID account, Operator by, Consequence consequence)
            throws SQLException {
        if (!FactorStore.remove(transaction, account)) {
            return Removal.NONE;
        }
        tell(transaction, account, by, "removed");
        consequence.follow();
        return Removal.REMOVED;
    }

    private static void tell(Transaction transaction, UUID account, Operator by, String change) throws SQLException {
        EventStore.appendChange(
                transaction,
                EventType.FACTOR_CHANGED,
                Subject.account(account),
                by,
                JsonNodeFactory.instance.objectNode().put("factor", "totp").put("change", change));
    }

    private static List<String> newCodes() {
        return Stream.generate(RecoveryCode::random).limit(RecoveryCode.SET).toList();
    }

    private static List<byte[]> hashes(List<String> codes) {
        return codes.stream().map(RecoveryCode::hash).toList();
    }
}
