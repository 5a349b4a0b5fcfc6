package dev.portcullis.console.sessions;

/** Whether the table shows what is. */
public enum LiveState {
    /** The first page or the event stream is awaited. */
    CONNECTING,
    /** Events arrive as they happen. */
    LIVE,
    /** The connection is lost and being sought again; the table shows what was. */
    INTERRUPTED,
    /** The server refuses the stream for good: the operator's session has ended, or may not read. */
    ENDED
}
