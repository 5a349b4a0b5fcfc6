package dev.portcullis.query;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Suspension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a session has ended by a time. One whose limits have passed has, whether or not its picture says so yet: as in the database, where it is a predicate.
 *
 * @param reason, at null while it has not
 */
record Standing(
        SessionState state,
        @Nullable EndReason reason,
        @Nullable Instant at,
        Instant now) {
    static Standing of(SessionView session, Instant now) {
        if (session.state() == SessionState.ENDED) {
            return new Standing(session.state(), session.endReason(), session.endedAt(), now);
        }
        Instant idle = session.idleExpiresAt();
        Instant absolute = session.expiresAt();
        Instant lapse = earlier(idle, absolute);
        Suspension suspension = session.suspension();
        if (now.isBefore(lapse)) {
            boolean suspended = suspension != null && now.isBefore(suspension.until());
            return new Standing(suspended ? SessionState.SUSPENDED : SessionState.ACTIVE, null, null, now);
        }
        boolean bySuspension = suspension != null
                && suspension.then() == Suspension.Then.END
                && suspension.until().equals(absolute);
        EndReason atLimit = bySuspension ? EndReason.REVOKED : EndReason.EXPIRED;
        EndReason reason = !absolute.isAfter(idle) ? atLimit : EndReason.IDLE;
        return new Standing(SessionState.ENDED, reason, lapse, now);
    }

    List<String> reasons() {
        return reason == null ? List.of() : List.of(reason.wire());
    }

    List<Instant> ends() {
        return at == null ? List.of() : List.of(at);
    }

    /** The time that is left until then; nothing runs of a session that has ended. */
    List<Duration> left(Instant then) {
        return state == SessionState.ENDED ? List.of() : List.of(Duration.between(now, then));
    }

    static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
