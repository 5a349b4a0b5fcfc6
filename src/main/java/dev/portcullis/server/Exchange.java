package dev.portcullis.server;

import dev.portcullis.session.Origin;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * A request that is being answered: what the log and the metrics say of it.
 *
 * @param id names it in the log, in {@code X-Request-Id} and in a problem's {@code instance}
 * @param route the route's template, never the path, which could be anything
 * @param client the address that it came from
 * @param arrived {@link System#nanoTime()}
 */
record Exchange(HttpServerRequest request, String id, String method, String route, String client, long arrived) {
    static final String ID_HEADER = "X-Request-Id";

    /** The keys under which every line of the log that is written for it says whose it is. */
    private static final String REQUEST = "request";

    private static final String CLIENT = "client";
    private static final String CALLER = "caller";

    private static final String NO_ROUTE = "none";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    private static final Pattern PARAMETER = Pattern.compile(":([A-Za-z]+)");
    private static final Map<String, String> TEMPLATES = new ConcurrentHashMap<>();
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    static Exchange of(RoutingContext context, ClientReader clients) {
        Route route = context.currentRoute();
        String path = route == null ? null : route.getPath();
        return of(
                context.request(),
                clients,
                path == null
                        ? NO_ROUTE
                        : TEMPLATES.computeIfAbsent(
                                path, known -> PARAMETER.matcher(known).replaceAll("{$1}")));
    }

    /** One that no route takes. */
    static Exchange of(HttpServerRequest request, ClientReader clients) {
        return of(request, clients, NO_ROUTE);
    }

    private static Exchange of(HttpServerRequest request, ClientReader clients, String route) {
        String remote = request.remoteAddress().hostAddress();
        return new Exchange(
                request,
                id(request, remote, clients),
                METHODS.contains(request.method().name()) ? request.method().name() : "OTHER",
                route,
                clients.address(remote, request.headers()),
                System.nanoTime());
    }

    /** A proxy's name for it, or one of its own: what a client could choose, it could use to hide among the lines of somebody else. */
    private static String id(HttpServerRequest request, String remote, ClientReader clients) {
        String given = request.getHeader(ID_HEADER);
        return given != null && ID.matcher(given).matches() && clients.trusted(remote) ? given : newId();
    }

    private static String newId() {
        return UUID.randomUUID().toString().substring(0, 13);
    }

    HttpServerResponse response() {
        return request.response();
    }

    /** Whether it came by HTTP/2, where one connection carries many. */
    boolean multiplexed() {
        return request.version() == HttpVersion.HTTP_2;
    }

    /** Does work whose lines in the log, and in the audit, say whose they are. */
    void logging(Runnable work) {
        MDC.put(REQUEST, id);
        MDC.put(CLIENT, client);
        try {
            new Origin(client, id).during(work);
        } finally {
            MDC.clear();
        }
    }

    /** The lines that follow say whose session it is. */
    static void calledBy(UUID session) {
        MDC.put(CALLER, session.toString());
    }
}
