package dev.portcullis.server;

import dev.portcullis.api.Paths;
import dev.portcullis.api.Permission;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.stream.Collectors;

/** Which request goes where. */
final class Routes {
    private static final int AT_ONCE = 4;

    private final HttpGate gate;
    private final Services services;
    private final OpenApiEndpoint openApi = new OpenApiEndpoint();

    /** One for all event loops, since it counts the streams. */
    private final EventStreamEndpoint events;

    /** The same. */
    private final AuditExportEndpoint auditExport;

    /** The same. */
    private final SessionExportEndpoint sessionExport;

    /** One for all event loops, since few lists are looked for at once. */
    private final AdminSessionsEndpoint sessionList;

    /** The same. */
    private final AdminStatsEndpoint stats;

    /** The same, for whatever else goes through very much. */
    private final Turns turns = new Turns(AT_ONCE, "questions of this kind");

    private final AdminNodesEndpoint nodes;
    private final HealthEndpoint health;
    private final MetricsEndpoint metrics;

    Routes(
            HttpGate gate,
            Services services,
            EventStreamEndpoint events,
            AdminNodesEndpoint nodes,
            HealthEndpoint health,
            MetricsEndpoint metrics) {
        this.gate = gate;
        this.services = services;
        this.events = events;
        this.auditExport = new AuditExportEndpoint(services.callers(), services.audit(), services.database());
        this.sessionExport = new SessionExportEndpoint(
                services.callers(), services.exports(), services.database(), services.retention());
        this.sessionList = new AdminSessionsEndpoint(services.callers(), services.database(), services.retention());
        this.stats = new AdminStatsEndpoint(services.callers(), services.database());
        this.nodes = nodes;
        this.health = health;
        this.metrics = metrics;
    }

    /** The management listener's: for whoever reaches it. */
    Router management(Vertx vertx) {
        Router router = withErrors(Router.router(vertx));
        memory(get(router, Paths.LIVEZ), _ -> Response.empty(204));
        aside(get(router, Paths.READYZ), health);
        aside(get(router, Paths.METRICS), metrics);
        return router;
    }

