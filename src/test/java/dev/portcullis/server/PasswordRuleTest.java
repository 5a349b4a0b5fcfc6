package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.account.Argon2;
import dev.portcullis.account.PasswordBlocklist;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a password must be, and must not be. NIST SP 800-63B-4 §3.1.1.2. */
class PasswordRuleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static TestServer server;
    private static Http http;
    private static String admin;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path list = Files.writeString(
                folder.resolve("list"), "short\nCorrectHorseBatteryStaple\r\nwinter is coming to the north\n");
        PasswordBlocklist blocklist = PasswordBlocklist.read(list);
        assertThat(blocklist.size()).isEqualTo(2);
        server = TestServer.start(config -> config.withPasswordBlocklist(blocklist));
        http = new Http(server.uri());
        admin = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fourteen chars", // 14
                "🐎🔋📎🐎🔋📎🐎🔋📎🐎🔋📎🐎🔋" // 14 code points in 28 UTF-16 units
            })
    void aPasswordHasAtLeastFifteenCharactersCountedAsCodePoints(String password) throws Exception {
        assertThat(fault(password)).contains("at least 15 characters; this one has 14");
    }

    @Test
    void aPasswordHasAtMost256CharactersAndEachOfThemCounts() throws Exception {
        assertThat(fault("x1 y2 z3 ".repeat(29))).contains("at most 256");
        String longest = TestServer.PASSWORD + "ä".repeat(256 - TestServer.PASSWORD.length());
        assertThat(add("long@example.com", "Long", longest).statusCode()).isEqualTo(201);
        assertThat(http.logIn("long@example.com", longest).statusCode()).isEqualTo(201);
        assertThat(http.logIn("long@example.com", longest.substring(0, 255)).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a password without digits",
                "ALLUPPERCASEOFNINEWORDSWITHOUTSENSE",
                "              x              y              zebra quilt",
                "пароль из многих разных слов",
                "絵文字も漢字もパスワードになる長い文"
            })
    void anyCharactersWillDoInAnyComposition(String password) throws Exception {
        String email = "any" + COUNT.incrementAndGet() + "@example.com";
        assertThat(add(email, "Any", password).statusCode()).isEqualTo(201);
        assertThat(http.logIn(email, password).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaa",
                "123456789012345",
                "abcdefghijklmnop",
                "qwertyuiopasdfg",
                "1qaz2wsx3edc4rfv",
                "q1w2e3r4t5y6u7i8o9p0",
                "passwordpassword",
                "Password123456!",
                "iloveyouiloveyou",
                "thisismypassword",
                "letmeinletmeinletmein",
                "liverpoolfootballclub",
                "administrator123",
                "1234567890qwertyuiop",
                "a a a a a a a a a a a a a a a"
            })
    void whatOthersWouldTryIsRefused(String password) throws Exception {
        assertThat(fault(password)).contains("easy to guess");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice.mendez@example.com",
                "alicemendez2026",
                "Alice Mendez 2026",
                "mendezmendezmendez",
                "Portcullis2026!",
                "portcullis-portcullis"
            })
    void whatComesFromTheAccountOrTheProductIsRefused(String password) throws Exception {
        HttpResponse<String> refused = add("alice.mendez@example.com", "Alice Mendez", password);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(detail(refused)).contains("easy to guess");
    }

    @ParameterizedTest
    @ValueSource(strings = {"correcthorsebatterystaple", "Winter is coming to the North"})
    void whatIsOnTheOrganisationsListIsRefusedHoweverItIsCapitalised(String password) throws Exception {
        assertThat(fault(password)).contains("on the list");
    }

    @ParameterizedTest
    @CsvSource({
        "x1 y2 z3,password-too-short,15 8",
        "correcthorsebatterystaple,password-listed,",
        "letmeinletmeinletmein,password-repeats,",
        "liverpoolfootballclub,password-of-common-words,"
    })
    void aClientIsToldWhichSentenceItIsToSayItInItsReadersLanguage(String password, String code, String values)
            throws Exception {
        HttpResponse<String> refused = add("told" + COUNT.incrementAndGet() + "@example.com", "Told", password);
        JsonNode problem = JSON.readTree(refused.body());
        JsonNode fault = problem.get("errors").get(0);
        assertThat(fault.get("code").asText()).isEqualTo(code);
        assertThat(fault.get("pointer").asText()).isEqualTo("#/password");
        assertThat(fault.get("detail").asText())
                .isEqualTo(problem.get("detail").asText())
                .doesNotContain("#/");
        assertThat(fault.path("values").toString())
                .isEqualTo(values == null ? "" : "[\"" + values.replace(" ", "\",\"") + "\"]");
    }

    @Test
    void whatIsTypedInAnotherNormalFormIsTheSamePassword() throws Exception {
        String composed = "Ärger über Öl und Übel 9";
        String decomposed = java.text.Normalizer.normalize(composed, java.text.Normalizer.Form.NFD);
        assertThat(add("form@example.com", "Form", decomposed).statusCode()).isEqualTo(201);
        assertThat(http.logIn("form@example.com", composed).statusCode()).isEqualTo(201);
        assertThat(http.logIn("form@example.com", decomposed).statusCode()).isEqualTo(201);
    }

    @Test
    void aHashFromBeforeNormalisationIsStillProvenAndMadeAnew() throws Exception {
        String decomposed = java.text.Normalizer.normalize("Ärger über Öl und Übel 9", java.text.Normalizer.Form.NFD);
        server.account("old@example.com");
        server.sql("update account set password_hash = '" + new Argon2(64, 1, 1).hash(decomposed)
                + "' where email = 'old@example.com'");
        String composed = java.text.Normalizer.normalize(decomposed, java.text.Normalizer.Form.NFC);
        assertThat(http.logIn("old@example.com", composed).statusCode()).isEqualTo(401);
        assertThat(http.logIn("old@example.com", decomposed).statusCode()).isEqualTo(201);
        assertThat(http.logIn("old@example.com", composed).statusCode()).isEqualTo(201);
    }

    @Test
    void onePasswordOfTwoAccountsIsTwoSaltedHashes() throws Exception {
        for (String email : new String[] {"salt1@example.com", "salt2@example.com"}) {
            assertThat(add(email, "Salt", TestServer.PASSWORD).statusCode()).isEqualTo(201);
        }
        assertThat(server.rows("select password_hash from account where email like 'salt_@example.com'"))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.matches("\\$argon2id\\$v=19\\$m=\\d+,t=\\d+,p=\\d+\\$[^$]{22}\\$[^$]{43}"));
    }

    @Test
    void theRuleHoldsWhoeverSetsThePassword() throws Exception {
        server.account("carol@example.com");
        String carol = Http.cookie(http.logIn("carol@example.com", TestServer.PASSWORD));
        HttpResponse<String> own = http.send(
                "PUT",
                "/v1/account/password",
                "{\"current\":\"" + TestServer.PASSWORD + "\",\"new\":\"carolcarolcarol\"}",
                "Content-Type",
                "application/json",
                "Cookie",
                carol,
                "X-Requested-By",
                "test");
        assertThat(own.statusCode()).isEqualTo(400);
        assertThat(detail(own)).contains("easy to guess");
    }

    @Test
    void aListThatCannotBeReadIsSaid(@TempDir Path folder) throws Exception {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(() -> PasswordBlocklist.read(binary))
                .isInstanceOf(IOException.class)
                .hasMessage("it is not UTF-8");
    }

    private static String fault(String password) throws Exception {
        HttpResponse<String> refused = add("nobody" + COUNT.incrementAndGet() + "@example.com", "Nobody", password);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        return detail(refused);
    }

    private static HttpResponse<String> add(String email, String name, String password) throws Exception {
        String json = JSON.writeValueAsString(Map.of("email", email, "name", name, "password", password));
        return http.postJson("/admin/v1/accounts", json, "Cookie", admin, "X-Requested-By", "test");
    }

    private static String detail(HttpResponse<String> problem) throws Exception {
        return JSON.readTree(problem.body()).get("detail").asText();
    }
}
