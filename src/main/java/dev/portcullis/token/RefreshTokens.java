package dev.portcullis.token;

import dev.portcullis.session.Credential;
import dev.portcullis.session.Secret;

/**
 * What follows a refresh token. A successor is computed from its predecessor with a key, not drawn at random: so the same one can be answered again within the
 * grace window, although only hashes are stored.
 */
public final class RefreshTokens {
    private final MasterKey key;

    public RefreshTokens(MasterKey key) {
        this.key = key;
    }

    /** The successor of a presented token: always the same. */
    public Credential successor(Credential presented) {
        return new Credential(
                presented.handle(), Secret.of(key.succeed(presented.secret().bits())));
    }
}
