package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A wrong option or value is one clear line and exit code 2. */
class CommandLineTest {
    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server --port 70000                         | --port must be from 0 to 65535, not 70000
            server --port abc                           | abc
            server --prot 1                             | --prot
            server --idle-ttl 30                        | is not a duration such as 30s, 5m, 12h or 30d
            server --idle-ttl 13h                       | the idle limit must not be longer than the absolute limit
            server --signing-key-rotation 5m            | --signing-key-rotation must be from 1h to 3650d
            server --host 0.0.0.0                       | give its https address as --public-url
            server --host not-an-address                | --host must be an IP address or localhost
            server --public-url ftp://x                 | --public-url must be an http or https address
            server --trusted-proxies 10.0.0.0/33        | --trusted-proxies takes networks such as 10.0.0.0/8
            server --db-url mysql://x                   | --db-url must begin with jdbc:postgresql:
            server --db-url jdbc:postgresql:x --db-password-file /nowhere | cannot read --db-password-file /nowhere
            server --password-blocklist /nowhere        | cannot read --password-blocklist /nowhere: there is no such file
            server --geoip-country /nowhere.mmdb        | cannot read --geoip-country /nowhere.mmdb: there is no such file
            server --geoip-asn pom.xml                  | --geoip-asn pom.xml is no database in MaxMind's format, or is damaged
            server --config /nowhere.properties         | cannot read the configuration file /nowhere.properties
            console --pin ABCD --server https://sso.example.com | --pin must be a SHA-256 fingerprint, 64 hexadecimal digits, not ABCD
            console --pin ABCD --server http://localhost:1 | needs --server https://
            console --pin ABCD                          | needs --server https://
            console --server http://localhost:1 --data-dir x | --server is another server than that of this process
            server --db-user x                          | --db-user needs --db-url
            server --db-pool-size 91                    | --db-pool-size must be at most 90 without --db-url, not 91
            server --management-host 127.0.0.1          | --management-host needs --management-port
            nonsense                                    | nonsense
            """)
    void aMistakeIsNamed(String arguments, String message) {
        assertThat(Portcullis.run(new PrintWriter(errors, true), arguments.split(" ")))
                .isEqualTo(2);
        assertThat(errors.toString()).contains(message).hasLineCount(1);
    }

    @Test
    void aDatabaseThatIsNotThereIsOneLineAndExitCode1(@TempDir Path folder) {
        assertThat(Portcullis.run(
                        new PrintWriter(errors, true),
                        "server",
                        "--port",
                        "0",
                        "--data-dir",
                        folder.resolve("data").toString(),
                        "--db-url",
                        "jdbc:postgresql://localhost:1/none"))
                .isEqualTo(1);
        assertThat(errors.toString())
                .startsWith("portcullis: cannot connect to jdbc:postgresql://localhost:1/none as portcullis: ")
                .hasLineCount(1);
    }

    /** The variable is for a console that starts its own server. */
    @Test
    void aDataDirectoryOfTheEnvironmentGivesWayToAServer() {
        assertThat(Portcullis.run(
                        new PrintWriter(errors, true),
                        Map.of("PORTCULLIS_DATA_DIR", "x"),
                        "console",
                        "--server",
                        "http://localhost:1",
                        "--theme",
                        "pink"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("--theme must be").hasLineCount(1);
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
        Properties file = new Properties();
        file.setProperty("host", "from-file");
        file.setProperty("node", "from-file");
        file.setProperty("db-user", "from-file");
        Configuration configuration = new Configuration(
                Map.of("PORTCULLIS_HOST", "from-environment", "PORTCULLIS_NODE", "from-environment"), file);
        CommandLine line = new CommandLine(new ServerCommand()).setDefaultValueProvider(configuration);
        CommandLine.ParseResult parsed = line.parseArgs("--host", "from-line");
        assertThat(parsed.matchedOptionValue("--host", "")).isEqualTo("from-line");
        var spec = line.getCommandSpec();
        assertThat(configuration.defaultValue(spec.findOption("--node"))).isEqualTo("from-environment");
        assertThat(configuration.defaultValue(spec.findOption("--db-user"))).isEqualTo("from-file");
        assertThat(configuration.defaultValue(spec.findOption("--port"))).isNull();
    }

    @Test
    void aMisspeltLineOfTheConfigurationFileIsNamed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("portcullis.properties");
        Files.writeString(file, "idle-tll=5m\n");
        assertThat(Portcullis.run(new PrintWriter(errors, true), "server", "--config", file.toString()))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("\"idle-tll\", which is no option");
    }

    @Test
    void whatKubernetesPutsIntoTheEnvironmentIsNotTakenForAnOption() {
        Configuration configuration = new Configuration(
                Map.of("PORTCULLIS_PORT", "tcp://10.0.0.1:7480", "PORTCULLIS_VERSION", "1"), new Properties());
        var spec = new CommandLine(new ServerCommand()).getCommandSpec();
        assertThat(configuration.defaultValue(spec.findOption("--port"))).isNull();
        assertThat(configuration.defaultValue(spec.findOption("--version"))).isNull();
    }

    @Test
    void aConfigurationFileIsRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("portcullis.properties");
        Files.writeString(file, "port=99999\n");
        assertThat(Portcullis.run(new PrintWriter(errors, true), "server", "--config", file.toString()))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("not 99999");
    }
}
