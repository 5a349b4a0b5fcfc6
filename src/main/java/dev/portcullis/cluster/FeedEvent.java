package dev.portcullis.cluster;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Json;
import dev.portcullis.store.EventStore.Position;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An event on its way out, with the sessions as they are. Every listener of this server is given the same one, so its text is made once for all of them. */
public final class FeedEvent {
    private final Position position;
    private final EventType type;
    private final EventData data;
    private volatile byte @Nullable [] text;

    public FeedEvent(Position position, EventType type, EventData data) {
        this.position = position;
        this.type = type;
        this.data = data;
    }

    public Position position() {
        return position;
    }

    public EventType type() {
        return type;
    }

    public EventData data() {
        return data;
    }

    /** As a Server-Sent Event (WHATWG HTML §9.2), in UTF-8; not to be changed. */
    public byte[] text() {
        byte[] made = text;
        if (made == null) { // two listeners at once may both make it: the same
            made = text(position, type, data);
            text = made;
        }
        return made;
    }

    /**
     * An event of no feed, as a Server-Sent Event.
     *
     * @param position up to where the listener has been given the feed with it; null to leave that as it was
     */
    public static byte[] text(@Nullable Position position, EventType type, EventData data) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(1024);
        if (position != null) {
            text.writeBytes(("id: " + position.text() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        text.writeBytes(("event: " + type.wire() + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        text.writeBytes(Json.write(data));
        text.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return text.toByteArray();
    }
}
