package dev.portcullis.lifecycle;

import dev.portcullis.api.AuthenticationContext;
import dev.portcullis.api.Introspection;
import dev.portcullis.api.Permission;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.store.OAuthClientStore.OAuthClient;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.TokenFamilyStore;
import dev.portcullis.token.AccessToken;
import dev.portcullis.token.AccessTokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a token is worth at this moment (RFC 7662): not only what it says, but whether its session or client still lives. To ask is no use of the session, and a
 * spent refresh token that is asked about is no reuse.
 *
 * <p>No more is said of a session than {@code /v1/verify} would let pass. If the policy requires a second factor of its user, and it has not shown it, it opens
 * nothing anywhere, and its tokens are inactive; if it requires one of operators alone, they are active without Portcullis's own permissions. Whoever asks for more
 * than the policy does has {@code acr}, {@code amr} and {@code auth_time} to judge by (RFC 9470 §6.2): those with which the token was given, whatever was proven in its session since.
 */
public final class TokenInspection {
    private final Database database;
    private final AccessTokens accessTokens;
    private final Verification verification;
    private final Lapses lapses;
    private final ClientTokens clientTokens;
    private final Assurance assurance;

    public TokenInspection(
            Database database,
            AccessTokens accessTokens,
            Verification verification,
            Lapses lapses,
            ClientTokens clientTokens,
            Assurance assurance) {
        this.database = database;
        this.accessTokens = accessTokens;
        this.verification = verification;
        this.lapses = lapses;
        this.clientTokens = clientTokens;
        this.assurance = assurance;
    }

    /** Of an access token or a refresh token: their forms differ, so no hint is needed. */
    public Introspection inspect(String token) {
        return Credential.parse(token)
                .map(this::refreshToken)
                .orElseGet(() -> accessTokens.read(token).flatMap(this::accessToken))
                .orElse(Introspection.INACTIVE);
    }

    private Optional<Introspection> accessToken(AccessToken token) {
        if (token.session() == null) {
            return clientTokens.client(token).map(client -> ofClient(token, client));
        }
        return verification.byAccessToken(token) instanceof Verification.Result.Active(Session session)
                        && opensAnything(session)
                ? Optional.of(ofSession(token, session))
                : Optional.empty();
    }

    private Optional<Introspection> refreshToken(Credential credential) {
        record Found(Session session, Instant issuedAt) {}
        byte[] hash = credential.secret().hash();
        Lapses.Reading<Optional<Found>> reading = transaction -> {
            Optional<Instant> issuedAt = TokenFamilyStore.current(transaction, credential.handle(), hash);
            return issuedAt.isEmpty()
                    ? Optional.empty()
                    : SessionStore.find(transaction, credential.handle())
                            .map(session -> new Found(session, issuedAt.get()));
        };
        Optional<Found> read = database.read(reading::in);
        Optional<Found> found =
                read.isPresent() && Lapses.isToBeSettled(read.get().session())
                        ? lapses.settle(credential.handle(), reading)
                        : read;
        return found.filter(one -> one.session().active()
                        && one.session()
                                .readAt()
                                .isBefore(one.session().refresh().expiresAt())
                        && opensAnything(one.session()))
                .map(one -> ofRefreshToken(one.session(), one.issuedAt()));
    }

    private boolean opensAnything(Session session) {
        return assurance.secondFactor(session, false) == Assurance.SecondFactor.ENOUGH;
    }

    /** Of these permissions those that the session has, and may use with what its user has shown. */
    private String scope(Session session, List<String> permissions) {
        boolean operates = permissions.stream().anyMatch(Permission.ALL::contains)
                && assurance.secondFactor(session, true) == Assurance.SecondFactor.ENOUGH;
        return permissions.stream()
                .filter(session::permits)
                .filter(permission -> operates || !Permission.ALL.contains(permission))
                .collect(Collectors.joining(" "));
    }

    /** Whoever keeps the answer may do so until it expires (§4): no longer than the session, if that has been given less time since. */
    private Introspection ofSession(AccessToken token, Session session) {
        return answer(
                scope(session, token.scope()),
                AccessTokens.OUR_CLIENT_ID,
                "Bearer",
                token.expiresAt().isBefore(session.expiresAt()) ? token.expiresAt() : session.expiresAt(),
                token.issuedAt(),
                token.subject().toString(),
                accessTokens.audience(),
                token.jti().toString(),
                session,
                token.proof());
    }

    private Introspection ofClient(AccessToken token, OAuthClient client) {
        String id = client.id().toString();
        return answer(
                String.join(" ", ClientTokens.scope(token, client)),
                id,
                "Bearer",
                token.expiresAt(),
                token.issuedAt(),
                id,
                accessTokens.audience(),
                token.jti().toString(),
                null,
                null);
    }

    /** It is for this server alone: no audience, and no id of its own. */
    private Introspection ofRefreshToken(Session session, Instant issuedAt) {
        return answer(
                scope(session, session.permissions()),
                AccessTokens.OUR_CLIENT_ID,
                "refresh_token",
                session.refresh().expiresAt(),
                issuedAt,
                session.account().id().toString(),
                null,
                null,
                session,
                new AccessToken.Proof(session.authenticatedAt(), session.factors()));
    }

    private Introspection answer(
            String scope,
            String clientId,
            String type,
            Instant expiresAt,
            Instant issuedAt,
            String subject,
            @Nullable String audience,
            @Nullable String jti,
            @Nullable Session session,
            AccessToken.@Nullable Proof proof) {
        return new Introspection(
                true,
                scope,
                clientId,
                session == null ? null : session.account().email(),
                type,
                expiresAt.getEpochSecond(),
                issuedAt.getEpochSecond(),
                subject,
                audience == null ? null : List.of(audience),
                accessTokens.issuer(),
                jti,
                session == null ? null : session.handle().toString(),
                proof == null ? null : proof.at().getEpochSecond(),
                proof == null ? null : AuthenticationContext.of(proof.factors()).acr(),
                proof == null ? null : proof.factors());
    }
}
