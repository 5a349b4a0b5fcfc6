package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Paths;
import dev.portcullis.cluster.Nodes;
import dev.portcullis.store.Database;
import dev.portcullis.support.Contract;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import dev.portcullis.token.MasterKey;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description is of this server: what it offers is described, and what is described is offered. That answers conform, {@link Http} sees to in every test. */
class OpenApiTest {
    @Test
    void whatIsOfferedIsDescribedAndWhatIsDescribedIsOffered() {
        assertThat(described()).containsExactlyElementsOf(offered());
    }

    @Test
    void everyCodeOfAFaultIsNamed() throws IOException {
        try (InputStream file = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(FaultCode.values()).allSatisfy(code -> assertThat(text).contains("`" + code.wire() + "`"));
        }
    }

    @Test
    void itIsServedWithAnETag() throws Exception {
        try (TestServer server = TestServer.start()) {
            Http http = new Http(server.uri());
            HttpResponse<String> description = http.get(Paths.OPENAPI);
            assertThat(description.statusCode()).isEqualTo(200);
            assertThat(description.body()).startsWith("{\"openapi\":\"3.1.0\"").contains("\"operationId\":\"verify\"");
            String etag = description.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again = http.get(Paths.OPENAPI, "If-None-Match", etag);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
        }
    }

    private static Set<String> described() {
        return Contract.get().operations().stream()
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> offered() {
        Vertx vertx = Vertx.vertx();
        MasterKey master = MasterKey.parse(
                        Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]))
                .orElseThrow();
        try (Database database = Database.open(TestDatabase.fresh())) {
            Services services =
                    Services.of(database, master, ServerConfig.loopback(), URI.create("https://sso.example.com"));
            Metrics metrics = new Metrics();
            Answers answers = new Answers(true, services.cors(), metrics, new AccessLog(false));
            return new Routes(
                            new HttpGate(answers, services.clients()),
                            services,
                            new EventStreamEndpoint(services.callers(), services.feed()),
                            new AdminNodesEndpoint(services.callers(), new Nodes(database, "one")),
                            new HealthEndpoint(database, () -> false),
                            new MetricsEndpoint(metrics.registry()))
                    .router(vertx).getRoutes().stream()
                            .flatMap(OpenApiTest::operations)
                            .collect(Collectors.toCollection(TreeSet::new));
        } finally {
            vertx.close();
        }
    }

    /** HEAD goes without saying where there is GET; a route for any method is described as GET. */
    private static Stream<String> operations(Route route) {
        String pattern = route.getPath();
        if (pattern == null) {
            return Stream.of(); // what is done for every path
        }
        String path = pattern.replaceAll(":([a-z]+)", "{$1}");
        return route.methods() == null
                ? Stream.of("GET " + path)
                : route.methods().stream()
                        .filter(method -> !method.equals(HttpMethod.HEAD))
                        .map(method -> method + " " + path);
    }
}
