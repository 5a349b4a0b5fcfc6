package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSentEventParserTest {
    private final ServerSentEventParser parser = new ServerSentEventParser();

    private List<ServerSentEvent> feed(String text) throws IOException {
        return parser.feed(text.getBytes(UTF_8));
    }

    @Test
    void anEventIsCompleteAtTheEmptyLine() throws IOException {
        assertThat(feed("id: 7\nevent: session.ended\ndata: {}\n")).isEmpty();
        assertThat(feed("\n")).containsExactly(new ServerSentEvent("7", "session.ended", "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void linesEndInLineFeedCarriageReturnOrBoth(String end) throws IOException {
        assertThat(feed(String.join(end, "id:1", "data:a", "", "data:b", "", "")))
                .containsExactly(new ServerSentEvent("1", "message", "a"), new ServerSentEvent("1", "message", "b"));
    }

    @Test
    void bytesMayBeCutAnywhereEvenInsideACharacter() throws IOException {
        List<ServerSentEvent> events = new ArrayList<>();
        for (byte b : "\uFEFFid: 1\r\ndata: Zoë 東京\r\n\r\n".getBytes(UTF_8)) {
            events.addAll(parser.feed(new byte[] {b}));
        }
        assertThat(events).containsExactly(new ServerSentEvent("1", "message", "Zoë 東京"));
    }

    @Test
    void aByteOrderMarkIsSkippedAtTheStartOnly() throws IOException {
        assertThat(feed("\uFEFFdata: a\n\n")).containsExactly(new ServerSentEvent("", "message", "a"));
        assertThat(feed("\uFEFFdata: a\n\n")).isEmpty();
    }

    @Test
    void dataLinesAreJoinedAndLoseOneLeadingSpaceEach() throws IOException {
        assertThat(feed("data: a\ndata:  b\ndata\ndata:c\n\n"))
                .containsExactly(new ServerSentEvent("", "message", "a\n b\n\nc"));
    }

    @Test
    void commentsAndUnknownFieldsArePassedOver() throws IOException {
        assertThat(feed(": keep-alive\n\n:\ncolour: red\ndata: a\n\n"))
                .containsExactly(new ServerSentEvent("", "message", "a"));
    }

    @Test
    void anEventWithoutDataIsNotDispatchedButItsIdCounts() throws IOException {
        assertThat(feed("id: 9\nevent: x\n\n")).isEmpty();
        assertThat(parser.lastEventId()).isEqualTo("9");
        assertThat(feed("data: a\n\n")).containsExactly(new ServerSentEvent("9", "message", "a"));
    }

    @Test
    void anUnfinishedEventDoesNotMoveThePosition() throws IOException {
        feed("id: 1\ndata: a\n\nid: 2\ndata: b\n");
        assertThat(parser.lastEventId()).isEqualTo("1");
    }

    @Test
    void anIdWithANullCharacterIsIgnoredAndAnEmptyOneResets() throws IOException {
        feed("id: 1\n\nid: 2\0\n\n");
        assertThat(parser.lastEventId()).isEqualTo("1");
        feed("id\n\n");
        assertThat(parser.lastEventId()).isEmpty();
    }

    @Test
    void retryIsMillisecondsInDigitsOnly() throws IOException {
        feed("retry: 1500\nretry: 2s\nretry: -1\n");
        assertThat(parser.retry()).contains(Duration.ofMillis(1500));
    }

    @Test
    void anEventWithoutEndIsGivenUp() {
        assertThatIOException().isThrownBy(() -> parser.feed(new byte[17 * 1024 * 1024]));
    }
}
