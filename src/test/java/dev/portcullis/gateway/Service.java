package dev.portcullis.gateway;

import dev.portcullis.api.Paths;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The service behind a gateway: it tells what it is asked. {@code /page} has the ETag {@code "page-1"}; a WebSocket's first message is its request's head. */
final class Service implements AutoCloseable {
    static final String ETAG = "\"page-1\"";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger takenForPortcullis = new AtomicInteger();
    private final HttpServer server;

    Service() throws InterruptedException, ExecutionException, TimeoutException {
        server = vertx.createHttpServer(new HttpServerOptions().setMaxHeaderSize(64 * 1024))
                .webSocketHandler(socket -> {
                    asked.incrementAndGet();
                    socket.writeTextMessage(
                            head("GET", socket.uri(), socket.headers()).encode());
                })
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    /** How often it has been asked. */
    int asked() {
        return asked.get();
    }

    /** How often it has been asked what only Portcullis is to be asked. */
    int takenForPortcullis() {
        return takenForPortcullis.get();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpServerRequest request) {
        asked.incrementAndGet();
        if (request.uri().startsWith(Paths.VERIFY)) {
            takenForPortcullis.incrementAndGet();
        }
        if ("/page".equals(request.path())) {
            request.response().putHeader("ETag", ETAG);
            if (ETAG.equals(request.getHeader("If-None-Match"))) {
                request.response().setStatusCode(304).end();
                return;
            }
        }
        request.body()
                .onSuccess(body -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(head(request.method().name(), request.uri(), request.headers())
                                .put("length", body.length())
                                .put("sha256", sha256(body.getBytes()))
                                .toBuffer()));
    }

    private static JsonObject head(String method, String uri, MultiMap headers) {
        JsonObject all = new JsonObject();
        headers.names().forEach(name -> all.put(name.toLowerCase(Locale.ROOT), headers.getAll(name)));
        return new JsonObject().put("method", method).put("uri", uri).put("headers", all);
    }

    @Override
    public void close() throws InterruptedException, ExecutionException, TimeoutException {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
