package dev.portcullis.client;

/**
 * One certificate that a person has looked at and taken for the server's, though nobody vouches for it.
 *
 * @param outdated whether it is taken before and after its validity as well: whoever agreed has been told
 */
public record CertificatePin(Fingerprint fingerprint, boolean outdated) {
    /** Within its validity alone. */
    public static CertificatePin of(Fingerprint fingerprint) {
        return new CertificatePin(fingerprint, false);
    }
}
