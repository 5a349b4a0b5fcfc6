package dev.portcullis.session;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What a client presents: a session's handle and a secret. Its text, {@code base64url(handle) "." base64url(secret)}, is the cookie's value and, with another
 * secret, the refresh token. The handle finds the row by primary key; the secret is then compared by hash.
 */
public record Credential(UUID handle, Secret secret) {
    private static final int HANDLE_LENGTH = 22;
    private static final int SECRET_LENGTH = 43;

    /** The text that the client keeps. */
    public String text() {
        byte[] handleBytes = ByteBuffer.allocate(16)
                .putLong(handle.getMostSignificantBits())
                .putLong(handle.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(handleBytes) + "." + secret.text();
    }

    /** Reads {@link #text()}; empty if it is anything else. */
    public static Optional<Credential> parse(String text) {
        if (text.length() != HANDLE_LENGTH + 1 + SECRET_LENGTH || text.charAt(HANDLE_LENGTH) != '.') {
            return Optional.empty();
        }
        try {
            ByteBuffer handle = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(0, HANDLE_LENGTH)));
            byte[] secret = Base64.getUrlDecoder().decode(text.substring(HANDLE_LENGTH + 1));
            return Optional.of(new Credential(new UUID(handle.getLong(), handle.getLong()), Secret.of(secret)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Shows the handle only. */
    @Override
    public String toString() {
        return "Credential[" + handle + "]";
    }
}
