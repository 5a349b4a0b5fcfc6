package dev.portcullis.token;

import java.security.GeneralSecurityException;
import java.util.UUID;

/** Second factors' secrets at rest: encrypted with a key that the database does not have, each under its account, so that none serves another account. */
public final class FactorSecrets {
    private final MasterKey key;

    public FactorSecrets(MasterKey key) {
        this.key = key;
    }

    public byte[] seal(UUID account, byte[] secret) {
        try {
            return key.sealFactor(account.toString(), secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES-GCM", e);
        }
    }

    /**
     * The reverse of {@link #seal}.
     *
     * @throws IllegalStateException if it was sealed with another key, or for another account
     */
    public byte[] open(UUID account, byte[] sealed) {
        try {
            return key.openFactor(account.toString(), sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the second factor of account " + account + " does not open with this master key", e);
        }
    }
}
