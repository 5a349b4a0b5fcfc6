package dev.portcullis.client;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a server's certificate (RFC 5280) says.
 *
 * @param subject whose it is (RFC 4514)
 * @param issuer who vouches for that
 * @param names the hosts that it is for: names, {@code *.example.com} among them, and addresses
 * @param selfSigned whether nobody but itself vouches for it
 */
public record ServerCertificate(
        String subject,
        String issuer,
        List<String> names,
        Instant validFrom,
        Instant validUntil,
        Fingerprint fingerprint,
        boolean selfSigned) {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    public ServerCertificate {
        names = List.copyOf(names);
    }

    static ServerCertificate of(X509Certificate certificate) {
        return new ServerCertificate(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                names(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                Fingerprint.of(certificate),
                isSelfSigned(certificate));
    }

    /** Whether it is for this host (RFC 9525 §6.3); a star stands for one label, the first. */
    public boolean isFor(String host) {
        String wanted = bare(host);
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).anyMatch(name -> matches(name, wanted));
    }

    private static boolean matches(String name, String host) {
        if (name.startsWith("*.")) {
            int dot = host.indexOf('.');
            return dot > 0 && host.substring(dot).equals(name.substring(1));
        }
        return name.equals(host) || sameAddress(name, host);
    }

    private static boolean sameAddress(String one, String other) {
        try {
            return InetAddress.ofLiteral(one).equals(InetAddress.ofLiteral(other));
        } catch (IllegalArgumentException _) {
            return false; // one of them is a name
        }
    }

    /** An IPv6 address without the brackets that URLs put around it. */
    private static String bare(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            for (List<?> each : Objects.requireNonNullElse(all, List.<List<?>>of())) {
                if (each.get(0) instanceof Integer kind && (kind == DNS_NAME || kind == IP_ADDRESS)) {
                    names.add(String.valueOf(each.get(1)));
                }
            }
        } catch (CertificateParsingException _) {
            return List.of(); // names that cannot be read are names of nobody
        }
        return names;
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false; // it says that it is its own, but another key has signed it
        }
    }
}
