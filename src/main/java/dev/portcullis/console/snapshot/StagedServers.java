package dev.portcullis.console.snapshot;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.client.Fingerprint;
import dev.portcullis.client.ServerCertificate;
import dev.portcullis.client.UntrustedCertificateException;
import dev.portcullis.client.UntrustedCertificateException.Reason;
import dev.portcullis.console.connection.Connection;
import dev.portcullis.console.connection.Connections;
import dev.portcullis.console.connection.Mark;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Servers to take pictures of, which there are not. */
final class StagedServers {
    private static final Fingerprint OLD =
            new Fingerprint("7c41e0a9d2b85f36c1094be77da2305f88e6190bc45d7a32f0b9146ed85c2a71");
    private static final Fingerprint NEW =
            new Fingerprint("3f9a01c7b6e25d804c1f7a93be08d46521f7c09a84e3bd5602ac79e41d6f3b58");

    private StagedServers() {}

    static Connections connections() {
        Optional<String> nadia = Optional.of("nadia.keller@example.com");
        return new Connections(List.of(
                new Connection("Production", URI.create("https://sso.example.com"), Mark.PRODUCTION, nadia, List.of()),
                new Connection(
                                "Staging",
                                URI.create("https://sso.stage.example.com:8443"),
                                Mark.STAGING,
                                nadia,
                                List.of())
                        .pinning(CertificatePin.of(OLD)),
                new Connection("Load test", URI.create("https://10.20.0.7:8443"), Mark.TEST, nadia, List.of()),
                new Connection(
                        "A branch office with a rather long name",
                        URI.create("https://sessions.branch-office.example.net:8443"),
                        Mark.NONE,
                        Optional.empty(),
                        List.of())));
    }

    /** Its own, and for another host. */
    static UntrustedCertificateException unknown() {
        return new UntrustedCertificateException(
                certificate(), List.of(Reason.SELF_SIGNED, Reason.WRONG_NAME), List.of(), null);
    }

    /** Not the one that was pinned. */
    static UntrustedCertificateException changed() {
        return new UntrustedCertificateException(
                certificate(), List.of(Reason.NOT_PINNED), List.of(CertificatePin.of(OLD)), null);
    }

    private static ServerCertificate certificate() {
        Instant begun = Instant.parse("2026-11-02T09:30:00Z");
        return new ServerCertificate(
                "CN=sso.stage.example.com,O=Example AG,C=CH",
                "CN=sso.stage.example.com,O=Example AG,C=CH",
                List.of("sso.stage.example.com", "10.20.0.6"),
                begun,
                begun.plus(Duration.ofDays(90)),
                NEW,
                true);
    }
}
