package dev.portcullis.server;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.3 and 1.2, with suites that all have forward secrecy and authenticated encryption (RFC 9325 §4.2, ASVS 12.1), and HTTP/2 for those that ask for it. The
 * files are looked at again and again: a new certificate is shown to new connections, and those that are open stay as they are.
 */
final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final TlsFiles files;

    /** What was served or complained of last. */
    private TlsFiles.@Nullable Content seen;

    /** What was found at the last look: whoever writes two files may be between them, so what is new is taken when it has stayed the same for a round. */
    private TlsFiles.@Nullable Content found;

    private volatile TlsIdentity identity;

    /** What is wrong with what the files hold now, if it is not what is served; null if nothing is. */
    private volatile @Nullable String trouble;

    /** @throws TlsTroubleException if the files hold no certificate with its key */
    Tls(TlsFiles files) {
        this.files = files;
        TlsFiles.Content content = files.read();
        this.identity = TlsIdentity.of(files, content);
        this.seen = content;
    }

    /** A server's options, with TLS. */
    HttpServerOptions on(HttpServerOptions options) {
        options.setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(identity.options())
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setSslHandshakeTimeout(10)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        SUITES.forEach(options::addEnabledCipherSuite);
        return options;
    }

    private ServerSSLOptions options(TlsIdentity of) {
        ServerSSLOptions options = new ServerSSLOptions()
                .setKeyCertOptions(of.options())
                .setUseAlpn(true)
                .setApplicationLayerProtocols(List.of("h2", "http/1.1"))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setSslHandshakeTimeout(10)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        SUITES.forEach(options::addEnabledCipherSuite);
        return options;
    }

    /** Looks whether the files hold something else than at the last look, and serves that. What is broken is said once, and what was served before is served on. */
    void look(List<HttpServer> listeners) {
        TlsFiles.Content content = null;
        try {
            content = files.read();
            if (content.equals(seen)) {
                return;
            }
            if (!content.equals(found)) {
                found = content;
                return;
            }
            TlsIdentity next = TlsIdentity.of(files, content);
            seen = content;
            if (!next.equals(identity)) {
                serve(next, listeners);
            }
            trouble = null;
        } catch (TlsTroubleException e) {
            seen = content;
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void serve(TlsIdentity next, List<HttpServer> listeners) {
        ServerSSLOptions options = options(next);
        for (HttpServer listener : listeners) {
            try {
                listener.updateSSLOptions(options, true)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                throw new TlsTroubleException(
                        "the new certificate in --tls-cert cannot be served: " + e.getMessage(), e);
            }
        }
        identity = next;
        LOG.info("new connections are shown the certificate {}, valid until {}", next.serial(), next.expires());
    }

    private void complain(String what) {
        if (!what.equals(trouble)) {
            trouble = what;
            LOG.error(
                    "{}; the certificate {}, valid until {}, is shown on", what, identity.serial(), identity.expires());
        }
    }

    /** When what is served runs out. */
    Instant expires() {
        return identity.expires();
    }

    /** Whether the files hold something that cannot be served. */
    boolean troubled() {
        return trouble != null;
    }
}
