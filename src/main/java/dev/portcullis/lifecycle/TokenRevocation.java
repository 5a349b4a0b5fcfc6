package dev.portcullis.lifecycle;

import dev.portcullis.api.Delivery;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.store.OAuthClientStore.OAuthClient;
import dev.portcullis.store.RefreshTokenStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.token.AccessToken;
import dev.portcullis.token.AccessTokens;
import java.util.Optional;

/**
 * A token is given back (RFC 7009) by whom it was issued to. Tokens of a session were issued to whoever logged in, who has nothing to show but the token: either of
 * them ends the session, and with it both. A client's own token takes the client's authentication, and ends alone.
 */
public final class TokenRevocation {
    private final Database database;
    private final AccessTokens accessTokens;
    private final Verification verification;
    private final ClientTokens clientTokens;
    private final Ending ending;

    public TokenRevocation(
            Database database,
            AccessTokens accessTokens,
            Verification verification,
            ClientTokens clientTokens,
            Ending ending) {
        this.database = database;
        this.accessTokens = accessTokens;
        this.verification = verification;
        this.clientTokens = clientTokens;
        this.ending = ending;
    }

    /** What came of it. */
    public enum Outcome {
        /** The token counts no more, or never did: not told apart (RFC 7009 §2.2). */
        REVOKED,
        /** It is a client's own, and nobody has shown to be that client. */
        CLIENT_REQUIRED,
        /** It was issued to somebody else: to another client, or to a gateway, which was told who the user is and does not stand for them. */
        OF_ANOTHER
    }

    /**
     * Ends the token, and with a session's token the session.
     *
     * @param client who has authenticated; empty if nobody did
     */
    public Outcome revoke(String token, Optional<OAuthClient> client) {
        Optional<Credential> refresh = Credential.parse(token);
        if (refresh.isPresent()) {
            return refreshToken(refresh.get(), client.isPresent());
        }
        Optional<AccessToken> access = accessTokens.read(token);
        if (access.isEmpty()) {
            return Outcome.REVOKED;
        }
        return access.get().session() == null
                ? ofClient(access.get(), client)
                : ofSession(access.get(), client.isPresent());
    }

    /** Any token of the family: who lost the answer to their last refresh can log out with the one before. */
    private Outcome refreshToken(Credential credential, boolean byClient) {
        byte[] hash = credential.secret().hash();
        Optional<Session> session = database.read(transaction ->
                RefreshTokenStore.find(transaction, credential.handle(), hash).isEmpty()
                        ? Optional.empty()
                        : SessionStore.find(transaction, credential.handle()));
        return session.filter(Session::live).map(found -> end(found, byClient)).orElse(Outcome.REVOKED);
    }

    private Outcome ofSession(AccessToken token, boolean byClient) {
        return switch (verification.byAccessToken(token)) {
            case Verification.Result.Active(Session session) -> endOwn(session, byClient);
            case Verification.Result.Suspended(Session session) -> endOwn(session, byClient);
            case Verification.Result.Ended _, Verification.Result.Unknown _ -> Outcome.REVOKED;
        };
    }

    private Outcome endOwn(Session session, boolean byClient) {
        return end(session, byClient || session.client().delivery() == Delivery.COOKIE);
    }

    private Outcome end(Session session, boolean byAnother) {
        if (byAnother) {
            return Outcome.OF_ANOTHER;
        }
        ending.logOut(session);
        return Outcome.REVOKED;
    }

    private Outcome ofClient(AccessToken token, Optional<OAuthClient> client) {
        if (client.isEmpty()) {
            return Outcome.CLIENT_REQUIRED;
        }
        if (!client.get().id().equals(token.subject())) {
            return Outcome.OF_ANOTHER;
        }
        clientTokens.revoke(token);
        return Outcome.REVOKED;
    }
}
