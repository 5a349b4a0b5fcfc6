package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Suspension;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One session as the table holds it. Immutable: a change makes a new row.
 *
 * @param words what a search looks in, in lower case
 * @param own whether it is the operator's own session
 * @param freshUntil until when it is marked as new; null once it has settled
 * @param goneAt when it leaves the table; null while it is active
 */
public record Row(
        SessionView session,
        String words,
        boolean own,
        @Nullable Instant freshUntil,
        @Nullable Instant goneAt) {

    /** A row that is neither new nor about to leave. */
    public static Row of(SessionView session, boolean own) {
        return new Row(session, words(session), own, null, null);
    }

    public UUID handle() {
        return session.handle();
    }

    public boolean ended() {
        return session.state() == SessionState.ENDED;
    }

    /** Marked as new. */
    public boolean fresh() {
        return freshUntil != null;
    }

    /** Its refresh token was used twice. */
    public boolean reused() {
        return session.tokens().refresh().reused();
    }

    /** Of an account that the simulation made, which says so in its name. */
    public boolean simulated() {
        return session.account().name().endsWith("(simulated)");
    }

    /** Its time has passed by the server's clock, and the event that says so is still to come. */
    public boolean lapsed(Instant now) {
        return !ended() && !(now.isBefore(session.idleExpiresAt()) && now.isBefore(session.expiresAt()));
    }

    /** Denied for a while. When that has passed by the server's clock it goes on, or lapses. */
    public boolean suspended(Instant now) {
        Suspension suspension = session.suspension();
        return !ended() && suspension != null && now.isBefore(suspension.until());
    }

    Row freshUntil(@Nullable Instant until) {
        return new Row(session, words, own, until, goneAt);
    }

    Row goneAt(Instant at) {
        return new Row(session, words, own, null, at);
    }

    private static String words(SessionView session) {
        StringBuilder words = new StringBuilder(160)
                .append(session.account().email())
                .append('\n')
                .append(session.account().name())
                .append('\n')
                .append(session.device())
                .append('\n');
        if (session.address() != null) {
            words.append(session.address());
        }
        session.permissions().forEach(permission -> words.append('\n').append(permission));
        return words.toString().toLowerCase(Locale.ROOT);
    }
}
