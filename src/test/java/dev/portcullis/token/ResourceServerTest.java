package dev.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/** Programs that no one here wrote accept the tokens, knowing nothing but the issuer and the JWKS (RFC 9068 §4, RFC 7517). */
class ResourceServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private TestServer server;
    private Http http;

    @BeforeEach
    void start() {
        server = TestServer.start();
        server.account("alice@example.com", "orders:read", "orders:write");
        http = new Http(server.uri());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nimbusAcceptsASessionsToken() throws Exception {
        JWTClaimsSet claims = nimbus().process(sessionToken(), null);
        assertThat(claims.getStringClaim("scope")).isEqualTo("orders:read orders:write");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("portcullis");
    }

    @Test
    void nimbusAcceptsAServicesToken() throws Exception {
        TestService service = TestService.register(server, "billing", false, "orders:read");
        assertThat(nimbus().process(service.token(), null).getSubject()).isEqualTo(service.id());
    }

    @Test
    void nimbusRefusesAReceiptWhichIsSignedWithTheSameKey() {
        try (var admin = server.admin()) {
            String receipt = admin.revoke(List.of(java.util.UUID.randomUUID()), "a receipt")
                    .signature();
            assertThatThrownBy(() -> nimbus().process(receipt, null)).isInstanceOf(BadJOSEException.class);
        }
    }

    /** It keeps the JWKS that it has read, which knows the next key already. */
    @Test
    void nimbusAcceptsOldAndNewTokensWhenTheKeyIsRotatedWithoutReadingTheJwksAgain() throws Exception {
        DefaultJWTProcessor<SecurityContext> once = nimbus();
        String old = sessionToken();
        once.process(old, null);
        rotate("{}");
        String now = sessionToken();
        assertThat(kid(now)).isNotEqualTo(kid(old));
        assertThat(once.process(now, null).getSubject()).isNotEmpty();
        assertThat(once.process(old, null).getSubject()).isNotEmpty();
        assertThat(nimbus().process(old, null).getSubject()).isNotEmpty();
        assertThat(nimbus().process(now, null).getSubject()).isNotEmpty();
    }

    @Test
    void nimbusRefusesWhatACompromisedKeySigned() throws Exception {
        String old = sessionToken();
        rotate("{\"compromised\":true}");
        assertThatThrownBy(() -> nimbus().process(old, null)).isInstanceOf(BadJOSEException.class);
        assertThat(nimbus().process(sessionToken(), null).getSubject()).isNotEmpty();
    }

    @Test
    void springSecuritysResourceServerAcceptsTheTokenAndReadsItsScopes() throws Exception {
        AuthenticationManager spring = new JwtAuthenticationProvider(spring())::authenticate;
        assertThat(spring.authenticate(new BearerTokenAuthenticationToken(sessionToken()))
                        .getAuthorities())
                .extracting(GrantedAuthority::getAuthority)
                .contains("SCOPE_orders:read", "SCOPE_orders:write");
        String forged = sessionToken().replaceAll("\\.[^.]*$", ".AAAA");
        assertThatThrownBy(() -> spring.authenticate(new BearerTokenAuthenticationToken(forged)))
                .isInstanceOf(InvalidBearerTokenException.class);
    }

    @Test
    void springSecuritysResourceServerAcceptsOldAndNewTokensWhenTheKeyIsRotated() throws Exception {
        NimbusJwtDecoder spring = spring();
        String old = sessionToken();
        spring.decode(old);
        rotate("{}");
        String now = sessionToken();
        assertThat(kid(now)).isNotEqualTo(kid(old));
        assertThat(spring.decode(now).getSubject()).isEqualTo(spring.decode(old).getSubject());
    }

    private DefaultJWTProcessor<SecurityContext> nimbus() throws Exception {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        server.uri().resolve("/.well-known/jwks.json").toURL())
                .build();
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                server.uri().toString(), // the audience
                new JWTClaimsSet.Builder().issuer(server.uri().toString()).build(),
                Set.of("sub", "iat", "exp", "jti", "client_id"))); // RFC 9068 §2.2
        return processor;
    }

    private NimbusJwtDecoder spring() {
        String issuer = server.uri().toString();
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(issuer + "/.well-known/jwks.json")
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .validateType(false) // by Nimbus; Spring's own validator below does
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createAtJwtValidator()
                        .issuer(issuer)
                        .audience(issuer)
                        .clientId("portcullis")
                        .build(),
                new JwtTypeValidator("at+jwt"),
                new JwtClaimValidator<List<String>>("aud", audience -> audience.contains(issuer))));
        return decoder;
    }

    private String sessionToken() throws Exception {
        return JSON.readTree(http.logInForTokens("alice@example.com", TestServer.PASSWORD)
                        .body())
                .get("accessToken")
                .asText();
    }

    private static String kid(String token) throws Exception {
        return JSON.readTree(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[0]))
                .get("kid")
                .asText();
    }

    private void rotate(String json) throws Exception {
        server.sql("update signing_key set created_at = created_at - interval '1 h'"); // the next key is long published
        assertThat(http.postJson(
                                "/admin/v1/keys/rotation",
                                json,
                                "Cookie",
                                TestService.adminCookie(server),
                                "X-Requested-By",
                                "test")
                        .statusCode())
                .isEqualTo(200);
    }
}
