package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Suspension;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One session as the table holds it. Immutable: a change makes a new row.
 *
 * @param addressKey sorts by its address; null if that is not known
 * @param own whether it is the operator's own session
 * @param freshUntil until when it is marked as new; null once it has settled
 * @param goneAt when it leaves the table; null while it is active
 */
public record Row(
        SessionView session,
        @Nullable String addressKey,
        boolean own,
        @Nullable Instant freshUntil,
        @Nullable Instant goneAt) {

    /** A row that is neither new nor about to leave. */
    public static Row of(SessionView session, boolean own) {
        return new Row(session, addressKey(session.address()), own, null, null);
    }

    public UUID handle() {
        return session.handle();
    }

    public boolean ended() {
        return session.state() == SessionState.ENDED;
    }

    /** It has ended, and leaves the table in a moment. */
    public boolean leaving() {
        return goneAt != null;
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
        return new Row(session, addressKey, own, until, goneAt);
    }

    Row goneAt(Instant at) {
        return new Row(session, addressKey, own, null, at);
    }

    /** Of an address, which sorts by it as the database does: IPv4 first, then by the bits. */
    private static @Nullable String addressKey(@Nullable String address) {
        if (address == null) {
            return null;
        }
        InetAddress read;
        try {
            read = InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException notAnAddress) {
            return "~" + address;
        }
        String bits = HexFormat.of().formatHex(read.getAddress());
        boolean six = address.indexOf(':') >= 0;
        // Java reads ::ffff:10.0.0.1 as IPv4, the database as the IPv6 address that it is.
        return six ? "6" + (read instanceof Inet4Address ? "0".repeat(20) + "ffff" + bits : bits) : "4" + bits;
    }
}
