package dev.portcullis.server;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes answers, each with the headers that every answer has, and tells the log and the metrics. */
final class Answers {
    /** RFC 9110 §5.6.7, with two digits for the day. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private final boolean https;
    private final Cors cors;
    private final Metrics metrics;
    private final AccessLog log;
    private volatile boolean leaving;

    /** @param https whether its clients reach it by https, with or without a proxy between */
    Answers(boolean https, Cors cors, Metrics metrics, AccessLog log) {
        this.https = https;
        this.cors = cors;
        this.metrics = metrics;
        this.log = log;
    }

    /** From here on clients are asked to take their next request elsewhere. */
    void leave() {
        leaving = true;
    }

    /** Writes a whole answer, unless the client is gone; done when it is on its way. */
    Future<Void> write(Exchange exchange, Response answer) {
        HttpServerResponse response = exchange.response();
        Future<Void> written = Future.succeededFuture();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(answer.status());
            common(exchange);
            answer.headers().forEach(response::putHeader);
            if (exchange.multiplexed()) {
                response.headers().remove("Connection"); // RFC 9113 §8.2.2
            }
            boolean empty = answer.status() == 204 || answer.status() == 304;
            written = empty ? response.end() : response.end(Buffer.buffer(answer.body()));
        }
        long nanos = System.nanoTime() - exchange.arrived();
        metrics.answered(exchange, answer.status(), nanos);
        log.answered(exchange, answer.status(), nanos);
        return written;
    }

    /** A stream is over. Its time says how long somebody watched, so it counts in no metric of latency. */
    void streamed(Exchange exchange) {
        log.answered(exchange, exchange.response().getStatusCode(), System.nanoTime() - exchange.arrived());
    }

    /** The headers that every answer has, for one that is not written whole. */
    void common(Exchange exchange) {
        HttpServerResponse response = exchange.response();
        response.putHeader("Date", HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
        response.putHeader(Exchange.ID_HEADER, exchange.id());
        response.putHeader("Cache-Control", "no-store");
        response.putHeader("X-Content-Type-Options", "nosniff"); // ASVS 3.4.4
        response.putHeader(
                "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"); // ASVS 3.4.3, 3.4.6
        response.putHeader("Referrer-Policy", "no-referrer"); // ASVS 3.4.5
        if (https) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains"); // ASVS 3.4.1
        }
        if (leaving && !exchange.multiplexed()) {
            response.putHeader("Connection", "close");
        }
        cors.mark(exchange.request());
    }
}
