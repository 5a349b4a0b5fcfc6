package dev.portcullis.console.overview;

import dev.portcullis.api.NodeView;
import dev.portcullis.api.SessionView;
import java.time.Instant;

/** Something that needs somebody, or that one must know before one believes what is shown. */
sealed interface Alert {
    /**
     * A spent refresh token came back; its session has ended.
     *
     * @param more how many others there are, which ended before
     */
    record Reused(SessionView session, long more) implements Alert {}

    /** Far more logins fail than usually do within five minutes. */
    record Guessing(long failed, long usual) implements Alert {}

    /** A verification found the audit changed; in the server's words what is wrong. */
    record AuditBroken(String problem) implements Alert {}

    /**
     * A server is gone without having said so.
     *
     * @param more how many others are, too
     */
    record NodeLost(NodeView node, int more) implements Alert {}

    /**
     * A server does not keep up.
     *
     * @param more how many others do not, either
     */
    record NodeLagging(String node, int more) implements Alert {}

    /** The live feed is silent or interrupted since then. */
    record Feed(Instant asOf) implements Alert {}

    /** What is shown is of that time, since it could not be read anew. */
    record Stale(Instant asOf, Throwable why) implements Alert {}

    /** The counts are being made anew: what is shown is right, and slow to come. */
    record Rebuilding() implements Alert {}
}
