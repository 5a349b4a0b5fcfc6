package dev.portcullis.cluster;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.store.EventStore.Position;

/** An event on its way out, with the sessions as they are. */
public record FeedEvent(Position position, EventType type, EventData data) {}
