package dev.portcullis.token;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an access token of ours says. That its session or client still lives, and that its time has not passed, has to be asked for.
 *
 * @param subject the account's id; of a client's own token the client's
 * @param session the handle of the session that it belongs to; null if it is a client's own
 * @param epoch of a client's own token: the client's {@code token_epoch} when it was given
 */
public record AccessToken(
        UUID jti,
        UUID subject,
        @Nullable UUID session,
        int epoch,
        List<String> scope,
        Instant issuedAt,
        Instant expiresAt) {

    /** Whether its time has not passed. */
    public boolean validAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
