package dev.portcullis.server;

import dev.portcullis.api.Paths;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;

/** Which OAuth request goes where. */
final class OAuthRoutes {
    private final HttpGate gate;
    private final Services services;

    OAuthRoutes(HttpGate gate, Services services) {
        this.gate = gate;
        this.services = services;
    }

    /** What is answered from memory, also when the database is away. */
    void addPublished(Router router) {
        published(router, Paths.JWKS, new JwksEndpoint(services.keys()::jwks));
        published(router, Paths.RECEIPT_KEYS, new JwksEndpoint(services.keys()::receiptKeys));
        published(
                router,
                Paths.METADATA,
                new MetadataEndpoint(services.accessTokens().issuer()));
    }

    void add(Router router) {
        OAuth oauth = services.oauth();
        post(
                router,
                Paths.TOKEN,
                OAuthException.answering(new TokenEndpoint(
                        services.refresh(),
                        services.accessTokens(),
                        oauth.authentication(),
                        new ClientCredentialsGrant(oauth.authentication(), oauth.tokens()))));
        post(
                router,
                Paths.INTROSPECT,
                OAuthException.answering(new IntrospectionEndpoint(oauth.authentication(), oauth.inspection())));
        post(
                router,
                Paths.REVOKE,
                OAuthException.answering(new TokenRevocationEndpoint(oauth.authentication(), oauth.revocation())));
        admin(router);
    }

    private void admin(Router router) {
        AdminClientsEndpoint clients =
                new AdminClientsEndpoint(services.callers(), services.oauth().clients(), services.database());
        String one = Paths.ADMIN_CLIENTS + "/:id";
        route(router.get(Paths.ADMIN_CLIENTS).method(HttpMethod.HEAD), clients::list);
        post(router, Paths.ADMIN_CLIENTS, clients::register);
        route(router.get(one).method(HttpMethod.HEAD), clients::one);
        route(router.route(HttpMethod.PATCH, one), clients::change);
        route(router.route(HttpMethod.DELETE, one), clients::delete);
        post(router, one + "/secret", clients::newSecret);
        AdminKeysEndpoint keys = new AdminKeysEndpoint(services.callers(), services.keys());
        route(router.get(Paths.ADMIN_KEYS).method(HttpMethod.HEAD), keys::list);
        post(router, Paths.ADMIN_KEYS + "/rotation", keys::rotate);
        route(
                router.get(Paths.ADMIN_SESSIONS + "/:handle/tokens").method(HttpMethod.HEAD),
                new AdminTokensEndpoint(
                        services.callers(), services.database(), services.keys(), services.accessTokens()));
    }

    private void post(Router router, String path, Endpoint endpoint) {
        route(router.route(HttpMethod.POST, path), endpoint);
    }

    private void published(Router router, String path, Endpoint endpoint) {
        router.get(path).method(HttpMethod.HEAD).handler(context -> gate.answerFromMemory(context, endpoint));
    }

    private void route(Route route, Endpoint endpoint) {
        Endpoint told = Routes.told(services, route, endpoint);
        route.handler(context -> gate.answer(context, told));
    }
}
