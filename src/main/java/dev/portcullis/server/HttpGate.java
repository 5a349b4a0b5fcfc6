package dev.portcullis.server;

import dev.portcullis.api.ProblemType;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between Vert.x and the endpoints: reads a request on the event loop, answers it on a virtual thread, so many at once, and writes the answer with the headers
 * that every answer has.
 */
final class HttpGate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpGate.class);
    private static final int AT_ONCE = 1024;

    /** RFC 9110 §5.6.7, with two digits for the day. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final boolean https;

    HttpGate(boolean https) {
        this.https = https;
    }

    /** Answers on a virtual thread. */
    void answer(RoutingContext context, Endpoint endpoint) {
        Request request = request(context);
        if (!places.tryAcquire()) {
            write(context.response(), busy(request));
            return;
        }
        threads.execute(() -> {
            try {
                write(context.response(), answered(endpoint, request));
            } finally {
                places.release();
            }
        });
    }

    /** Serves a stream on a virtual thread, beside the places of the others. */
    void stream(RoutingContext context, EventStreamEndpoint endpoint) {
        Request request = request(context);
        HttpServerResponse response = context.response();
        threads.execute(() -> {
            try {
                endpoint.serve(request, response);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                context.request().connection().close();
            } catch (EventStreamEndpoint.StreamBrokenException e) {
                LOG.debug("{}: the stream broke", request.id(), e);
                context.request().connection().close();
            } catch (RuntimeException e) {
                if (response.headWritten()) {
                    LOG.debug("{}: the stream ends", request.id(), e);
                    context.request().connection().close();
                } else {
                    write(response, Problems.response(e, request.id()));
                }
            }
        });
    }

    /** Answers at once, on the event loop. */
    void answerFromMemory(RoutingContext context, Endpoint endpoint) {
        write(context.response(), answered(endpoint, request(context)));
    }

    /** What the router refused: no such path, another method, too large a body. */
    void refuse(RoutingContext context) {
        Request request = request(context);
        if (context.failure() instanceof HttpClosedException) {
            LOG.debug("{}: the client went away", request.id());
            return;
        }
        Response response = switch (context.statusCode()) {
            case 400 -> Problems.response(ProblemType.INVALID_REQUEST, null, request.id(), null);
            case 404 -> Problems.response(ProblemType.NOT_FOUND, null, request.id(), null);
            case 405 -> Problems.response(ProblemType.METHOD_NOT_ALLOWED, null, request.id(), null);
            case 413 -> Problems.response(ProblemType.PAYLOAD_TOO_LARGE, null, request.id(), null);
            default ->
                Problems.response(
                        context.failure() == null
                                ? new IllegalStateException("status " + context.statusCode())
                                : context.failure(),
                        request.id());
        };
        if (!context.response().ended()) {
            // What is left of too large a body is not read, so the connection is of no more use; HTTP/2 has streams for
            // that.
            boolean unread = context.statusCode() == 413 && context.request().version() != HttpVersion.HTTP_2;
            write(context.response(), unread ? response.with("Connection", "close") : response);
        }
    }

    /** What is no HTTP request, or has too long a head: the connection cannot be read further. */
    static void refuseUnreadable(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        ProblemType type = switch (cause) {
            case TooLongHttpLineException _ -> ProblemType.URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> ProblemType.HEADER_TOO_LARGE;
            case null, default -> ProblemType.INVALID_REQUEST;
        };
        Response answer = Problems.response(type, null, newId(), null);
        request.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Connection", "close")
                .end(Buffer.buffer(answer.body()))
                .onComplete(_ -> request.connection().close());
    }

    private static String newId() {
        return UUID.randomUUID().toString().substring(0, 13);
    }

    private static Response answered(Endpoint endpoint, Request request) {
        try {
            return endpoint.answer(request);
        } catch (RuntimeException e) {
            return Problems.response(e, request.id());
        }
    }

    private static Response busy(Request request) {
        return Problems.response(ProblemType.BUSY, "Too many requests at once.", request.id(), null);
    }

    private static Request request(RoutingContext context) {
        Buffer body = context.body() == null ? null : context.body().buffer();
        return new Request(
                newId(),
                context.request().method().name(),
                Objects.requireNonNullElse(context.request().path(), ""),
                Map.copyOf(context.pathParams()),
                context.queryParams(),
                context.request().headers(),
                body == null ? new byte[0] : body.getBytes(),
                context.request().remoteAddress().hostAddress(),
                System.nanoTime());
    }

    private void write(HttpServerResponse response, Response answer) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        response.putHeader("Date", HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
        response.putHeader("Cache-Control", "no-store");
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.putHeader("Referrer-Policy", "no-referrer");
        if (https) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains"); // ASVS 3.4.1
        }
        answer.headers().forEach(response::putHeader);
        if (answer.status() == 204 || answer.status() == 304) {
            response.end();
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
