package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.portcullis.support.TestCertificate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** The configuration is checked before anything starts, and everything that is wrong with it is said at once. */
class ConfigurationTest {
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path folder;

    private int run(Map<String, String> environment, String... arguments) {
        return Portcullis.run(new PrintWriter(errors, true), environment, arguments);
    }

    @Test
    void allFaultsOfTheLineTheEnvironmentAndTheFileAreNamedAtOnce() throws Exception {
        Path file = folder.resolve("portcullis.properties");
        Files.writeString(file, "idle-tll=5m\nretention=1h\nrefresh-ttl=soon\n");
        int code = run(
                Map.of("PORTCULLIS_DB_POOL_SIZE", "0", "PORTCULLIS_ABSOLUTE_TTL", "never"),
                "server",
                "--config=" + file,
                "--port=70000",
                "--host=0.0.0.0",
                "--idle-ttl=13h",
                "--trusted-proxies=10.0.0.0/33,192.168.0.0/99",
                "--db-password-file=/nowhere",
                "--tls-cert=/nowhere/cert.pem",
                "--cors-origins=*",
                "--argon2-memory=1024",
                "--log-format=xml",
                "--management-port=abc",
                "--shutdown-delay=soon",
                "--prot=1");
        assertThat(code).isEqualTo(2);
        assertThat(errors.toString().lines())
                .allMatch(line -> line.startsWith("portcullis: "))
                .anyMatch(line -> line.contains("\"idle-tll\", which is no option; did you mean \"idle-ttl\"?"))
                .anyMatch(line -> line.contains("--retention must be from 1d"))
                .anyMatch(line ->
                        line.contains("'soon' is not a duration") && line.contains("(from the configuration file)"))
                .anyMatch(line -> line.contains("--db-pool-size must be from 1 to 500, not 0"))
                .anyMatch(line ->
                        line.contains("'never' is not a duration") && line.contains("(from PORTCULLIS_ABSOLUTE_TTL)"))
                .anyMatch(line -> line.contains("--port must be from 0 to 65535, not 70000"))
                .anyMatch(line -> line.contains("the idle limit must not be longer than the absolute limit"))
                .anyMatch(line -> line.contains("not 10.0.0.0/33"))
                .anyMatch(line -> line.contains("not 192.168.0.0/99"))
                .anyMatch(line -> line.contains("cannot read --db-password-file /nowhere"))
                .anyMatch(line -> line.contains("--db-password-file needs --db-url"))
                .anyMatch(line -> line.contains("--tls-cert and --tls-key need each other"))
                .anyMatch(line -> line.contains("--cors-origins takes origins such as"))
                .anyMatch(line -> line.contains("--argon2-memory must be from 19456"))
                .anyMatch(line -> line.contains("--log-format must be text or json, not xml"))
                .anyMatch(line -> line.contains("--management-port") && line.contains("'abc'"))
                .anyMatch(line -> line.contains("--shutdown-delay") && line.contains("'soon'"))
                .anyMatch(line -> line.contains("'--prot=1'") && line.contains("did you mean \"--port\"?"));
        assertThat(errors.toString().lines().filter(line -> line.endsWith("(see portcullis server --help)")))
                .hasSize(1);
    }

    @Test
    void aVariableThatIsNoOptionIsAWarning() {
        int code = run(
                Map.of(
                        "PORTCULLIS_IDLE_TTTL", "5m",
                        "PORTCULLIS_SERVICE_HOST", "10.0.0.1",
                        "PORTCULLIS_SERVICE_PORT_HTTP", "7480",
                        "PORTCULLIS_PORT", "tcp://10.0.0.1:7480",
                        "PORTCULLIS_PORT_7480_TCP_ADDR", "10.0.0.1"),
                "server",
                "--check");
        assertThat(code).isZero();
        assertThat(errors.toString().lines())
                .containsExactly("portcullis: the environment has PORTCULLIS_IDLE_TTTL, which is no option;"
                        + " did you mean \"PORTCULLIS_IDLE_TTL\"?");
    }

    @Test
    void aCheckStartsNothing() {
        assertThat(run(
                        Map.of(),
                        "server",
                        "--check",
                        "--data-dir",
                        folder.resolve("data").toString()))
                .isZero();
        assertThat(folder.resolve("data")).doesNotExist();
        assertThat(errors.toString()).isEmpty();
        assertThat(run(Map.of(), "server", "--check", "--port", "70000")).isEqualTo(2);
    }

