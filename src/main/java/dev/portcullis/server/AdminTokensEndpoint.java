package dev.portcullis.server;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.TokenFamily;
import dev.portcullis.api.TokenFamily.Generation;
import dev.portcullis.api.TokenFamily.State;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.TokenFamilyStore;
import dev.portcullis.token.AccessTokens;
import dev.portcullis.token.SigningKeys;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code GET /admin/v1/sessions/{handle}/tokens}: what became of each refresh token of a session. */
final class AdminTokensEndpoint implements Endpoint {
    private static final int MOST_GENERATIONS = 1000;

    private final Callers callers;
    private final Database database;
    private final SigningKeys keys;
    private final AccessTokens accessTokens;

    AdminTokensEndpoint(Callers callers, Database database, SigningKeys keys, AccessTokens accessTokens) {
        this.callers = callers;
        this.database = database;
        this.keys = keys;
        this.accessTokens = accessTokens;
    }

    @Override
    public Response answer(Request request) {
        callers.operator(request, Permission.SESSIONS_READ);
        UUID handle = request.uuid("handle");
        return database.transact(transaction -> {
            Session session = SessionStore.find(transaction, handle)
                    .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "No session has this handle."));
            List<Generation> generations = TokenFamilyStore.newest(transaction, handle, MOST_GENERATIONS).stream()
                    .map(one -> generation(one, session))
                    .toList();
            TokenFamily family = new TokenFamily(
                    handle,
                    session.state(),
                    session.refresh().family(),
                    TokenFamilyStore.count(transaction, handle),
                    generations,
                    access(session, generations));
            Response response = Response.json(200, family);
            return response.conditional(request, ETags.of(response.body()));
        });
    }

    private static Generation generation(TokenFamilyStore.Generation one, Session session) {
        boolean newest = one.generation() == session.refresh().generation();
        return new Generation(
                one.generation(),
                one.generation() == 1 ? null : one.generation() - 1,
                state(one, session),
                one.issuedAt(),
                one.spentAt(),
                one.superseded() ? true : null,
                newest ? session.refresh().expiresAt() : null,
                one.accessJti(),
                verdict(one.verdict()),
                one.reuses(),
                one.reusedAt(),
                one.reusedAddress());
    }

    private static State state(TokenFamilyStore.Generation one, Session session) {
        if (one.spentAt() != null) {
            return State.SPENT;
        }
        boolean current = session.live()
                && one.generation() == session.refresh().generation()
                && session.readAt().isBefore(session.refresh().expiresAt());
        return current ? State.CURRENT : State.ENDED;
    }

    private static TokenFamily.@Nullable Verdict verdict(@Nullable String stored) {
        return stored == null ? null : TokenFamily.Verdict.valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /**
     * Who was given the token has it as it was signed then, together with the newest refresh token (its own time of issue is cut to the second); what a gateway is
     * given is signed when it asks.
     */
    private TokenFamily.Access access(Session session, List<Generation> generations) {
        Session.Access access = session.access();
        boolean signedAnew = session.live() && session.client().delivery() == Delivery.COOKIE;
        Instant given = generations.isEmpty()
                ? access.issuedAt()
                : generations.getFirst().issuedAt();
        String kid = signedAnew ? keys.signingKid() : keys.signedAt(given).orElse(null);
        return new TokenFamily.Access(
                access.jti(),
                access.issuedAt(),
                access.expiresAt(),
                kid,
                kid == null ? null : keys.published(kid),
                signedAnew,
                accessTokens.claims(session));
    }
}
