package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.support.Jvm;
import dev.portcullis.support.PostgresBinaries;
import dev.portcullis.support.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as operators run it: a server that speaks TLS and logs for machines, and a client that trusts its certificate. */
class TlsServerTest {
    @TempDir
    private Path folder;

    @Test
    void aClientThatTrustsTheCertificateReachesAServerThatSpeaksTlsAndEveryLineOfItsLogIsJson() throws Exception {
        TestCertificate certificate = TestCertificate.make();
        Path cert = Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem());
        Path key = Files.writeString(folder.resolve("key.pem"), certificate.keyPem());
        Path trust = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(trust)) {
            TestCertificate.trustStore(certificate).store(out, "changeit".toCharArray());
        }
        Path log = folder.resolve("log");
        Path data = folder.resolve("data");
        PostgresBinaries.intoDataDirectory(data);
        Process server = Jvm.program(
                        Portcullis.class,
                        List.of(),
                        "server",
                        "--port",
                        "0",
                        "--data-dir",
                        data.toString(),
                        "--tls-cert",
                        cert.toString(),
                        "--tls-key",
                        key.toString(),
                        "--log-format",
                        "json",
                        "--access-log")
                .redirectError(log.toFile())
                .start();
        try {
            String line = server.inputReader().readLine();
            assertThat(line).as(() -> read(log)).startsWith("Portcullis answers at https://127.0.0.1:");
            Process client = Jvm.program(
                            Portcullis.class,
                            List.of(
                                    "-Djavax.net.ssl.trustStore=" + trust,
                                    "-Djavax.net.ssl.trustStorePassword=changeit"),
                            "simulate",
                            "--server",
                            line.substring(line.indexOf("https")),
                            "--password-file",
                            data.resolve("admin-password").toString(),
                            "--for",
                            "2s",
                            "--sessions",
                            "3")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(client.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(client.waitFor()).as(said).isZero();
            assertThat(said).contains("; 0 errors");
        } finally {
            server.destroy();
            server.waitFor();
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines)
                .anySatisfy(line -> assertThat(line.path("message").asText()).startsWith("listening at https://"));
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.path("message").asText()).isEqualTo("session.started");
            assertThat(line.path("request").asText()).isNotEmpty();
        });
        assertThat(lines)
                .anySatisfy(line -> assertThat(line.path("route").asText()).isEqualTo("/v1/sessions"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