    Router router(Vertx vertx) {
        Router router = withErrors(Router.router(vertx));
        router.route().method(HttpMethod.CONNECT).handler(gate::refuseTunnel);
        router.route().handler(this::shortEnough);
        memory(get(router, Paths.LIVEZ), _ -> Response.empty(204));
        OAuthRoutes oauth = new OAuthRoutes(gate, services);
        oauth.addPublished(router);
        memory(get(router, Paths.OPENAPI), openApi);
        route(get(router, Paths.READYZ), health);
        route(get(router, Paths.METRICS), request -> {
            services.callers().lookOperator(request, Permission.SESSIONS_READ); // no use: it is a program that looks
            return metrics.answer(request);
        });

        // Before the body is read: a gateway may hand the user's request over as it is, and only the session counts.
        route(router.route(Paths.VERIFY), new VerifyEndpoint(services.callers(), services.verification()));

        if (services.cors().isOn()) { // after verify: a gateway's question about a preflight is no preflight
            router.options().handler(this::preflight);
        }
        router.route().handler(new RequestBody(gate));
        SessionsEndpoint sessions = new SessionsEndpoint(
                services.login(),
                services.ending(),
                services.accessTokens(),
                services.callers(),
                services.cookie(),
                services.sameOrigin(),
                services.clients());
        proof(router.route(HttpMethod.POST, Paths.SESSIONS), sessions::logIn);
        route(get(router, Paths.CURRENT_SESSION), sessions::current);
        route(router.route(HttpMethod.DELETE, Paths.CURRENT_SESSION), sessions::logOut);
        proof(
                router.route(HttpMethod.POST, Paths.CURRENT_AUTHENTICATION),
                new StepUpEndpoint(
                        services.callers(),
                        services.stepUp(),
                        new NewCredentials(services.accessTokens(), services.cookie()),
                        services.clients()));
        ownAccount(router);
        OwnSessionsEndpoint own =
                new OwnSessionsEndpoint(services.callers(), services.ownSessions(), services.cookie());
        route(get(router, Paths.SESSIONS), own::list);
        route(router.route(HttpMethod.DELETE, Paths.SESSIONS), own::endOthers);
        route(router.route(HttpMethod.DELETE, Paths.SESSIONS + "/:handle"), own::end);
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
                new NewCredentials(services.accessTokens(), services.cookie()),
                services.clients());
        route(get(router, Paths.ACCOUNT), account::read);
        proof(router.route(HttpMethod.PUT, Paths.ACCOUNT_PASSWORD), account::changePassword);
        route(router.route(HttpMethod.POST, Paths.ACCOUNT_TOTP), account::beginTotp);
        route(router.route(HttpMethod.DELETE, Paths.ACCOUNT_TOTP), account::removeTotp);
        route(router.route(HttpMethod.POST, Paths.ACCOUNT_TOTP_CONFIRMATION), account::confirmTotp);
        route(router.route(HttpMethod.POST, Paths.ACCOUNT_RECOVERY_CODES), account::renewCodes);
    }

    private Router withErrors(Router router) {
        for (int status : new int[] {400, 413, 414, 500}) {
            router.errorHandler(status, context -> gate.refuse(context, context.statusCode()));
        }
        // Vert.x tells these apart by the last route that it tried, which may be one for any path.
        for (int status : new int[] {404, 405}) {
            router.errorHandler(status, context -> {
                String allowed = allowed(router, context.normalizedPath());
                if (!allowed.isEmpty()) {
                    context.response().putHeader("Allow", allowed); // RFC 9110 §15.5.6
                }
                gate.refuse(context, allowed.isEmpty() ? 404 : 405);
            });
        }
        return router;
    }

    /** Of HTTP/1.1 Vert.x itself sees to that; of HTTP/2 it limits the header as a whole. */
    private void shortEnough(RoutingContext context) {
        if (context.request().uri().length() > Listeners.LONGEST_LINE) {
            context.fail(414);
        } else {
            context.next();
        }
    }

    private void preflight(RoutingContext context) {
        if (services.cors().isPreflight(context.request())) {
            gate.answerFromMemory(context, _ -> Cors.preflight());
        } else {
            context.next();
        }
    }

    private void admin(Router router) {
        route(get(router, Paths.ADMIN_SESSIONS), sessionList::list);
        stream(router.get(Paths.ADMIN_SESSIONS_EXPORT), sessionExport);
        route(get(router, Paths.ADMIN_EXPORTS + "/:id"), sessionExport::manifest);
        route(get(router, Paths.ADMIN_SESSIONS + "/:handle"), sessionList::one);
        route(
                router.route(HttpMethod.PATCH, Paths.ADMIN_SESSIONS + "/:handle"),
                new SessionPatchEndpoint(services.callers(), services.sessionChanges()));
        route(
                get(router, Paths.ADMIN_SESSIONS + "/:handle/events"),
                new AdminSessionEventsEndpoint(services.callers(), services.database(), services.retention()));
        AdminPolicyEndpoint policy = new AdminPolicyEndpoint(services.callers(), services.policies(), turns);
        route(get(router, Paths.ADMIN_POLICY), policy::read);
        route(router.route(HttpMethod.PUT, Paths.ADMIN_POLICY), policy::change);
        route(get(router, Paths.ADMIN_POLICY_PROGRESS), policy::progress);
        AdminRevocationsEndpoint revocations = new AdminRevocationsEndpoint(
                services.callers(), services.revocations(), services.clients(), services.policies());
        route(router.route(HttpMethod.POST, Paths.ADMIN_REVOCATIONS), revocations::revoke);
        route(get(router, Paths.ADMIN_REVOCATIONS), revocations::list);
        route(get(router, Paths.ADMIN_REVOCATIONS + "/:id"), revocations::one);
        route(get(router, Paths.ADMIN_REVOCATIONS + "/:id/sessions"), revocations::sessions);
        AdminLocksEndpoint locks =
                new AdminLocksEndpoint(services.callers(), services.locks(), services.clients(), services.policies());
        route(get(router, Paths.ADMIN_LOCKS), locks::list);
        route(router.route(HttpMethod.POST, Paths.ADMIN_LOCKS), locks::lock);
        route(router.route(HttpMethod.DELETE, Paths.ADMIN_LOCKS + "/:id"), locks::lift);
        route(get(router, Paths.ADMIN_STATS), stats::stats);
        route(get(router, Paths.ADMIN_FACETS), stats::facets);
        route(router.route(HttpMethod.POST, Paths.ADMIN_STATS_REBUILD), stats::rebuild);
        route(get(router, Paths.ADMIN_NODES), nodes);
        accounts(router);
        route(
                router.route(HttpMethod.DELETE, Paths.ADMIN_ACCOUNTS + "/:id/totp"),
                new AdminFactorsEndpoint(services.callers(), services.factors()));
        stream(router.get(Paths.ADMIN_EVENTS), events);
        audit(router);
    }

    private void audit(Router router) {
        AdminAuditEndpoint audit = new AdminAuditEndpoint(services.callers(), services.audit(), turns);
        route(get(router, Paths.ADMIN_AUDIT), audit::list);
        route(get(router, Paths.ADMIN_AUDIT_HEAD), audit::head);
        stream(router.get(Paths.ADMIN_AUDIT_EXPORT), auditExport);
        route(router.route(HttpMethod.POST, Paths.ADMIN_AUDIT_VERIFICATION), audit::verify);
        route(get(router, Paths.ADMIN_AUDIT + "/:seq"), audit::one);
    }

    private void accounts(Router router) {
        AdminAccountListEndpoint list = new AdminAccountListEndpoint(services.callers(), services.database(), turns);
        route(get(router, Paths.ADMIN_ACCOUNTS), list::list);
        route(get(router, Paths.ADMIN_ACCOUNTS + "/:id"), list::one);
        AdminAccountsEndpoint accounts = new AdminAccountsEndpoint(
                services.callers(),
                services.accounts(),
                services.accountChanges(),
                services.ending(),
                services.database());
        route(router.route(HttpMethod.POST, Paths.ADMIN_ACCOUNTS), accounts::add);
        route(router.route(HttpMethod.PATCH, Paths.ADMIN_ACCOUNTS + "/:id"), accounts::change);
        route(router.route(HttpMethod.DELETE, Paths.ADMIN_ACCOUNTS + "/:id"), accounts::delete);
        route(router.route(HttpMethod.PUT, Paths.ADMIN_ACCOUNTS + "/:id/password"), accounts::setPassword);
        AdminRolesEndpoint roles =
                new AdminRolesEndpoint(services.callers(), services.roleChanges(), services.database(), turns);
        route(get(router, Paths.ADMIN_ROLES), roles::list);
        route(get(router, Paths.ADMIN_ROLES + "/:name"), roles::one);
        route(get(router, Paths.ADMIN_ROLES + "/:name/effect"), roles::effect);
        route(router.route(HttpMethod.PUT, Paths.ADMIN_ROLES + "/:name"), roles::put);
        route(router.route(HttpMethod.DELETE, Paths.ADMIN_ROLES + "/:name"), roles::delete);
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
        Endpoint told = told(services, route, endpoint);
        route.handler(context -> gate.answer(context, told));
    }

    /** Likewise: what is refused of a stream is told as well. */
    private void stream(Route route, StreamEndpoint endpoint) {
        StreamEndpoint told = services.refusedAttempts().telling(String.valueOf(route.getPath()), endpoint);
        route.handler(context -> gate.stream(context, told));
    }

    /** What the admin API refuses to operators, the audit tells. */
    static Endpoint told(Services services, Route route, Endpoint endpoint) {
        String path = String.valueOf(route.getPath());
        return path.startsWith(Paths.ADMIN)
                ? services.refusedAttempts().telling(path.replaceAll(":([a-z]+)", "{$1}"), endpoint)
                : endpoint;
    }

    private void proof(Route route, Endpoint endpoint) {
        route.handler(context -> gate.answerProof(context, endpoint));
    }

    private void aside(Route route, Endpoint endpoint) {
        route.handler(context -> gate.answerAside(context, endpoint));
    }

    private void memory(Route route, Endpoint endpoint) {
        route.handler(context -> gate.answerFromMemory(context, endpoint));
    }
}
