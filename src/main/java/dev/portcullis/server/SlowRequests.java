package dev.portcullis.server;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cuts off clients that take too long to send: a connection's first request must have come whole within a time, and so must the body of each request. A client
 * that sends one byte now and then would otherwise never be idle, and hold its connection for ever.
 */
final class SlowRequests {
    private static final Duration TO_SEND = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final Set<HttpConnection> silent = ConcurrentHashMap.newKeySet();

    SlowRequests(Vertx vertx) {
        this.vertx = vertx;
    }

    void connected(HttpConnection connection) {
        silent.add(connection);
        long timer = vertx.setTimer(TO_SEND.toMillis(), _ -> {
            if (silent.remove(connection)) {
                connection.close();
            }
        });
        connection.closeHandler(_ -> {
            silent.remove(connection);
            vertx.cancelTimer(timer);
        });
    }

    /** Over HTTP/2 the connection carries others' requests as well, which are not slow. */
    private static void cut(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    Handler<HttpServerRequest> watching(Handler<HttpServerRequest> next) {
        return request -> {
            silent.remove(request.connection());
            if (request.isEnded()) {
                next.handle(request);
                return;
            }
            long timer = vertx.setTimer(TO_SEND.toMillis(), _ -> {
                if (!request.isEnded()) {
                    cut(request);
                }
            });
            request.response().endHandler(_ -> vertx.cancelTimer(timer));
            next.handle(request);
        };
    }
}
