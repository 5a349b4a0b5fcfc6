package dev.portcullis.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code text/event-stream} as it arrives (WHATWG HTML §9.2.6), however the bytes are cut. One parser for one connection.
 *
 * <p>Lines are cut as bytes and decoded whole: no byte of a multi-byte UTF-8 character looks like CR or LF.
 */
final class ServerSentEventParser {
    /** More than this in one event is no event of ours. */
    private static final int MAX_EVENT_BYTES = 16 * 1024 * 1024;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private String idBuffer = "";
    private String lastEventId = "";
    private @Nullable Duration retry;
    private boolean firstLine = true;
    private boolean afterCarriageReturn;

    /**
     * Takes the next bytes of the stream.
     *
     * @return the events that they complete, in order
     * @throws IOException if an event has no end
     */
    List<ServerSentEvent> feed(byte[] bytes) throws IOException {
        List<ServerSentEvent> events = new ArrayList<>();
        for (byte b : bytes) {
            boolean endOfCrLf = afterCarriageReturn && b == '\n';
            afterCarriageReturn = b == '\r';
            if (endOfCrLf) {
                continue;
            }
            if (b == '\r' || b == '\n') {
                line(line.toString(StandardCharsets.UTF_8), events);
                line.reset();
            } else {
                line.write(b);
            }
        }
        if (line.size() + data.length() > MAX_EVENT_BYTES) {
            throw new IOException("an event is longer than " + MAX_EVENT_BYTES + " bytes");
        }
        return events;
    }

    /** The id to resume after; empty if the stream has set none. */
    String lastEventId() {
        return lastEventId;
    }

    /** How long the server asks to wait before a reconnection. */
    Optional<Duration> retry() {
        return Optional.ofNullable(retry);
    }

    private void line(String raw, List<ServerSentEvent> events) {
        String text = firstLine && raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
        firstLine = false;
        if (text.isEmpty()) {
            dispatch(events);
            return;
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            field(text, "");
        } else if (colon > 0) {
            int value = text.startsWith(" ", colon + 1) ? colon + 2 : colon + 1;
            field(text.substring(0, colon), text.substring(value));
        }
        // A line that begins with a colon is a comment.
    }

    private void field(String name, String value) {
        switch (name) {
            case "event" -> type = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> idBuffer = value.indexOf('\0') < 0 ? value : idBuffer;
            case "retry" -> retry = milliseconds(value);
            default -> {
                // The standard passes over fields that it does not know.
            }
        }
    }

    private @Nullable Duration milliseconds(String value) {
        return value.matches("[0-9]{1,9}") ? Duration.ofMillis(Long.parseLong(value)) : retry;
    }

    private void dispatch(List<ServerSentEvent> events) {
        lastEventId = idBuffer;
        if (!data.isEmpty()) {
            data.setLength(data.length() - 1);
            events.add(new ServerSentEvent(lastEventId, type.isEmpty() ? "message" : type, data.toString()));
        }
        data.setLength(0);
        type = "";
    }
}
