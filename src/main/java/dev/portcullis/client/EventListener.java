package dev.portcullis.client;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;

/** Hears the event stream. All calls come from the stream's own thread, one at a time. */
public interface EventListener {
    /** The stream is open. Everything since the position that was asked for will follow. */
    void opened();

    /** An event, {@link EventType#HEARTBEAT} and {@link EventType#RESYNC} among them. Types that this client does not know are passed over. */
    void event(EventType type, EventData data);

    /** The connection is lost; the stream goes on trying, and resumes where it was. */
    void interrupted(ClientException why);

    /** The server refuses the stream for good: the session has ended, or may not read. Nothing follows. */
    void refused(ClientException.Refused why);
}
