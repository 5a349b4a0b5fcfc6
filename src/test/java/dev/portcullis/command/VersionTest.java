package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command says which version it is of. */
class VersionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--version",
                "console --version",
                "server --version",
                "simulate --version",
                "bench --version",
                "bench seed --version",
                "audit --version",
                "audit verify --version",
                "export -V"
            })
    void itIsTheProgramsOwn(String arguments) {
        StringWriter errors = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(Portcullis.run(new PrintWriter(errors, true), arguments.split(" ")))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(errors.toString()).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("portcullis ")
                .hasLineCount(1);
    }
}
