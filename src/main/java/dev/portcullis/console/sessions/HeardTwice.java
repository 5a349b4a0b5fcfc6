package dev.portcullis.console.sessions;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.EventListener;
import java.util.function.BiConsumer;

/** A listener, and somebody else who hears of each event after it. */
record HeardTwice(EventListener listener, BiConsumer<EventType, EventData> also) implements EventListener {
    @Override
    public void opened() {
        listener.opened();
    }

    @Override
    public void event(EventType type, EventData data) {
        listener.event(type, data);
        also.accept(type, data);
    }

    @Override
    public void interrupted(ClientException why) {
        listener.interrupted(why);
    }

    @Override
    public void refused(ClientException.Refused why) {
        listener.refused(why);
    }
}
