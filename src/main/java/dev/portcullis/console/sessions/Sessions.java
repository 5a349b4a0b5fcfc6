package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import java.time.Instant;

/** What follows from one session for another picture of the same session. */
final class Sessions {
    private Sessions() {}

    /** Whether {@code a} tells more than {@code b} does: a higher version, or the same one seen later. */
    static boolean newer(SessionView a, SessionView b) {
        return a.version() > b.version()
                || (a.version() == b.version() && a.lastSeenAt().isAfter(b.lastSeenAt()));
    }

    /** The session after it was used; the idle limit counts from then. */
    static SessionView seenAt(SessionView s, Instant lastSeenAt) {
        return new SessionView(
                s.handle(),
                s.account(),
                s.state(),
                s.endReason(),
                s.endedAt(),
                s.endedBy(),
                s.endNote(),
                s.createdAt(),
                s.authenticatedAt(),
                s.factors(),
                lastSeenAt,
                lastSeenAt.plusSeconds(s.idleTtlSeconds()),
                s.expiresAt(),
                s.idleTtlSeconds(),
                s.absoluteTtlSeconds(),
                s.address(),
                s.userAgent(),
                s.device(),
                s.browser(),
                s.os(),
                s.deviceType(),
                s.network(),
                s.country(),
                s.asn(),
                s.asName(),
                s.newDevice(),
                s.newNetwork(),
                s.delivery(),
                s.permissions(),
                s.attributes(),
                s.tokens(),
                s.version(),
                s.suspension());
    }

    /** The session as it was before it ended, but for what else the end changed. */
    static SessionView alive(SessionView s) {
        return new SessionView(
                s.handle(),
                s.account(),
                SessionState.ACTIVE,
                null,
                null,
                null,
                null,
                s.createdAt(),
                s.authenticatedAt(),
                s.factors(),
                s.lastSeenAt(),
                s.idleExpiresAt(),
                s.expiresAt(),
                s.idleTtlSeconds(),
                s.absoluteTtlSeconds(),
                s.address(),
                s.userAgent(),
                s.device(),
                s.browser(),
                s.os(),
                s.deviceType(),
                s.network(),
                s.country(),
                s.asn(),
                s.asName(),
                s.newDevice(),
                s.newNetwork(),
                s.delivery(),
                s.permissions(),
                s.attributes(),
                s.tokens(),
                s.version(),
                s.suspension());
    }
}
