package dev.portcullis.client;

/**
 * One event of a {@code text/event-stream}.
 *
 * @param id the last id that the stream has set, by this event or before it; empty if none
 * @param type the {@code event:} field; {@code message} if it had none
 * @param data the {@code data:} lines, joined by line feeds
 */
record ServerSentEvent(String id, String type, String data) {}