    /** All who come through it would have its address, and one count of failed logins. */
    @Test
    void somethingInFrontThatIsNotTrustedIsAWarning() {
        String[] untrusting = {"server", "--check", "--public-url", "https://sso.example.com"};
        assertThat(run(Map.of("PORTCULLIS_TRUSTED_PROXIES", "127.0.0.1"), untrusting))
                .isZero();
        assertThat(errors.toString()).isEmpty();
        assertThat(run(Map.of(), untrusting)).isZero();
        assertThat(errors.toString()).contains("without --trusted-proxies").hasLineCount(1);

        Logger logger = (Logger) LoggerFactory.getLogger(ServerCommand.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        logger.addAppender(said);
        try {
            int code = run(
                    Map.of(),
                    "server",
                    "--port=0",
                    "--public-url=https://sso.example.com",
                    "--data-dir=" + folder.resolve("data"),
                    "--db-url=jdbc:postgresql://localhost:1/none");
            assertThat(code).as("there is no such database").isEqualTo(1);
        } finally {
            logger.detachAppender(said);
        }
        assertThat(said.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).contains("without --trusted-proxies");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --argon2-iterations 0                            | --argon2-iterations must be from 1 to 100, not 0
            --argon2-parallelism 0                           | --argon2-parallelism must be from 1 to 16, not 0
            --argon2-memory 19455                            | --argon2-memory must be from 19456 to 4194304 KiB with --argon2-iterations 2
            --argon2-memory 7168 --argon2-iterations 4       | --argon2-memory must be from 9216
            --hash-parallel 0                                | --hash-parallel must be from 1 to 256, not 0
            --argon2-memory 4194304 --hash-parallel 4        | needs 16384 MiB, more than half of the heap of
            --shutdown-delay 6m                              | --shutdown-delay must be at most 5m
            --management-port 7480                           | --management-port must not be --port
            --management-port 1 --management-host everywhere | --management-host must be an IP address or localhost, not everywhere
            --log-level loud                                 | --log-level must be error, warn, info, debug or trace, not loud
            --cors-origins https://a.example/                | --cors-origins takes origins such as
            --key-file /nowhere                              | cannot read --key-file /nowhere: there is no such file
            """)
    void aMistakeIsNamed(String arguments, String message) {
        assertThat(run(Map.of(), ("server --check " + arguments).split(" "))).isEqualTo(2);
        assertThat(errors.toString()).contains(message).hasLineCount(1);
    }

    /** What Keycloak's hashes cost, and OWASP's smallest. */
    @Test
    void sevenMebibytesInFivePassesAreEnough() {
        assertThat(run(Map.of(), "server", "--check", "--argon2-memory", "7168", "--argon2-iterations", "5"))
                .isZero();
    }

    @Test
    void aKeyThatIsNotTheCertificatesIsOneLine() throws Exception {
        Path certificate = Files.writeString(
                folder.resolve("cert.pem"), TestCertificate.make().certificatePem());
        Path key = Files.writeString(
                folder.resolve("key.pem"), TestCertificate.make().keyPem());
        assertThat(run(Map.of(), "server", "--tls-cert", certificate.toString(), "--tls-key", key.toString()))
                .isEqualTo(2);
        assertThat(errors.toString())
                .isEqualTo(
                        "portcullis: --tls-key %s is not the key of the first certificate in --tls-cert %s (see portcullis server --help)%n"
                                .formatted(key, certificate));
    }

    @Test
    void beyondLoopbackTheServerSpeaksTlsOrSomethingInFrontDoes() throws Exception {
        TestCertificate pair = TestCertificate.make();
        String certificate = Files.writeString(folder.resolve("cert.pem"), pair.certificatePem())
                .toString();
        String key = Files.writeString(folder.resolve("key.pem"), pair.keyPem()).toString();
        String[] tls = {
            "server", "--check", "--host", "0.0.0.0", "--tls-cert", certificate, "--tls-key", key, "--public-url", ""
        };
        tls[9] = "https://sso.example.com";
        assertThat(run(Map.of(), tls)).isZero();
        assertThat(errors.toString()).isEmpty();
        tls[9] = "http://sso.example.com";
        assertThat(run(Map.of(), tls)).isEqualTo(2);
        assertThat(errors.toString()).contains("--public-url must be https if the server speaks TLS");
        assertThat(run(Map.of(), "server", "--check", "--host", "0.0.0.0", "--public-url", "https://sso.example.com"))
                .isZero();
        assertThat(run(Map.of(), "server", "--check", "--host", "0.0.0.0")).isEqualTo(2);
    }
}
