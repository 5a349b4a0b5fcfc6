package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.account.Accounts;
import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.lifecycle.Authentication.Demand;
import dev.portcullis.session.Session;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.EventStore;
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
     * Changes it, if the current one is right (ASVS 6.2.3).
     *
     * @param endOthers whether the account's other sessions end (ASVS 7.4.3)
     */
    public Authentication.Outcome<Boolean> change(
            Session session, String current, String wanted, boolean endOthers, @Nullable String address) {
        String hash = accounts.hash(wanted);
        Authentication.Outcome<Boolean> outcome = authentication.authenticate(
                session.account().email(),
                Offered.password(current),
                Whence.address(address),
                Demand.PASSWORD_TO_CHANGE,
                (transaction, account, _, _) -> {
                    AccountStore.setPassword(transaction, account.id(), hash);
                    EventStore.appendChange(
                            transaction,
                            EventType.ACCOUNT_PASSWORD_CHANGED,
                            account.id(),
                            account.email(),
                            JsonNodeFactory.instance.objectNode());
                    if (endOthers) {
                        Ending.endOthers(transaction, session);
                    }
                    return true;
                });
        feed.nudge();
        return outcome;
    }
}
