package dev.portcullis.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.session.Session;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.LocatorAdapter;
import java.security.Key;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: JWTs for services (RFC 9068, {@code typ: at+jwt}, ES256), minutes long. What one says follows wholly from its session's row ({@code jti}, {@code
 * iat} and {@code exp} are kept there), so any server can write it out, and nobody has to keep the token itself.
 */
public final class AccessTokens {
    private static final String TYPE = "at+jwt";

    /** Signing is the dear part (about 0.1 ms): a token is signed once on a server, then handed out again while its session has not changed. */
    private final Cache<Signed, String> signed = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(15))
            .build();

    private final SigningKeys keys;
    private final String issuer;
    private final String audience;

    private record Signed(UUID jti, long version) {}

    /**
     * @param issuer the {@code iss} claim: this server's public address
     * @param audience the {@code aud} claim
     */
    public AccessTokens(SigningKeys keys, String issuer, String audience) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
    }

    /** The token that is bound to the session now. */
    public String of(Session session) {
        return signed.get(new Signed(session.access().jti(), session.version()), _ -> sign(session));
    }

    /**
     * Checks signature, algorithm, type, issuer, audience and time (RFC 8725, RFC 9068 §4). Says nothing about whether the session still lives.
     *
     * @return the handle of the session that it belongs to; empty if it is no valid token of ours
     */
    public Optional<UUID> session(String token) {
        try {
            Jws<Claims> jws = Jwts.parser()
                    .keyLocator(new ByKid())
                    .requireIssuer(issuer)
                    .requireAudience(audience)
                    .sig()
                    .clear()
                    .add(Jwts.SIG.ES256)
                    .and()
                    .build()
                    .parseSignedClaims(token);
            if (!TYPE.equals(jws.getHeader().getType())) {
                return Optional.empty();
            }
            return Optional.of(UUID.fromString(jws.getPayload().get("sid", String.class)));
        } catch (JwtException | IllegalArgumentException | NullPointerException notOurs) {
            return Optional.empty();
        }
    }

    private String sign(Session session) {
        return Jwts.builder()
                .header()
                .type(TYPE)
                .keyId(keys.signingKid())
                .and()
                .issuer(issuer)
                .subject(session.account().id().toString())
                .audience()
                .add(audience)
                .and()
                .issuedAt(Date.from(session.access().issuedAt()))
                .expiration(Date.from(session.access().expiresAt()))
                .id(session.access().jti().toString())
                .claim("client_id", "portcullis")
                .claim("sid", session.handle().toString())
                .claim("auth_time", session.authenticatedAt().getEpochSecond())
                .claim("amr", session.factors()) // RFC 8176
                .claim("scope", String.join(" ", session.permissions()))
                .signWith(keys.signingKey(), Jwts.SIG.ES256)
                .compact();
    }

    private final class ByKid extends LocatorAdapter<Key> {
        @Override
        protected @Nullable Key locate(JwsHeader header) {
            String kid = header.getKeyId();
            return kid == null ? null : keys.verificationKey(kid);
        }
    }
}
