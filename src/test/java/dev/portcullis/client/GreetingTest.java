package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.client.ClientException.Cause;
import dev.portcullis.client.ClientException.Unreachable;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom a client speaks to, before it says anything secret. */
class GreetingTest {
    @Test
    void aServerSaysWhichVersionItSpeaks() throws IOException {
        assertThat(failure(metadata("\"issuer\":\"x\",\"portcullis_api_version\":1")))
                .isNull();
        assertThat(failure(metadata("\"issuer\":\"x\""))).isEqualTo(Cause.SERVER_TOO_OLD);
        assertThat(failure(metadata("\"issuer\":\"x\",\"portcullis_api_version\":2")))
                .isEqualTo(Cause.CLIENT_TOO_OLD);
    }

    @Test
    void somethingElseIsToldApart() throws IOException {
        assertThat(failure(() -> new RawServer(RawServer.answer(200, "text/html", "<h1>Welcome to nginx!</h1>"))))
                .isEqualTo(Cause.NOT_PORTCULLIS);
        assertThat(failure(() -> new RawServer(RawServer.answer(404, "text/html", "<h1>Not found</h1>"))))
                .isEqualTo(Cause.NOT_PORTCULLIS);
    }

    /** A proxy that lets only the API through. */
    @Test
    void aServerThatKeepsItsMetadataToItselfIsKnownByItsRefusal() throws IOException {
        assertThat(failure(() -> new RawServer(
                        RawServer.answer(404, "text/html", "<h1>Not found</h1>"),
                        RawServer.answer(401, "application/problem+json", RawServer.problem("session-missing", 401)))))
                .isNull();
    }

    private static Callable<RawServer> metadata(String members) {
        return () -> new RawServer(RawServer.answer(200, "application/json", "{" + members + "}"));
    }

    private static @Nullable Cause failure(Callable<RawServer> made) throws IOException {
        try (RawServer server = made.call();
                PortcullisClient client = server.client()) {
            Unreachable failure = catchThrowableOfType(Unreachable.class, client::greet);
            return failure == null ? null : failure.kind();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
