package dev.portcullis.server;

import dev.portcullis.api.ProblemType;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
        withPlace(context, request -> write(context.response(), answered(endpoint, request)));
    }

    /** Serves a stream on a virtual thread. It gives its place back when it has begun: streams are counted by themselves. */
    void stream(RoutingContext context, EventStreamEndpoint endpoint) {
        HttpServerResponse response = context.response();
        withPlace(context, request -> threads.execute(() -> stream(request, response, endpoint, context)));
    }

    private static void stream(
            Request request, HttpServerResponse response, EventStreamEndpoint endpoint, RoutingContext context) {
        try {
            endpoint.serve(request, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.request().connection().close();
        } catch (Throwable e) {
            if (response.headWritten()) {
                LOG.debug("{}: the stream ends", request.id(), e);
                context.request().connection().close();
            } else {
                write(response, Problems.response(e, request.id()), false);
            }
        }
    }

    /** Answers at once, on the event loop. */
    void answerFromMemory(RoutingContext context, Endpoint endpoint) {
        request(context).ifPresent(request -> write(context.response(), answered(endpoint, request)));
    }

    private void withPlace(RoutingContext context, Consumer<Request> work) {
        Optional<Request> read = request(context);
        if (read.isEmpty()) {
            return;
        }
        if (!places.tryAcquire()) {
            write(context.response(), busy(read.get()));
            return;
        }
        threads.execute(() -> {
            try {
                work.accept(read.get());
            } finally {
                places.release();
            }
        });
    }

    /** What the router refused: no such path, another method, too large a body. */
    void refuse(RoutingContext context) {
        String id = newId();
        Response response = switch (context.statusCode()) {
            case -1, 400 -> Problems.response(ProblemType.INVALID_REQUEST, null, id, null);
            case 404 -> Problems.response(ProblemType.NOT_FOUND, null, id, null);
            case 405 -> Problems.response(ProblemType.METHOD_NOT_ALLOWED, null, id, null);
            case 413 -> Problems.response(ProblemType.PAYLOAD_TOO_LARGE, null, id, null);
            default ->
                Problems.response(
                        context.failure() == null
                                ? new IllegalStateException("status " + context.statusCode())
                                : context.failure(),
                        id);
        };
        // What is left of too large a body is not read, so the connection is of no more use.
        write(context.response(), context.statusCode() == 413 ? response.with("Connection", "close") : response);
    }

    /** A request whose body cannot be read to its end: the client went away, or what it sends is no HTTP. */
    void refuseBroken(RoutingContext context, Throwable why) {
        String id = newId();
        LOG.debug("{}: the body cannot be read: {}", id, why.toString());
        if (why instanceof HttpClosedException) {
            return;
        }
        writeAndClose(context, Problems.response(ProblemType.INVALID_REQUEST, null, id, null));
    }

    /** CONNECT asks for a tunnel, which would not end with its answer. */
    void refuseTunnel(RoutingContext context) {
        writeAndClose(context, Problems.response(ProblemType.METHOD_NOT_ALLOWED, null, newId(), null));
    }

    private void writeAndClose(RoutingContext context, Response answer) {
        write(context.response(), answer.with("Connection", "close"));
        context.request().connection().close();
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
        } catch (Throwable e) { // an Error too: whoever asked is waiting
            return Problems.response(e, request.id());
        }
    }

    private static Response busy(Request request) {
        return Problems.response(ProblemType.BUSY, "Too many requests at once.", request.id(), null);
    }

    /** The request; if its address cannot be read, that is answered here. */
    private Optional<Request> request(RoutingContext context) {
        String id = newId();
        try {
            return Optional.of(new Request(
                    id,
                    context.request().method().name(),
                    Objects.requireNonNullElse(context.request().path(), ""),
                    Map.copyOf(context.pathParams()),
                    QueryString.parse(context.request().query()),
                    context.request().headers(),
                    RequestBody.of(context),
                    context.request().remoteAddress().hostAddress(),
                    System.nanoTime()));
        } catch (ProblemException e) {
            write(context.response(), Problems.response(e, id));
            return Optional.empty();
        }
    }

    private void write(HttpServerResponse response, Response answer) {
        write(response, answer, https);
    }

    private static void write(HttpServerResponse response, Response answer, boolean https) {
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

    /** Waits until what has begun is answered, at most so long. */
    boolean drain(Duration atMost) throws InterruptedException {
        return places.tryAcquire(AT_ONCE, atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
