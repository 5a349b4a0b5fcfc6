package dev.portcullis.bench;

import dev.portcullis.api.LoginRequest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operator's session, for as long as they ask something: a server that is given keeps none that nobody uses any more. */
final class OperatorSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorSession.class);

    private final Generator generator;
    private final String cookie;

    private OperatorSession(Generator generator, String cookie) {
        this.generator = generator;
        this.cookie = cookie;
    }

    /**
     * Logs in.
     *
     * @throws BenchException if they cannot
     */
    static OperatorSession begin(Generator generator, LoginRequest operator) {
        return new OperatorSession(
                generator, generator.ask(Ask.logIn(operator), 201).cookie());
    }

    String cookie() {
        return cookie;
    }

    /** Headers that go with each question. */
    Map<String, String> proof() {
        return Map.of("Cookie", cookie, "X-Requested-By", "portcullis-bench");
    }

    /** Logs out. */
    @Override
    public void close() {
        try {
            generator.ask(Ask.logOut(proof()), 204);
        } catch (BenchException e) {
            LOG.warn("the operator's session is left to end by itself: {}", e.getMessage());
        }
    }
}
