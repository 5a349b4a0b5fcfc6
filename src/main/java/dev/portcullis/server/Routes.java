package dev.portcullis.server;

import dev.portcullis.api.Paths;
import dev.portcullis.api.Permission;
import dev.portcullis.store.StatsStore;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.stream.Collectors;

/** Which request goes where. */
final class Routes {
    private final HttpGate gate;
    private final Services services;

    private final OpenApiEndpoint openApi;

    /** One for all event loops, since it counts the streams. */
    private final EventStreamEndpoint events;

    Routes(HttpGate gate, Services services) {
        this.gate = gate;
        this.services = services;
        this.openApi = new OpenApiEndpoint();
        this.events = new EventStreamEndpoint(services.callers(), services.feed());
    }

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        for (int status : new int[] {400, 404, 413, 500}) {
            router.errorHandler(status, gate::refuse);
        }
        router.errorHandler(405, context -> {
            context.response().putHeader("Allow", allowed(router, context.normalizedPath())); // RFC 9110 §15.5.6
            gate.refuse(context);
        });
        router.route().method(HttpMethod.CONNECT).handler(gate::refuseTunnel);
        memory(get(router, Paths.LIVEZ), _ -> Response.empty(204));
        OAuthRoutes oauth = new OAuthRoutes(gate, services);
        oauth.addPublished(router);
        memory(get(router, Paths.OPENAPI), openApi);
        route(get(router, Paths.READYZ), new HealthEndpoint(services.database()));

        // Before the body is read: a gateway may hand the user's request over as it is, and only the session counts.
        route(router.route(Paths.VERIFY), new VerifyEndpoint(services.callers(), services.verification()));

        router.route().handler(new RequestBody(gate));
        SessionsEndpoint sessions = new SessionsEndpoint(
                services.login(),
                services.ending(),
                services.accessTokens(),
                services.callers(),
                services.cookie(),
                services.sameOrigin(),
                services.clients());
        route(router.route(HttpMethod.POST, Paths.SESSIONS), sessions::logIn);
        route(get(router, Paths.CURRENT_SESSION), sessions::current);
        route(router.route(HttpMethod.DELETE, Paths.CURRENT_SESSION), sessions::logOut);
        route(
                router.route(HttpMethod.POST, Paths.CURRENT_AUTHENTICATION),
                new StepUpEndpoint(
                        services.callers(),
                        services.stepUp(),
                        services.accessTokens(),
                        services.cookie(),
                        services.clients()));
        ownAccount(router);
        oauth.add(router);
        admin(router);
        return router;
    }

    private void ownAccount(Router router) {
        OwnAccountEndpoint account = new OwnAccountEndpoint(
                services.callers(),
                services.accounts(),
                services.factors(),
                services.ownPassword(),
                services.clients());
        route(get(router, Paths.ACCOUNT), account::read);
        route(router.route(HttpMethod.PUT, Paths.ACCOUNT_PASSWORD), account::changePassword);
        route(router.route(HttpMethod.POST, Paths.ACCOUNT_TOTP), account::beginTotp);
        route(router.route(HttpMethod.DELETE, Paths.ACCOUNT_TOTP), account::removeTotp);
        route(router.route(HttpMethod.POST, Paths.ACCOUNT_TOTP_CONFIRMATION), account::confirmTotp);
        route(router.route(HttpMethod.POST, Paths.ACCOUNT_RECOVERY_CODES), account::renewCodes);
    }

    private void admin(Router router) {
        AdminSessionsEndpoint sessions = new AdminSessionsEndpoint(services.callers(), services.database());
        route(get(router, Paths.ADMIN_SESSIONS), sessions::list);
        route(get(router, Paths.ADMIN_SESSIONS + "/:handle"), sessions::one);
        route(
                router.route(HttpMethod.POST, Paths.ADMIN_REVOCATIONS),
                new AdminRevocationsEndpoint(services.callers(), services.ending()));
        route(get(router, Paths.ADMIN_STATS), request -> {
            services.callers().operator(request, Permission.SESSIONS_READ);
            return Response.json(200, services.database().read(StatsStore::stats));
        });
        AdminAccountsEndpoint accounts = new AdminAccountsEndpoint(
                services.callers(), services.accounts(), services.ending(), services.database());
        route(get(router, Paths.ADMIN_ACCOUNTS), accounts::find);
        route(router.route(HttpMethod.POST, Paths.ADMIN_ACCOUNTS), accounts::add);
        route(router.route(HttpMethod.PUT, Paths.ADMIN_ACCOUNTS + "/:id/password"), accounts::setPassword);
        route(
                router.route(HttpMethod.DELETE, Paths.ADMIN_ACCOUNTS + "/:id/totp"),
                new AdminFactorsEndpoint(services.callers(), services.factors()));
        router.get(Paths.ADMIN_EVENTS).handler(context -> gate.stream(context, events));
    }

    /** What can be read by GET can be asked for by HEAD (RFC 9110 §9.3.2). */
    private static Route get(Router router, String path) {
        return router.get(path).method(HttpMethod.HEAD);
    }

    /** The methods that the path knows. */
    private static String allowed(Router router, String path) {
        return router.getRoutes().stream()
                .filter(route -> isFor(route, path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean isFor(Route route, String path) {
        String pattern = route.getPath();
        return pattern != null && route.methods() != null && path.matches(pattern.replaceAll(":[a-z]+", "[^/]+"));
    }

    private void route(Route route, Endpoint endpoint) {
        route.handler(context -> gate.answer(context, endpoint));
    }

    private void memory(Route route, Endpoint endpoint) {
        route.handler(context -> gate.answerFromMemory(context, endpoint));
    }
}
