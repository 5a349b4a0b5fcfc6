package dev.portcullis.command;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.event.KeyValuePair;

/**
 * The log as lines for people: {@code time level logger - what key=value …}. What a line says can hold what a stranger wrote, so a line break in it, or any other
 * control character, is written as an escape: nobody writes lines of their own (ASVS 16.4.1).
 */
final class TextLines extends EncoderBase<ILoggingEvent> {
    private final ThrowableProxyConverter stack = new ThrowableProxyConverter();

    @Override
    public void start() {
        stack.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(200);
        line.append(LogTime.of(event)).append(' ').append(event.getLevel());
        line.append(event.getLevel().toString().length() < 5 ? "  " : " ");
        String logger = event.getLoggerName();
        line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(" - ");
        escape(line, event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> pair(line, pair.key, String.valueOf(pair.value)));
        }
        for (Map.Entry<String, String> pair : new TreeMap<>(event.getMDCPropertyMap()).entrySet()) {
            pair(line, pair.getKey(), pair.getValue());
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            stack.convert(event).lines().forEach(frame -> {
                escape(line.append("    "), frame.strip());
                line.append('\n');
            });
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void pair(StringBuilder line, String key, String value) {
        line.append(' ').append(key).append('=');
        boolean quoted = value.isEmpty() || value.chars().anyMatch(c -> c == ' ' || c == '"' || c == '=');
        if (quoted) {
            line.append('"');
        }
        escape(line, quoted ? value.replace("\"", "\\\"") : value);
        if (quoted) {
            line.append('"');
        }
    }

    private static void escape(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // The line and paragraph separators as well, and what turns the direction of writing.
            boolean hostile = (Character.isISOControl(c) && c != '\t')
                    || c == '\u2028'
                    || c == '\u2029'
                    || Character.getType(c) == Character.FORMAT;
            if (hostile) {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
