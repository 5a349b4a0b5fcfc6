package dev.portcullis.bench;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.Paths;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Accounts that a measurement uses, made through the admin API, and their sessions. They stay: a server knows no deletion that leaves no trace. */
final class Population {
    private static final int AT_ONCE = 8;
    private static final List<String> PERMISSIONS = List.of("orders:read", "orders:write");

    private final Generator generator;
    private final List<LoginRequest> logins;

    private Population(Generator generator, List<LoginRequest> logins) {
        this.generator = generator;
        this.logins = logins;
    }

    /** @param operator who may make accounts */
    static Population make(Generator generator, LoginRequest operator, int accounts) {
        String run = UUID.randomUUID().toString().substring(0, 8);
        String password = UUID.randomUUID().toString();
        List<LoginRequest> logins = IntStream.range(0, accounts)
                .mapToObj(i -> new LoginRequest("bench-" + run + "-" + i + "@example.com", password, null))
                .toList();
        try (OperatorSession session = OperatorSession.begin(generator, operator)) {
            generator.ask(
                    logins.stream()
                            .map(login -> Ask.json(
                                    Paths.ADMIN_ACCOUNTS,
                                    new NewAccount(login.email(), "Bench", login.password(), PERMISSIONS),
                                    session.proof()))
                            .toList(),
                    201,
                    AT_ONCE);
        }
        return new Population(generator, logins);
    }

    List<LoginRequest> logins() {
        return logins;
    }

    /** Cookies of new sessions, one of each account. */
    List<String> cookies() {
        return generator.ask(logins.stream().map(Ask::logIn).toList(), 201, AT_ONCE).stream()
                .map(Reply::cookie)
                .toList();
    }

    /** Refresh tokens of new sessions, one of each account. */
    List<String> refreshTokens() {
        List<Ask> asks = logins.stream()
                .map(login -> Ask.logIn(new LoginRequest(login.email(), login.password(), Delivery.TOKENS)))
                .toList();
        return generator.ask(asks, 201, AT_ONCE).stream()
                .map(reply -> {
                    String token = reply.as(LoginResponse.class).refreshToken();
                    if (token == null) {
                        throw new BenchException("the server gave no refresh token");
                    }
                    return token;
                })
                .toList();
    }
}
