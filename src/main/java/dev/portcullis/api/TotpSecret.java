package dev.portcullis.api;

/**
 * What an authenticator app has to know; counts once it is confirmed.
 *
 * @param secret in base32 (RFC 4648 §6)
 * @param uri the same as {@code otpauth://}, for a QR code
 */
public record TotpSecret(String secret, String uri) {
    @Override
    public String toString() {
        return "TotpSecret[]";
    }
}
