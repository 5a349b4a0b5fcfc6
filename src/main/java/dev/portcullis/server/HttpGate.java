package dev.portcullis.server;

import dev.portcullis.api.ProblemType;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between Vert.x and the endpoints: reads a request on the event loop, and answers it on a virtual thread, so many at once. */
final class HttpGate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpGate.class);
    private static final int AT_ONCE = 1024;

    /** What Vert.x's reader of bodies calls it; there is nobody left to answer. */
    static final int BODY_BROKE_OFF = 200;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Answers answers;
    private final ClientReader clients;

    HttpGate(Answers answers, ClientReader clients) {
        this.answers = answers;
        this.clients = clients;
    }

    /** Answers on a virtual thread. */
    void answer(RoutingContext context, Endpoint endpoint) {
        Exchange exchange = Exchange.of(context, clients);
        withPlace(exchange, () -> exchange.logging(() -> answer(exchange, context, endpoint)));
    }

    /** Serves a stream on a virtual thread. It needs a place to begin and then gives it back: streams are counted by themselves. */
    void stream(RoutingContext context, EventStreamEndpoint endpoint) {
        Exchange exchange = Exchange.of(context, clients);
        withPlace(exchange, () -> threads.execute(() -> exchange.logging(() -> stream(exchange, context, endpoint))));
    }

    /** Answers on a virtual thread whether or not there is a place: for operations, who look when it is crowded. */
    void answerAside(RoutingContext context, Endpoint endpoint) {
        Exchange exchange = Exchange.of(context, clients);
        threads.execute(() -> exchange.logging(() -> answer(exchange, context, endpoint)));
    }

    /** Answers at once, on the event loop. */
    void answerFromMemory(RoutingContext context, Endpoint endpoint) {
        Exchange exchange = Exchange.of(context, clients);
        exchange.logging(() -> answer(exchange, context, endpoint));
    }

    private void withPlace(Exchange exchange, Runnable work) {
        if (!places.tryAcquire()) {
            problem(exchange, ProblemType.BUSY, "Too many requests at once.");
            return;
        }
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                places.release();
            }
        });
    }

    private void answer(Exchange exchange, RoutingContext context, Endpoint endpoint) {
        Response answer;
        try {
            answer = endpoint.answer(request(exchange, context));
        } catch (Throwable e) { // an Error too: whoever asked is waiting
            answer = refused(exchange, e);
        }
        answers.write(exchange, answer);
    }

    private void stream(Exchange exchange, RoutingContext context, EventStreamEndpoint endpoint) {
        try {
            answers.common(exchange);
            endpoint.serve(request(exchange, context), exchange.response());
            answers.streamed(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cut(exchange);
        } catch (Throwable e) {
            if (exchange.response().headWritten()) {
                LOG.debug("the stream ends", e);
                cut(exchange);
            } else {
                answers.write(exchange, refused(exchange, e));
            }
        }
    }

    /** Ends a stream by force; on a connection that others share, it alone. */
    private void cut(Exchange exchange) {
        if (exchange.multiplexed()) {
            exchange.response().reset();
        } else {
            exchange.request().connection().close();
        }
        answers.streamed(exchange);
    }

    private static Response refused(Exchange exchange, Throwable why) {
        if (why instanceof ProblemException problem) {
            SecurityLog.refused(exchange, problem.type());
        }
        return Problems.response(why, exchange.id());
    }

    /** What the router refused: no such path, another method, too large a body. */
    void refuse(RoutingContext context, int status) {
        Exchange exchange = Exchange.of(context, clients);
        if (status == BODY_BROKE_OFF || context.failure() instanceof HttpClosedException) {
            LOG.debug("{}: the client went away", exchange.id());
            return;
        }
        switch (status) {
            case -1, 400 -> problem(exchange, ProblemType.INVALID_REQUEST, null);
            case 404 -> problem(exchange, ProblemType.NOT_FOUND, null);
            case 405 -> problem(exchange, ProblemType.METHOD_NOT_ALLOWED, null);
            // What is left of too large a body is not read, so the connection is of no more use.
            case 413 -> last(exchange, ProblemType.PAYLOAD_TOO_LARGE);
            case 414 -> problem(exchange, ProblemType.URI_TOO_LONG, null);
            default -> {
                Throwable failure = Objects.requireNonNullElseGet(
                        context.failure(), () -> new IllegalStateException("status " + status));
                exchange.logging(() -> answers.write(exchange, Problems.response(failure, exchange.id())));
            }
        }
    }

    /** What is no HTTP request, or has too long a head: the connection cannot be read further. */
    void refuseUnreadable(HttpServerRequest request) {
        ProblemType type = switch (request.decoderResult().cause()) {
            case TooLongHttpLineException _ -> ProblemType.URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> ProblemType.HEADER_TOO_LARGE;
            case null, default -> ProblemType.INVALID_REQUEST;
        };
        last(Exchange.of(request, clients), type)
                .onComplete(_ -> request.connection().close());
    }

    private void problem(Exchange exchange, ProblemType type, @Nullable String detail) {
        exchange.logging(() -> answers.write(exchange, Problems.response(type, detail, exchange.id(), null)));
    }

    private Future<Void> last(Exchange exchange, ProblemType type) {
        return answers.write(
                exchange, Problems.response(type, null, exchange.id(), null).with("Connection", "close"));
    }

    private static Request request(Exchange exchange, RoutingContext context) {
        Buffer body = context.body() == null ? null : context.body().buffer();
        return new Request(
                exchange.id(),
                context.request().method().name(),
                Objects.requireNonNullElse(context.request().path(), ""),
                Map.copyOf(context.pathParams()),
                QueryString.parse(context.request().query()),
                context.request().headers(),
                body == null ? new byte[0] : body.getBytes(),
                context.request().remoteAddress().hostAddress(),
                exchange.arrived());
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
