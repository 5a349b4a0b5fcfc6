package dev.portcullis.server;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the server listens, and within what limits. */
final class Listeners {
    static final int LONGEST_LINE = 4 * 1024;
    private static final int LARGEST_HEAD = 16 * 1024;

    /** Of one HTTP/2 connection. */
    private static final int STREAMS_AT_ONCE = 100;

    /** Of one HTTP/2 connection in {@link #RESET_WINDOW}: beyond it, it asks for work in order to throw it away (CVE-2023-44487). */
    private static final int MOST_RESETS = 200;

    private static final Duration RESET_WINDOW = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final List<HttpServer> main = new CopyOnWriteArrayList<>();
    private final List<HttpServer> aside = new CopyOnWriteArrayList<>();

    Listeners(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What is done with a connection's requests: that which can be read, and that which cannot. */
    record Handling(Function<Vertx, Router> router, io.vertx.core.Handler<HttpServerRequest> unreadable) {}

    /**
     * Listens, with one event loop for each processor.
     *
     * @param tls null for plain HTTP
     * @throws IOException if it cannot
     */
    void listen(String host, int port, @Nullable Tls tls, Handling handling) throws IOException {
        HttpServerOptions options = tls == null ? options(host, port) : tls.on(options(host, port));
        deploy(main, options, handling, Runtime.getRuntime().availableProcessors());
    }

    /** Listens, plainly, for little traffic. */
    void listenAside(String host, int port, Handling handling) throws IOException {
        deploy(aside, options(host, port), handling, 1);
    }

    private static HttpServerOptions options(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setDecoderInitialBufferSize(256)
                .setIdleTimeout(30)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setHttp2ClearTextEnabled(false) // whoever wants HTTP/2 asks for it by ALPN
                .setInitialSettings(new Http2Settings()
                        .setPushEnabled(false)
                        .setMaxConcurrentStreams(STREAMS_AT_ONCE)
                        .setMaxHeaderListSize(LARGEST_HEAD))
                .setHttp2RstFloodMaxRstFramePerWindow(MOST_RESETS)
                .setHttp2RstFloodWindowDuration((int) RESET_WINDOW.toSeconds())
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                .setHandle100ContinueAutomatically(true)
                .setCompressionSupported(false); // answers carry secrets beside what a caller chose (BREACH)
    }

    private void deploy(List<HttpServer> into, HttpServerOptions options, Handling handling, int loops)
            throws IOException {
        Future<String> deployed = vertx.deployVerticle(
                () -> (Deployable) new Listener(into, options, handling), new DeploymentOptions().setInstances(loops));
        try {
            deployed.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(
                    "cannot listen at " + options.getHost() + ":" + options.getPort() + ": " + cause.getMessage(), e);
        }
    }

    /** Those for everybody. */
    List<HttpServer> main() {
        return main;
    }

    /** From here on nobody new is let in; those who are in are answered, in so much time. */
    Future<Void> shutDown(Duration atMost) {
        return Future.join(Stream.concat(main.stream(), aside.stream())
                        .map(listener -> listener.shutdown(atMost.toMillis(), TimeUnit.MILLISECONDS))
                        .toList())
                .mapEmpty();
    }

    private static final class Listener extends VerticleBase {
        private final List<HttpServer> into;
        private final HttpServerOptions options;
        private final Handling handling;

        Listener(List<HttpServer> into, HttpServerOptions options, Handling handling) {
            this.into = into;
            this.options = options;
            this.handling = handling;
        }

        @Override
        public Future<HttpServer> start() {
            SlowRequests slow = new SlowRequests(vertx);
            HttpServer listener = vertx.createHttpServer(options);
            into.add(listener);
            return listener.connectionHandler(slow::connected)
                    .invalidRequestHandler(handling.unreadable())
                    .requestHandler(slow.watching(handling.router().apply(vertx)))
                    .listen();
        }
    }
}
