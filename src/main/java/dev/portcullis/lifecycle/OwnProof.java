package dev.portcullis.lifecycle;

import dev.portcullis.api.ProblemType;
import dev.portcullis.session.Session;
import dev.portcullis.store.FactorStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.security.MessageDigest;
import java.sql.SQLException;

/** That whoever changes how they prove themselves is still who asked: judged again with the account held, since they asked before it was. */
final class OwnProof {
    private OwnProof() {}

    /**
     * Refuses a session that has not shown a second factor which has begun to count meanwhile, and one that has new credentials: so that nobody who waits for
     * somebody's enrolment with a stolen password or cookie undoes it a moment later.
     *
     * @param asking as the credential of the request opened it
     */
    static void require(Transaction transaction, Session asking) throws SQLException {
        boolean renewed = SessionStore.find(transaction, asking.handle())
                .filter(now -> MessageDigest.isEqual(now.secretHash(), asking.secretHash()))
                .isEmpty();
        boolean lacksFactor = !asking.factors().contains(Authentication.ONE_TIME_CODE)
                && FactorStore.standing(transaction, asking.account().id()).enrolled();
        if (renewed || lacksFactor) {
            throw new RefusedException(
                    ProblemType.CONFLICT,
                    "Your second factor or this session has been changed meanwhile: prove again who you are.");
        }
    }
}
