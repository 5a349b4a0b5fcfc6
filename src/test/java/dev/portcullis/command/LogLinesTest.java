package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** A line is a line, whatever a stranger wrote into it (ASVS 16.4.1), with the time in UTC (ASVS 16.2.2). */
class LogLinesTest {
    private static final String HOSTILE =
            "x\r\n2026-01-01T00:00:00.000Z INFO  security - session.started\u001b[2J\u2028\u202e\" y=z";

    private static LoggingEvent event() {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(new LoggerContext());
        event.setLoggerName("dev.portcullis.security");
        event.setLevel(Level.WARN);
        event.setMessage("login.failed " + HOSTILE);
        event.setInstant(Instant.parse("2026-11-24T02:13:00.5Z"));
        event.setMDCPropertyMap(Map.of("request", "edge-42", "client", HOSTILE));
        event.setKeyValuePairs(List.of(new KeyValuePair("status", 401), new KeyValuePair("agent", HOSTILE)));
        return event;
    }

    private static String line(Encoder<ILoggingEvent> encoder, LoggingEvent event) {
        encoder.start();
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void textIsOneLineWithoutControlCharacters() {
        String line = line(new TextLines(), event());
        assertThat(line)
                .startsWith("2026-11-24T02:13:00.500Z WARN  security - login.failed x\\u000d\\u000a2026")
                .contains(" status=401 ", " request=edge-42")
                .contains("agent=\"x\\u000d\\u000a", "\\u001b[2J", "\\u2028", "\\u202e", "\\\" y=z\"")
                .endsWith("\n");
        assertThat(line.strip()).doesNotContain("\n", "\r", "\u001b", "\u2028", "\u202e");
    }

    @Test
    void anExceptionsLinesAreIndentedAndItsMessageForgesNone() {
        LoggingEvent event = event();
        event.setThrowableProxy(new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException(HOSTILE)));
        List<String> lines = line(new TextLines(), event).lines().toList();
        assertThat(lines.size()).isGreaterThan(3);
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    "));
    }

    @Test
    void jsonIsOneObjectALineWithEachFactUnderItsName() throws Exception {
        String line = line(new JsonLines(), event());
        assertThat(line).endsWith("\n");
        assertThat(line.strip()).doesNotContain("\n", "\r");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("at").asText()).isEqualTo("2026-11-24T02:13:00.500Z");
        assertThat(json.path("level").asText()).isEqualTo("WARN");
        assertThat(json.path("logger").asText()).isEqualTo("dev.portcullis.security");
        assertThat(json.path("message").asText()).isEqualTo("login.failed " + HOSTILE);
        assertThat(json.path("status").isInt()).isTrue();
        assertThat(json.path("agent").asText()).isEqualTo(HOSTILE);
        assertThat(json.path("request").asText()).isEqualTo("edge-42");
    }
}
