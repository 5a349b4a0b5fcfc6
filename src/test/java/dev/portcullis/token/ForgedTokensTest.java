package dev.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.portcullis.store.SigningKeyStore;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is no access token of ours is 401 where it is used, and inactive where it is asked about (RFC 8725, RFC 7515, ASVS 9.1, 9.2). Each of these differs in one
 * thing from a token that is accepted; where that is not the signature, it is signed with the server's own key.
 */
class ForgedTokensTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestServer server;
    private static Http http;
    private static TestService inspector;
    private static String kid;
    private static String publicJwk;
    private static PrivateKey key;
    private static ObjectNode header;
    private static ObjectNode claims;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        server.account("alice@example.com", "orders:read");
        http = new Http(server.uri());
        inspector = TestService.inspector(server, "inspector");
        SigningKeyStore.Row row = new KeyStates(server.database().read(SigningKeyStore::all))
                .signing()
                .orElseThrow();
        kid = row.kid();
        publicJwk = row.publicJwk();
        key = new KeyPairs(TestServer.masterKey()).open(kid, Objects.requireNonNull(row.encryptedPrivateKey()));
        String[] parts = JSON.readTree(http.logInForTokens("alice@example.com", TestServer.PASSWORD)
                        .body())
                .get("accessToken")
                .asText()
                .split("\\.");
        header = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
        claims = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The control: made the same way, with nothing wrong. */
    @Test
    void aTokenWithNothingWrongIsAccepted() throws Exception {
        String token = token(_ -> {}, _ -> {});
        assertThat(verify(token)).isEqualTo(200);
        assertThat(inspector.introspect(token).get("active").asBoolean()).isTrue();
    }

    /** RFC 8725 §3.1, §3.2. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
    void unsigned(String none) throws Exception {
        String input = part(header.deepCopy().put("alg", none)) + "." + part(claims) + ".";
        assertRefused(input);
        assertRefused(input + "AAAA");
    }

    /** RFC 8725 §2.1: the public key used as an HMAC's secret, in each form in which it lies about. */
    @Test
    void signedWithThePublicKeyAsASecret() throws Exception {
        byte[] encoded = KeyPairs.read(publicJwk).getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret : new byte[][] {
            encoded, pem.getBytes(StandardCharsets.US_ASCII), publicJwk.getBytes(StandardCharsets.UTF_8)
        }) {
            String input = part(header.deepCopy().put("alg", "HS256")) + "." + part(claims);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            assertRefused(input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII))));
        }
    }

    @Test
    void signedWithAnotherKeyUnderOurKid() throws Exception {
        assertRefused(signed(header, claims, Jwts.SIG.ES256.keyPair().build().getPrivate()));
    }

    /** CVE-2022-21449: a signature of zeros must not verify. */
    @Test
    void signedWithZeros() throws Exception {
        assertRefused(part(header) + "." + part(claims) + "." + base64(new byte[64]));
    }

    @Test
    void changedAfterItWasSigned() throws Exception {
        String[] parts = token(_ -> {}, _ -> {}).split("\\.");
        ObjectNode more = claims.deepCopy().put("scope", "sessions:revoke");
        assertRefused(parts[0] + "." + part(more) + "." + parts[2]);
    }

    /** RFC 8725 §3.11: a token of another kind, signed with the same key. */
    @Test
    void ofAnotherType() throws Exception {
        assertRefused(token(h -> h.put("typ", "JWT"), _ -> {}));
        assertRefused(token(h -> h.put("typ", "portcullis-receipt+jwt"), _ -> {}));
        assertRefused(token(h -> h.remove("typ"), _ -> {}));
        try (var admin = server.admin()) {
            assertRefused(admin.revoke(java.util.List.of(UUID.randomUUID()), "a receipt")
                    .signature());
        }
    }

    /** RFC 8725 §3.8, §3.9. */
    @Test
    void ofAnotherIssuerOrForAnotherAudience() throws Exception {
        assertRefused(token(_ -> {}, c -> c.put("iss", "https://evil.example.com")));
        assertRefused(token(_ -> {}, c -> c.remove("iss")));
        assertRefused(token(_ -> {}, c -> c.put("aud", "https://other.example.com")));
        assertRefused(token(_ -> {}, c -> c.remove("aud")));
    }

    @Test
    void expiredOrWithoutAnEnd() throws Exception {
        assertRefused(token(_ -> {}, c -> c.put("exp", Instant.now().getEpochSecond() - 1)));
        assertRefused(token(_ -> {}, c -> c.remove("exp")));
        assertRefused(token(_ -> {}, c -> c.put("exp", "tomorrow")));
    }

    @Test
    void notValidYet() throws Exception {
        assertRefused(token(_ -> {}, c -> c.put("nbf", Instant.now().getEpochSecond() + 600)));
    }

    /** RFC 8725 §3.10: the name of a key is a name, and not a path, a query or a command. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "",
                "../../../../dev/null",
                "/etc/passwd",
                "x' or '1'='1",
                "x'; drop table signing_key; --",
                "$(id)",
                "\u0000",
                "%00",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "https://evil.example.com/key"
            })
    void underAKeyThatThereIsNot(String name) throws Exception {
        assertRefused(token(h -> h.put("kid", name), _ -> {}));
    }

    @Test
    void underNoKey() throws Exception {
        assertRefused(token(h -> h.remove("kid"), _ -> {}));
        assertRefused(token(h -> h.put("kid", 7), _ -> {}));
    }

    /** RFC 8725 §3.10, RFC 7515 §4.1.2–§4.1.5: nobody brings a key along, and no address in a token is ever fetched. */
    @Test
    void withAKeyOfItsOwn() throws Exception {
        AtomicInteger fetched = new AtomicInteger();
        HttpServer evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        evil.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        evil.start();
        try {
            String url = "http://127.0.0.1:" + evil.getAddress().getPort() + "/jwks.json";
            KeyPair own = Jwts.SIG.ES256.keyPair().build();
            String jwk = Jwks.UNSAFE_JSON(
                    Jwks.builder().key((ECPublicKey) own.getPublic()).id(kid).build());
            JsonNode ownJwk = JSON.readTree(jwk);
            for (String claimed : new String[] {kid, "mine"}) {
                for (String address : new String[] {"jku", "x5u"}) {
                    assertRefused(
                            signed(header.deepCopy().put("kid", claimed).put(address, url), claims, own.getPrivate()));
                }
                assertRefused(signed(
                        (ObjectNode) header.deepCopy().put("kid", claimed).set("jwk", ownJwk),
                        claims,
                        own.getPrivate()));
            }
            // Signed with our key, such a header is looked at no more than any other.
            verify(token(h -> h.put("jku", url), _ -> {}));
            assertThat(fetched).hasValue(0);
        } finally {
            evil.stop(0);
        }
    }

    /** RFC 7515 §4.1.11: what must be understood and is not, makes the whole invalid. */
    @Test
    void withAnExtensionThatMustBeUnderstood() throws Exception {
        assertRefused(token(
                h -> h.put("urn:example:extension", true).putArray("crit").add("urn:example:extension"), _ -> {}));
        assertRefused(token(h -> h.put("b64", false).putArray("crit").add("b64"), _ -> {}));
    }

    /** RFC 8725 §3.6. */
    @Test
    void compressed() throws Exception {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (var deflater = new java.util.zip.DeflaterOutputStream(bytes)) {
            deflater.write(JSON.writeValueAsBytes(claims));
        }
        String input = part(header.deepCopy().put("zip", "DEF")) + "." + base64(bytes.toByteArray());
        assertRefused(input + "." + sign(input, key));
    }

    @Test
    void ofASessionThatThereIsNot() throws Exception {
        assertRefused(token(_ -> {}, c -> c.put("sid", UUID.randomUUID().toString())));
        assertRefused(token(_ -> {}, c -> c.put("sid", "' or true --")));
        assertRefused(token(_ -> {}, c -> c.putObject("sid")));
        assertRefused(token(_ -> {}, c -> c.remove("sid"))); // then it is a client's own, and there is no such client
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "..", "e30.e30.", "e30.e30.e30", "eyJhbGciOiJub25lIn0.e30.", "a.b.c.d.e"})
    void nothingLikeAToken(String token) throws Exception {
        assertRefused(token);
    }

    private static void assertRefused(String token) throws Exception {
        assertThat(verify(token)).as(token).isEqualTo(401);
        assertThat(http.get("/admin/v1/stats", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
        assertThat(inspector.introspect(token).toString()).isEqualTo("{\"active\":false}");
    }

    private static int verify(String token) throws Exception {
        return http.get("/v1/verify", "Authorization", "Bearer " + token).statusCode();
    }

    /** A token as the server would sign it, but for these changes. */
    private static String token(Consumer<ObjectNode> inHeader, Consumer<ObjectNode> inClaims) throws Exception {
        ObjectNode changedHeader = header.deepCopy();
        ObjectNode changedClaims = claims.deepCopy();
        inHeader.accept(changedHeader);
        inClaims.accept(changedClaims);
        return signed(changedHeader, changedClaims, key);
    }

    private static String signed(ObjectNode header, ObjectNode claims, PrivateKey with) throws Exception {
        String input = part(header) + "." + part(claims);
        return input + "." + sign(input, with);
    }

    private static String sign(String input, PrivateKey with) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(with);
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return base64(signature.sign());
    }

    private static String part(JsonNode json) throws Exception {
        return base64(JSON.writeValueAsBytes(json));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
