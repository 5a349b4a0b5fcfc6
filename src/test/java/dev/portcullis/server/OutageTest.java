package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.store.Database;
import dev.portcullis.support.Cable;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Trouble with the database is 503, never 401: an outage logs nobody out. */
class OutageTest {
    @Test
    void withoutTheDatabaseEverythingIs503AndNothingIs401AndAfterwardsEverybodyIsStillIn() throws Exception {
        Database.Address direct = TestDatabase.fresh();
        URI real = URI.create(direct.url().substring("jdbc:".length()));
        try (Cable cable = new Cable(real.getPort());
                TestServer server = TestServer.start(new Database.Address(
                        direct.url().replace(":" + real.getPort() + "/", ":" + cable.port() + "/"),
                        direct.user(),
                        direct.password(),
                        8))) {
            Http http = new Http(server.uri());
            String cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
            assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(200);
            assertThat(http.get("/readyz").statusCode()).isEqualTo(204);

            cable.pull();
            for (String path : new String[] {
                "/v1/verify", "/v1/verify?permission=x", "/v1/sessions/current", "/admin/v1/sessions", "/admin/v1/stats"
            }) {
                assertUnavailable(http.get(path, "Cookie", cookie));
            }
            assertUnavailable(http.get("/admin/v1/events", "Cookie", cookie));
            assertUnavailable(http.get("/readyz"));
            assertUnavailable(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
            assertThat(http.get("/livez").statusCode()).isEqualTo(204);
            assertThat(http.get("/.well-known/jwks.json").statusCode()).isEqualTo(200);

            cable.plug();
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                int status = http.get("/v1/verify", "Cookie", cookie).statusCode();
                assertThat(status).isIn(200, 503);
                return status == 200;
            });
        }
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).doesNotContain("jdbc", "localhost", "Exception", "SQL");
    }
}
