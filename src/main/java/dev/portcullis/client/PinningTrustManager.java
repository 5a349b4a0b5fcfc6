package dev.portcullis.client;

import dev.portcullis.client.UntrustedCertificateException.Reason;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes pinned certificates and no others; without pins, what the computer trusts. Java's own trust manager checks the host's name as well, since it is handed the
 * connection; at a pinned one there is nothing more to check: it is that certificate, or it is not.
 */
final class PinningTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager computer;
    private final List<CertificatePin> pins;

    PinningTrustManager(X509ExtendedTrustManager computer, List<CertificatePin> pins) {
        this.computer = computer;
        this.pins = List.copyOf(pins);
    }

    private interface Check {
        void run() throws CertificateException;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, String.valueOf(engine.getPeerHost()), () -> computer.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        String host = socket instanceof SSLSocket tls && tls.getHandshakeSession() != null
                ? String.valueOf(tls.getHandshakeSession().getPeerHost())
                : "";
        check(chain, host, () -> computer.checkServerTrusted(chain, type, socket));
    }

    /** Without the connection nobody knows which host's name it would have to hold. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("a certificate is not judged without its connection");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        computer.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        computer.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        computer.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return computer.getAcceptedIssuers();
    }

    private void check(X509Certificate[] chain, String host, Check byTheComputer) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("the server showed no certificate");
        }
        ServerCertificate shown = ServerCertificate.of(chain[0]);
        if (pins.isEmpty()) {
            try {
                byTheComputer.run();
            } catch (CertificateException e) {
                throw new UntrustedCertificateException(shown, reasons(shown, host, e), pins, e);
            }
            return;
        }
        Optional<CertificatePin> pin = pins.stream()
                .filter(each -> each.fingerprint().equals(shown.fingerprint()))
                .findFirst();
        List<Reason> against = new ArrayList<>();
        if (pin.isEmpty()) {
            against.add(Reason.NOT_PINNED);
        }
        if (pin.isEmpty() || !pin.get().outdated()) {
            against.addAll(outdated(shown));
        }
        if (!against.isEmpty()) {
            throw new UntrustedCertificateException(shown, against, pins, null);
        }
    }

    private static List<Reason> reasons(ServerCertificate shown, String host, CertificateException why) {
        List<Reason> reasons = new ArrayList<>();
        if (shown.selfSigned()) {
            reasons.add(Reason.SELF_SIGNED);
        } else if (nobodyKnown(why)) {
            reasons.add(Reason.UNKNOWN_ISSUER);
        }
        reasons.addAll(outdated(shown));
        if (!host.isEmpty() && !shown.isFor(host)) {
            reasons.add(Reason.WRONG_NAME);
        }
        return reasons.isEmpty() ? List.of(Reason.OTHER) : reasons;
    }

    private static List<Reason> outdated(ServerCertificate shown) {
        Instant now = Instant.now();
        if (now.isAfter(shown.validUntil())) {
            return List.of(Reason.EXPIRED);
        }
        return now.isBefore(shown.validFrom()) ? List.of(Reason.NOT_YET_VALID) : List.of();
    }

    private static boolean nobodyKnown(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }
}
