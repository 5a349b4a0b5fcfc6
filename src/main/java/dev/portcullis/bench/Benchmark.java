package dev.portcullis.bench;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.Paths;
import dev.portcullis.api.TokenResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The measurements. Each makes its accounts and sessions first, which is not counted. */
public final class Benchmark {
    private final Generator generator;
    private final Plan plan;
    private final Population population;

    private Benchmark(Generator generator, Plan plan, Population population) {
        this.generator = generator;
        this.plan = plan;
        this.population = population;
    }

    /**
     * How much, and for how long.
     *
     * @param accounts that log in, or have a session each
     */
    public record Plan(int connections, int accounts, Duration warmUp, Duration time) {}

    /**
     * Makes the accounts.
     *
     * @param operator who may do that
     * @throws BenchException if they cannot be made
     */
    public static Benchmark prepare(Generator generator, LoginRequest operator, Plan plan) {
        return new Benchmark(generator, plan, Population.make(generator, operator, plan.accounts()));
    }

    /** Logins for a cookie: password, session, refresh family and event. No two of one account at the same time. */
    public Measurement logins() {
        return run(connection -> new Login(share(population.logins(), connection)));
    }

    /** Refreshes: each connection rotates the refresh tokens of its own sessions in turn, each token once. */
    public Measurement refreshes() {
        List<String> tokens = population.refreshTokens();
        return run(connection -> new Refresh(share(tokens, connection).toArray(String[]::new)));
    }

    /**
     * What a gateway asks before it lets a request pass.
     *
     * @param conditional with the ETag of the last answer, so that most are 304; otherwise all are 200 with a token
     */
    public Measurement verifications(boolean conditional) {
        List<String> cookies = population.cookies();
        return run(connection -> new Verify(share(cookies, connection), conditional));
    }

    private Measurement run(IntFunction<Conversation> conversation) {
        List<Conversation> conversations =
                IntStream.range(0, plan.connections()).mapToObj(conversation).toList();
        return generator.run(conversations, plan.warmUp(), plan.time());
    }

    /** What belongs to one connection. */
    private <T> List<T> share(List<T> all, int connection) {
        return IntStream.range(0, all.size())
                .filter(i -> i % plan.connections() == connection)
                .mapToObj(all::get)
                .toList();
    }

    private static final class Login implements Conversation {
        private final List<Ask> asks;
        private int next;

        Login(List<LoginRequest> logins) {
            this.asks = logins.stream().map(Ask::logIn).toList();
        }

        @Override
        public Ask next() {
            return asks.get(next++ % asks.size());
        }

        @Override
        public boolean heard(Reply reply) {
            return reply.status() == 201 && reply.headers().contains("Set-Cookie");
        }
    }

    private static final class Refresh implements Conversation {
        private final String[] tokens;
        private int next;

        Refresh(String[] tokens) {
            this.tokens = tokens;
        }

        @Override
        public Ask next() {
            return Ask.form(Paths.TOKEN, "grant_type=refresh_token&refresh_token=" + tokens[next]);
        }

        @Override
        public boolean heard(Reply reply) {
            if (reply.status() != 200) {
                return false; // the same token once more: the server may have spent it
            }
            String successor = reply.as(TokenResponse.class).refreshToken();
            if (successor == null) {
                return false;
            }
            tokens[next] = successor;
            next = (next + 1) % tokens.length;
            return true;
        }
    }

    private static final class Verify implements Conversation {
        private final List<String> cookies;
        private final @Nullable String[] etags;
        private final boolean conditional;
        private int next;

        Verify(List<String> cookies, boolean conditional) {
            this.cookies = cookies;
            this.etags = new String[cookies.size()];
            this.conditional = conditional;
        }

        @Override
        public Ask next() {
            next = (next + 1) % cookies.size();
            String cookie = cookies.get(next);
            String etag = etags[next];
            return Ask.get(
                    Paths.VERIFY,
                    conditional && etag != null
                            ? Map.of("Cookie", cookie, "If-None-Match", etag)
                            : Map.of("Cookie", cookie));
        }

        @Override
        public boolean heard(Reply reply) {
            etags[next] = reply.headers().get("ETag");
            return reply.status() == 304 ? conditional : reply.status() == 200;
        }
    }
}
