package dev.portcullis.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.api.AuthenticationContext;
import dev.portcullis.session.Session;
import dev.portcullis.store.OAuthClientStore.OAuthClient;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Clock;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.LocatorAdapter;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: JWTs for services (RFC 9068, {@code typ: at+jwt}, ES256), minutes long. What one says follows wholly from its session's row ({@code jti}, {@code
 * iat} and {@code exp} are kept there), so any server can write it out, and nobody has to keep the token itself.
 */
public final class AccessTokens {
    /** A client's token lives no longer than this, however long those of sessions do: nothing but its own time ends what is verified by signature alone. */
    public static final Duration LONGEST_OF_CLIENTS = Duration.ofHours(1);

    private static final String TYPE = "at+jwt";

    /** Whose tokens the sessions' are: the clients that log in with a password are not told apart. */
    public static final String OUR_CLIENT_ID = "portcullis";

    private static final String EPOCH = "epoch";

    /** Expiry is judged by the database's clock, which is the one that wrote it; see {@link AccessToken#validAt}. */
    @SuppressWarnings("JavaUtilDate") // the library's
    private static final Clock NO_TIME = () -> new Date(0);

    /** Signing is the dear part (about 0.06 ms): a token is signed once on a server, then handed out again while its session has not changed. */
    private final Cache<Signed, String> signed = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(15))
            .build();

    private final SigningKeys keys;
    private final String issuer;
    private final String audience;

    private record Signed(String kid, UUID jti, long version) {}

    /**
     * @param issuer the {@code iss} claim: this server's public address
     * @param audience the {@code aud} claim
     */
    public AccessTokens(SigningKeys keys, String issuer, String audience) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
    }

    /** The token that is bound to the session now. Signed anew when another key signs. */
    public String of(Session session) {
        KeySet.Signing key = keys.signing();
        Signed name = new Signed(key.kid(), session.access().jti(), session.version());
        return signed.get(name, _ -> sign(session, session.access(), AccessToken.Proof.of(session), key));
    }

    /**
     * A token of an active session that says no more than the session has now: the presented one itself, if it says no more; otherwise one with its id and its
     * time and the proof that it was given for, but with the session's permissions, and no longer than the session lives.
     *
     * @param presented a token of this session
     */
    public String narrowed(Session session, String presented) {
        Optional<AccessToken> read = read(presented);
        if (read.isEmpty()) {
            return of(session); // the key that signed it has been given up a moment ago
        }
        AccessToken token = read.get();
        boolean inTime = !token.expiresAt().isAfter(session.expiresAt());
        if (inTime && session.permissions().containsAll(token.scope())) {
            return presented;
        }
        if (token.jti().equals(session.access().jti())) {
            return of(session);
        }
        Session.Access access =
                new Session.Access(token.jti(), token.issuedAt(), inTime ? token.expiresAt() : session.expiresAt());
        AccessToken.Proof proof = token.proof() == null ? AccessToken.Proof.of(session) : token.proof();
        KeySet.Signing key = keys.signing();
        return signed.get(
                new Signed(key.kid(), token.jti(), session.version()), _ -> sign(session, access, proof, key));
    }

    /** A token that a client is given for itself (RFC 6749 §4.4.3): its subject is the client, and there is no session. */
    public String of(OAuthClient client, AccessToken token) {
        KeySet.Signing key = keys.signing();
        return header(key)
                .subject(client.id().toString())
                .issuedAt(Date.from(token.issuedAt()))
                .expiration(Date.from(token.expiresAt()))
                .id(token.jti().toString())
                .claim("client_id", client.id().toString())
                .claim("scope", String.join(" ", token.scope()))
                .claim(EPOCH, token.epoch())
                .signWith(key.key(), Es256.INSTANCE)
                .compact();
    }

    /**
     * Checks signature, algorithm, type, issuer and audience (RFC 8725, RFC 9068 §4). The key is found by {@code kid} among our own: {@code jku}, {@code x5u} and
     * {@code jwk} are not looked at. Says nothing about time, nor about whether session or client still live.
     *
     * @return empty if it is no token of ours
     * @throws dev.portcullis.store.StoreUnavailableException if it names a key that is not known here, and the database cannot be asked
     */
    public Optional<AccessToken> read(String token) {
        try {
            Jws<Claims> jws = Jwts.parser()
                    .keyLocator(new ByKid())
                    .clock(NO_TIME)
                    .requireIssuer(issuer)
                    .requireAudience(audience)
                    .sig()
                    .clear()
                    .add(Es256.INSTANCE)
                    .and()
                    .zip()
                    .clear()
                    .and()
                    .build()
                    .parseSignedClaims(token);
            return TYPE.equals(jws.getHeader().getType()) ? Optional.of(read(jws.getPayload())) : Optional.empty();
        } catch (JwtException | IllegalArgumentException | NullPointerException notOurs) {
            return Optional.empty();
        }
    }

    private static AccessToken read(Claims claims) {
        String session = claims.get("sid", String.class);
        Integer epoch = claims.get(EPOCH, Integer.class);
        String scope = claims.get("scope", String.class);
        return new AccessToken(
                UUID.fromString(claims.getId()),
                UUID.fromString(claims.getSubject()),
                session == null ? null : UUID.fromString(session),
                session == null ? null : proof(claims),
                epoch == null ? 0 : epoch,
                scope.isEmpty() ? List.of() : List.of(scope.split(" ")),
                claims.getIssuedAt().toInstant(),
                claims.getExpiration().toInstant());
    }

    private static AccessToken.Proof proof(Claims claims) {
        List<?> factors = claims.get("amr", List.class);
        return new AccessToken.Proof(
                Instant.ofEpochSecond(claims.get("auth_time", Long.class)),
                factors.stream().map(String::valueOf).toList());
    }

    private String sign(Session session, Session.Access access, AccessToken.Proof proof, KeySet.Signing key) {
        return header(key)
                .subject(session.account().id().toString())
                .issuedAt(Date.from(access.issuedAt()))
                .expiration(Date.from(access.expiresAt()))
                .id(access.jti().toString())
                .claim("client_id", OUR_CLIENT_ID)
                .claim("sid", session.handle().toString())
                .claim("auth_time", proof.at().getEpochSecond())
                .claim("acr", AuthenticationContext.of(proof.factors()).acr()) // RFC 9470
                .claim("amr", proof.factors()) // RFC 8176
                .claim("scope", String.join(" ", session.permissions()))
                .signWith(key.key(), Es256.INSTANCE)
                .compact();
    }

    /** What the token that is bound to the session says when it is signed now, in the words and shapes of the token itself. Nobody has to sign one to see that. */
    public Map<String, Object> claims(Session session) {
        AccessToken.Proof proof = AccessToken.Proof.of(session);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", session.access().jti().toString());
        claims.put("iss", issuer);
        claims.put("sub", session.account().id().toString());
        claims.put("aud", List.of(audience));
        claims.put("iat", session.access().issuedAt().getEpochSecond());
        claims.put("exp", session.access().expiresAt().getEpochSecond());
        claims.put("scope", String.join(" ", session.permissions()));
        claims.put("sid", session.handle().toString());
        claims.put("client_id", OUR_CLIENT_ID);
        claims.put("auth_time", proof.at().getEpochSecond());
        claims.put("acr", AuthenticationContext.of(proof.factors()).acr());
        claims.put("amr", proof.factors());
        return claims;
    }

    /** What is the same in all of them. */
    private JwtBuilder header(KeySet.Signing key) {
        return Jwts.builder()
                .header()
                .type(TYPE)
                .keyId(key.kid())
                .and()
                .issuer(issuer)
                .audience()
                .add(audience)
                .and();
    }

    /** Which key signs tokens now. */
    public String kid() {
        return keys.signing().kid();
    }

    /** The {@code iss} claim. */
    public String issuer() {
        return issuer;
    }

    /** The {@code aud} claim. */
    public String audience() {
        return audience;
    }

    private final class ByKid extends LocatorAdapter<Key> {
        @Override
        protected @Nullable Key locate(JwsHeader header) {
            String kid = header.getKeyId();
            return kid == null ? null : keys.verificationKey(kid);
        }
    }
}
