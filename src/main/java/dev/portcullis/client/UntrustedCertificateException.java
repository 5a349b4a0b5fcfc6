package dev.portcullis.client;

import java.security.cert.CertificateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server showed a certificate that it is not to be believed by. Nothing was sent to it. */
public final class UntrustedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient ServerCertificate certificate;
    private final transient List<Reason> reasons;
    private final transient List<CertificatePin> pins;

    /** Why it is not believed. */
    public enum Reason {
        /** Other ones were pinned for this server: it was renewed, or somebody is in between. */
        NOT_PINNED,
        /** Nobody but itself vouches for it. */
        SELF_SIGNED,
        /** Whoever vouches for it is not known here. */
        UNKNOWN_ISSUER,
        /** It is over. */
        EXPIRED,
        /** It has not begun. */
        NOT_YET_VALID,
        /** It is another host's. */
        WRONG_NAME,
        /** Java's rules refuse it: revoked, too short a key, an outdated algorithm. The cause says which. */
        OTHER
    }

    /**
     * Says why not.
     *
     * @param cause what Java's rules say against it; null if they were not asked
     */
    public UntrustedCertificateException(
            ServerCertificate certificate,
            List<Reason> reasons,
            List<CertificatePin> pins,
            @Nullable CertificateException cause) {
        super("not trusted " + reasons + ": " + certificate.fingerprint(), cause);
        this.certificate = certificate;
        this.reasons = List.copyOf(reasons);
        this.pins = List.copyOf(pins);
    }

    /** The server's own, the first of what it showed. */
    public ServerCertificate certificate() {
        return certificate;
    }

    /** At least one. */
    public List<Reason> reasons() {
        return reasons;
    }

    /** Those that are expected instead; none if it was to be vouched for as on the web. */
    public List<CertificatePin> pins() {
        return pins;
    }

    /** What Java's rules say against it; empty if they were not asked. */
    public String detail() {
        Throwable cause = getCause();
        return cause == null || cause.getMessage() == null ? "" : cause.getMessage();
    }
}
