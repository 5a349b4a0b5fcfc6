package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server that answers what a test tells it to, for faults that the real one does not commit. The last answer is given again and again. */
final class RawServer implements AutoCloseable {
    private final HttpServer http;
    private final Deque<HttpHandler> answers = new ConcurrentLinkedDeque<>();
    private final List<HttpExchange> asked = new CopyOnWriteArrayList<>();

    RawServer(HttpHandler... inTurn) throws IOException {
        answers.addAll(List.of(inTurn));
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", exchange -> {
            asked.add(exchange);
            HttpHandler answer = answers.size() > 1 ? answers.remove() : answers.element();
            answer.handle(exchange);
        });
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    PortcullisClient client() {
        return new PortcullisClient(address(), "test", Map.of());
    }

    /** The requests so far. */
    List<HttpExchange> asked() {
        return asked;
    }

    String header(int request, String name) {
        return String.valueOf(asked.get(request).getRequestHeaders().getFirst(name));
    }

    /** A whole answer. */
    static HttpHandler answer(int status, String type, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    /** The same, with a header more. */
    static HttpHandler with(String header, String value, HttpHandler then) {
        return exchange -> {
            exchange.getResponseHeaders().add(header, value);
            then.handle(exchange);
        };
    }

    /** An answer that promises more than it sends. */
    static HttpHandler half() {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /** An event stream that says this and then stays open. */
    static HttpHandler open(String events) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(events.getBytes(UTF_8));
            exchange.getResponseBody().flush();
        };
    }

    /** An event stream that says this and then ends. */
    static HttpHandler closing(String events) {
        return exchange -> {
            open(events).handle(exchange);
            exchange.close();
        };
    }

    static String problem(String type, int status) {
        return """
                {"type": "urn:portcullis:problem:%s", "title": "No", "status": %d}""".formatted(type, status);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
