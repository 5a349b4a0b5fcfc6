package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.account.Accounts;
import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.lifecycle.Authentication.Demand;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Session;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.SessionStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user changes their own password. */
public final class OwnPassword {
    private final Authentication authentication;
    private final Accounts accounts;
    private final Feed feed;

    public OwnPassword(Authentication authentication, Accounts accounts, Feed feed) {
        this.authentication = authentication;
        this.accounts = accounts;
        this.feed = feed;
    }

    /**
     * Changes it, if the current one is right (ASVS 6.2.3), and renews the session. The password alone makes no login fresh again: that takes every factor that the
     * account has. What came of it is empty if the session has ended meanwhile; then nothing is changed.
     *
     * @param endOthers whether the account's other sessions end (ASVS 7.4.3)
     * @throws RefusedException if another request has renewed the session meanwhile
     */
    public Authentication.Outcome<Optional<Renewed>> change(
            Session session, String current, String wanted, boolean endOthers, @Nullable String address) {
        String hash = accounts.hash(wanted);
        Authentication.Outcome<Optional<Renewed>> outcome = authentication.authenticate(
                session.account().email(),
                Offered.password(current),
                Whence.address(address),
                Demand.PASSWORD_TO_CHANGE,
                (transaction, account, _, _) -> {
                    OwnProof.require(transaction, session);
                    SessionStore.hold(
                            transaction,
                            endOthers ? SessionStore.ofAccount(transaction, account.id()) : List.of(session.handle()));
                    Optional<Renewed> renewed = Renewed.of(transaction, session, Renewed.Proof.nothingMore());
                    if (renewed.isEmpty()) {
                        return renewed;
                    }
                    AccountStore.setPassword(transaction, account.id(), hash);
                    EventStore.appendChange(
                            transaction,
                            EventType.ACCOUNT_PASSWORD_CHANGED,
                            Subject.account(account.id()),
                            Operator.of(session),
                            JsonNodeFactory.instance.objectNode().put("othersEnded", endOthers));
                    if (endOthers) {
                        Ending.endOthers(transaction, session);
                    }
                    return renewed;
                });
        feed.nudge();
        return outcome;
    }
}
