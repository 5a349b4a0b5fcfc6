package dev.portcullis.command;

import dev.portcullis.place.IpRange;
import dev.portcullis.server.Origins;
import dev.portcullis.server.ServerConfig;
import dev.portcullis.server.TlsFiles;
import dev.portcullis.server.TlsTroubleException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server listens, and to whom. */
final class ListenOptions {
    static final int PORT = 7480;
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen at. Default: 127.0.0.1.")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "Port to listen at; 0 for a free one. Default: 7480.")
    private int port = PORT;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "How clients reach the server: the issuer of its tokens. https makes the cookie Secure.")
    private @Nullable URI publicUrl;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "Speak TLS with this certificate and the chain to its root, in PEM; read again when it changes.")
    private @Nullable Path tlsCert;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The certificate's private key, in PEM.")
    private @Nullable Path tlsKey;

    @Option(
            names = "--trusted-proxies",
            split = ",",
            paramLabel = "CIDR",
            description = "Networks whose X-Forwarded-For and X-Request-Id are believed. Default: none.")
    private List<String> trustedProxies = List.of();

    @Option(
            names = "--cors-origins",
            split = ",",
            paramLabel = "ORIGIN",
            description =
                    "Origins such as https://app.example.com whose pages may use the server with the user's cookie."
                            + " Default: none.")
    private List<String> corsOrigins = List.of();

    @Option(
            names = "--management-port",
            paramLabel = "N",
            description =
                    "Port of a second listener with /metrics, /livez and /readyz for whoever reaches it. Default: none.")
    private @Nullable Integer managementPort;

    @Option(names = "--management-host", paramLabel = "ADDRESS", description = "Its address. Default: 127.0.0.1.")
    private @Nullable String managementHost;

    @Option(
            names = "--shutdown-delay",
            converter = Durations.class,
            paramLabel = "D",
            description = "How long /readyz says that the server is stopping before it stops. Default: 0s.")
    private Duration shutdownDelay = Duration.ZERO;

    ServerConfig apply(ServerConfig config, Faults faults) {
        requirePort(faults, "--port", port);
        requireSafeHost(faults);
        faults.unless(
                shutdownDelay.compareTo(LONGEST_DELAY) <= 0,
                "--shutdown-delay must be at most " + LONGEST_DELAY.toMinutes() + "m");
        return config.withHost(host)
                .withPort(port)
                .withPublicUrl(publicUrl)
                .withTls(tls(faults))
                .withTrustedProxies(networks(faults))
                .withCorsOrigins(origins(faults))
                .withManagement(management(faults))
                .withShutdownDelay(shutdownDelay);
    }

    /** Session ids must not cross a network in clear: beyond loopback the server speaks TLS itself, or stands behind something that does, and says so. */
    private void requireSafeHost(Faults faults) {
        URI url = publicUrl;
        boolean tls = tlsCert != null;
        faults.unless(
                url == null
                        || (url.getHost() != null && List.of("http", "https").contains(url.getScheme())),
                "--public-url must be an http or https address, not " + url);
        boolean https = url != null && "https".equals(url.getScheme());
        faults.unless(!tls || url == null || https, "--public-url must be https if the server speaks TLS, not " + url);
        Optional<InetAddress> address = numeric(host);
        if (address.isEmpty()) {
            faults.add("--host must be an IP address or localhost, not " + host);
            return;
        }
        faults.unless(
                address.get().isLoopbackAddress() || https || tls,
                "--host " + host
                        + " is reached over a network, where session ids must not pass in clear: give --tls-cert and"
                        + " --tls-key, or put TLS in front and give its https address as --public-url");
        faults.unless(
                !tls || url != null || !address.get().isAnyLocalAddress(),
                "--host " + host + " is no address that clients can use: with TLS, give theirs as --public-url");
    }

    /** What is allowed and hardly meant: a proxy in front whose word is not believed, so that all who come have its address. */
    Optional<String> warning() {
        URI url = publicUrl;
        boolean proxied = url != null && "https".equals(url.getScheme()) && tlsCert == null;
        return proxied && trustedProxies.isEmpty()
                ? Optional.of(
                        "--public-url is https and this server speaks no TLS, so something stands in front of it; without"
                                + " --trusted-proxies everybody has its address, and a hundred failed logins of anybody keep"
                                + " everybody out: give the address from which it comes")
                : Optional.empty();
    }

    private static Optional<InetAddress> numeric(String host) {
        return IpRange.address(host.equals("localhost") ? "127.0.0.1" : host);
    }

    private static void requirePort(Faults faults, String option, int port) {
        faults.unless(port >= 0 && port <= 65535, option + " must be from 0 to 65535, not " + port);
    }

    private @Nullable TlsFiles tls(Faults faults) {
        Path certificate = tlsCert;
        Path key = tlsKey;
        if (certificate == null || key == null) {
            faults.unless(certificate == null && key == null, "--tls-cert and --tls-key need each other");
            return null;
        }
        TlsFiles files = new TlsFiles(certificate, key);
        try {
            files.check();
        } catch (TlsTroubleException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        return files;
    }

    private List<IpRange> networks(Faults faults) {
        return trustedProxies.stream()
                .flatMap(cidr -> known(
                        IpRange.parse(cidr.strip()),
                        "--trusted-proxies takes networks such as 10.0.0.0/8, not " + cidr,
                        faults))
                .toList();
    }

    private List<String> origins(Faults faults) {
        return corsOrigins.stream()
                .flatMap(origin -> known(
                        Origins.parse(origin.strip()),
                        "--cors-origins takes origins such as https://app.example.com, without a path or a pattern, and http"
                                + " only of this computer; not " + origin,
                        faults))
                .toList();
    }

    private static <T> Stream<T> known(Optional<T> value, String fault, Faults faults) {
        faults.unless(value.isPresent(), fault);
        return value.stream();
    }

    private ServerConfig.@Nullable Management management(Faults faults) {
        Integer wanted = managementPort;
        if (wanted == null) {
            faults.unless(managementHost == null, "--management-host needs --management-port");
            return null;
        }
        String at = managementHost == null ? "127.0.0.1" : managementHost;
        requirePort(faults, "--management-port", wanted);
        faults.unless(wanted == 0 || wanted != port, "--management-port must not be --port");
        faults.unless(numeric(at).isPresent(), "--management-host must be an IP address or localhost, not " + at);
        return new ServerConfig.Management(at, wanted);
    }
}
