package dev.portcullis.token;

import dev.portcullis.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an access token of ours says. That its session or client still lives, and that its time has not passed, has to be asked for.
 *
 * @param subject the account's id; of a client's own token the client's
 * @param session the handle of the session that it belongs to; null if it is a client's own
 * @param proof how its session's user had shown who they are when it was given; null if it is a client's own
 * @param epoch of a client's own token: the client's {@code token_epoch} when it was given
 */
public record AccessToken(
        UUID jti,
        UUID subject,
        @Nullable UUID session,
        @Nullable Proof proof,
        int epoch,
        List<String> scope,
        Instant issuedAt,
        Instant expiresAt) {

    /**
     * What a session's user has shown.
     *
     * @param at when they last did
     * @param factors by what ({@code amr}, RFC 8176)
     */
    public record Proof(Instant at, List<String> factors) {
        static Proof of(Session session) {
            return new Proof(session.authenticatedAt(), session.factors());
        }
    }

    /** Whether its time has not passed. */
    public boolean validAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
