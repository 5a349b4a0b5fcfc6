package dev.portcullis.lifecycle;

import dev.portcullis.api.AuditAction;
import dev.portcullis.cluster.Feed;
import dev.portcullis.lifecycle.Authentication.Demand;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Session;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user of a session proves again who they are (ASVS 7.5.1, 7.5.3), by every factor that the account has. The session goes on under its handle, with a new
 * secret and new tokens; the old ones open nothing any more (ASVS 7.2.4).
 */
public final class StepUp {
    private final Authentication authentication;
    private final Feed feed;

    public StepUp(Authentication authentication, Feed feed) {
        this.authentication = authentication;
        this.feed = feed;
    }

    /**
     * Proves it, and renews the session. What came of it is empty if the session has ended meanwhile.
     *
     * @throws RefusedException if another request has renewed it meanwhile; then this one's proof is not spent
     */
    public Authentication.Outcome<Optional<Renewed>> stepUp(
            Session session, Offered offered, @Nullable String address) {
        Authentication.Outcome<Optional<Renewed>> outcome = authentication.authenticate(
                session.account().email(),
                offered,
                Whence.address(address),
                Demand.EVERYTHING,
                (transaction, account, factors, _) ->
                        account.id().equals(session.account().id())
                                ? renew(transaction, session, factors)
                                : Optional.empty());
        feed.nudge();
        return outcome;
    }

    private static Optional<Renewed> renew(Transaction transaction, Session session, List<String> factors)
            throws SQLException {
        Optional<Renewed> renewed = Renewed.of(transaction, session, Renewed.Proof.anew(factors));
        if (renewed.isPresent() && Operator.operates(renewed.get().session().permissions())) {
            Login.note(
                    transaction,
                    AuditAction.OPERATOR_REAUTHENTICATED,
                    renewed.get().session());
        }
        return renewed;
    }
}
