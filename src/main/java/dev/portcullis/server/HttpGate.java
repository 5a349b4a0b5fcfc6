package dev.portcullis.server;

import dev.portcullis.api.ProblemType;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between Vert.x and the endpoints: reads a request on the event loop, and answers it on a virtual thread, so many at once. */
final class HttpGate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpGate.class);
    private static final int AT_ONCE = 1024;

    /** Of these, so many that prove who somebody is: they wait for their turn to be counted and hashed, for seconds if need be, and nobody else is to wait for them. */
    private static final int PROOFS_AT_ONCE = AT_ONCE / 4;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Semaphore proofs = new Semaphore(PROOFS_AT_ONCE);
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

    /** The same for what proves who somebody is: however many try that at once, there are places for those who are in. */
    void answerProof(RoutingContext context, Endpoint endpoint) {
        Exchange exchange = Exchange.of(context, clients);
        if (!proofs.tryAcquire()) {
            problem(exchange, ProblemType.BUSY, "Too many logins wait for their turn.");
            return;
        }
        boolean begun = withPlace(exchange, () -> {
            try {
                exchange.logging(() -> answer(exchange, context, endpoint));
            } finally {
                proofs.release();
            }
        });
        if (!begun) {
            proofs.release();
        }
    }

    /** Serves a stream on a virtual thread. It needs a place to begin and then gives it back: streams are counted by themselves. */
    void stream(RoutingContext context, StreamEndpoint endpoint) {
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

    /** False if there is no place, which is answered then. */
    private boolean withPlace(Exchange exchange, Runnable work) {
        if (!places.tryAcquire()) {
            problem(exchange, ProblemType.BUSY, "Too many requests at once.");
            return false;
        }
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                places.release();
            }
        });
        return true;
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

    private void stream(Exchange exchange, RoutingContext context, StreamEndpoint endpoint) {
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
        try {
            if (exchange.multiplexed()) {
                exchange.response().reset();
            } else {
                exchange.request().connection().close();
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("the server has stopped, and its connections with it", e);
        }
        answers.streamed(exchange);
    }

    private static Response refused(Exchange exchange, Throwable why) {
        if (why instanceof ProblemException problem) {
            SecurityLog.refused(exchange, problem.type());
        }
        Response response = Problems.response(why, exchange.id());
        return byBearer(exchange) ? Problems.challenged(response, why) : response;
    }

    /** Whether it is a bearer token that was shown, and not the cookie, which comes first. */
    private static boolean byBearer(Exchange exchange) {
        String shown = exchange.request().getHeader(HttpHeaders.AUTHORIZATION);
        return shown != null
                && shown.regionMatches(true, 0, "Bearer ", 0, 7)
                && !exchange.request().headers().contains(HttpHeaders.COOKIE);
    }

    /** What the router refused: no such path, another method, too large a body. */
    void refuse(RoutingContext context, int status) {
        Exchange exchange = Exchange.of(context, clients);
        switch (status) {
            case -1, 400 -> problem(exchange, ProblemType.INVALID_REQUEST, null);
            case 404 -> problem(exchange, ProblemType.NOT_FOUND, null);
            case 405 -> problem(exchange, ProblemType.METHOD_NOT_ALLOWED, null);
            case 413 -> tooLarge(exchange);
            case 414 -> problem(exchange, ProblemType.URI_TOO_LONG, null);
            default -> {
                Throwable failure = Objects.requireNonNullElseGet(
                        context.failure(), () -> new IllegalStateException("status " + status));
                exchange.logging(() -> answers.write(exchange, Problems.response(failure, exchange.id())));
            }
        }
    }

    /** What is left of the body is thrown away, so the connection is of no more use; but it is not cut, since the client may still be sending and would miss the answer. */
    private void tooLarge(Exchange exchange) {
        answers.write(
                exchange,
                Problems.response(ProblemType.PAYLOAD_TOO_LARGE, null, exchange.id(), null)
                        .with("Connection", "close"));
    }

    /** A request whose body cannot be read to its end: the client went away, or what it sends is no HTTP. */
    void refuseBroken(RoutingContext context, Throwable why) {
        Exchange exchange = Exchange.of(context, clients);
        LOG.debug("{}: the body cannot be read: {}", exchange.id(), why.toString());
        if (!(why instanceof HttpClosedException)) {
            last(exchange, ProblemType.INVALID_REQUEST);
        }
    }

    /** CONNECT asks for a tunnel, which would not end with its answer. */
    void refuseTunnel(RoutingContext context) {
        last(Exchange.of(context, clients), ProblemType.METHOD_NOT_ALLOWED);
    }

    /** What is no HTTP request, or has too long a head: the connection cannot be read further. */
    void refuseUnreadable(HttpServerRequest request) {
        ProblemType type = switch (request.decoderResult().cause()) {
            case TooLongHttpLineException _ -> ProblemType.URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> ProblemType.HEADER_TOO_LARGE;
            case null, default -> ProblemType.INVALID_REQUEST;
        };
        last(Exchange.of(request, clients), type);
    }

    private void problem(Exchange exchange, ProblemType type, @Nullable String detail) {
        exchange.logging(() -> answers.write(exchange, Problems.response(type, detail, exchange.id(), null)));
    }

    /** Answers, and takes nothing more on this connection; over HTTP/2 on this stream. */
    private void last(Exchange exchange, ProblemType type) {
        Response answer = Problems.response(type, null, exchange.id(), null).with("Connection", "close");
        answers.write(exchange, answer).onComplete(_ -> {
            if (!exchange.multiplexed()) {
                exchange.request().connection().close();
            }
        });
    }

    private static Request request(Exchange exchange, RoutingContext context) {
        return new Request(
                exchange.id(),
                context.request().method().name(),
                Objects.requireNonNullElse(context.request().path(), ""),
                Map.copyOf(context.pathParams()),
                QueryString.parse(context.request().query()),
                context.request().headers(),
                RequestBody.of(context),
                context.request().remoteAddress().hostAddress(),
                exchange.arrived(),
                () -> context.response().closed());
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
