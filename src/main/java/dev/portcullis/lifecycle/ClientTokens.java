package dev.portcullis.lifecycle;

import dev.portcullis.session.Ids;
import dev.portcullis.session.Operator;
import dev.portcullis.store.Database;
import dev.portcullis.store.OAuthClientStore;
import dev.portcullis.store.OAuthClientStore.OAuthClient;
import dev.portcullis.store.RevokedTokenStore;
import dev.portcullis.token.AccessToken;
import dev.portcullis.token.AccessTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The tokens of services (client credentials, RFC 6749 §4.4): given, judged, revoked. There is no session behind one; that it still counts is asked of the
 * client's row each time, so that a client that is disabled or deleted is out at once.
 */
public final class ClientTokens {
    private final Database database;
    private final AccessTokens accessTokens;
    private final Policies policies;

    public ClientTokens(Database database, AccessTokens accessTokens, Policies policies) {
        this.database = database;
        this.accessTokens = accessTokens;
        this.policies = policies;
    }

    /** A token, and for how long it is good. */
    public record Grant(String token, Duration validity, List<String> scope) {
        @Override
        public String toString() {
            return "Grant[" + scope + "]";
        }
    }

    /**
     * A token for a client that has shown who it is.
     *
     * @param scope of the client's permissions
     */
    public Grant grant(OAuthClient client, List<String> scope) {
        Duration ofSessions = policies.current().lifetime().access();
        Duration validity = ofSessions.compareTo(AccessTokens.LONGEST_OF_CLIENTS) < 0
                ? ofSessions
                : AccessTokens.LONGEST_OF_CLIENTS;
        Instant issuedAt = client.readAt().truncatedTo(ChronoUnit.SECONDS);
        AccessToken token = new AccessToken(
                Ids.next(), client.id(), null, null, client.tokenEpoch(), scope, issuedAt, issuedAt.plus(validity));
        database.transact(transaction -> {
            OAuthClientStore.noteToken(transaction, client.id());
            return true;
        });
        return new Grant(accessTokens.of(client, token), Duration.between(client.readAt(), token.expiresAt()), scope);
    }

    /** Whose token it is, if it counts now: its time has not passed, it was not revoked, and its client may still act. Empty for a session's token, too. */
    public Optional<OAuthClient> client(AccessToken token) {
        if (token.session() != null) {
            return Optional.empty();
        }
        return database.read(transaction -> {
            Optional<OAuthClient> client = OAuthClientStore.find(transaction, token.subject())
                    .filter(OAuthClient::enabled)
                    .filter(found -> found.tokenEpoch() == token.epoch() && token.validAt(found.readAt()));
            return client.isPresent() && RevokedTokenStore.has(transaction, token.jti()) ? Optional.empty() : client;
        });
    }

    /** The client as one who operates this server, with what both the token and the client still hold. */
    public Optional<Operator> operator(AccessToken token) {
        return client(token).map(client -> Operator.service(client.id(), client.name(), scope(token, client)));
    }

    /** What a token is good for: it may have been given before its client was narrowed. */
    static List<String> scope(AccessToken token, OAuthClient client) {
        return token.scope().stream().filter(client.permissions()::contains).toList();
    }

    /** The token counts no more. */
    void revoke(AccessToken token) {
        database.transact(transaction -> {
            RevokedTokenStore.add(transaction, token.jti(), token.subject(), token.expiresAt());
            return true;
        });
    }
}
