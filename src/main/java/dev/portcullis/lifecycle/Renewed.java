package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.api.EventType;
import dev.portcullis.api.ProblemType;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Secret;
import dev.portcullis.session.Session;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.RefreshTokenStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A session under new credentials: it goes on under its handle, and those of before open nothing any more (ASVS 7.2.4). So it is after whatever its user has proven
 * within it: else a cookie that was stolen before would be worth more from then on.
 *
 * @param session as it is now
 * @param cookie opens it; shown to its client once, here
 * @param refresh rotates its tokens; shown once, here
 */
public record Renewed(Session session, Credential cookie, Credential refresh) {
    /** What is written with it of what the user has proven. */
    @FunctionalInterface
    interface Proof {
        void write(Transaction transaction, UUID handle) throws SQLException;

        /** By these factors, just now. */
        static Proof anew(List<String> factors) {
            return (transaction, handle) -> SessionStore.reauthenticate(transaction, handle, factors);
        }

        /** By these factors, not all of them just now. */
        static Proof by(List<String> factors) {
            return (transaction, handle) -> SessionStore.setFactors(transaction, handle, factors);
        }

        /** Nothing that the session does not say already. */
        static Proof nothingMore() {
            return (_, _) -> {};
        }
    }

    /**
     * Renews it.
     *
     * @param asking as the credential of the request opened it
     * @return empty if it has ended meanwhile; then nothing is done
     * @throws RefusedException if another request has renewed it meanwhile. That one's answer has the credentials that count: with another cookie now, a browser could
     *     be left with either
     */
    static Optional<Renewed> of(Transaction transaction, Session asking, Proof proof) throws SQLException {
        UUID handle = asking.handle();
        Optional<Session> held = SessionStore.lock(transaction, handle).filter(Session::active);
        if (held.isEmpty()) {
            return Optional.empty();
        }
        if (!MessageDigest.isEqual(held.get().secretHash(), asking.secretHash())) {
            throw new RefusedException(
                    ProblemType.CONFLICT,
                    "Another request has given this session new credentials meanwhile: go on with those that it was answered with.");
        }
        Credential cookie = new Credential(handle, Secret.random());
        Credential refresh = new Credential(handle, Secret.random());
        SessionStore.setSecret(transaction, handle, cookie.secret().hash());
        proof.write(transaction, handle);
        RefreshTokenStore.supersede(transaction, handle, held.get().refresh().generation());
        Session renewed = SessionStore.rotate(transaction, held.get(), UUID.randomUUID());
        RefreshTokenStore.add(
                transaction,
                handle,
                renewed.refresh().generation(),
                refresh.secret().hash());
        EventStore.append(
                transaction,
                EventType.SESSION_CHANGED,
                List.of(handle),
                JsonNodeFactory.instance.objectNode().put("reauthenticated", true));
        return Optional.of(new Renewed(renewed, cookie, refresh));
    }
}
