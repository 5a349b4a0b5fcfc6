package dev.portcullis.store;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction of this server has written into the feed, told once it is committed: on this server alone and once, while the feed itself is told to all of
 * them. For counters and logs. Without names: an account is its id.
 *
 * @param reason of an end
 * @param by who did it, if that is somebody: an e-mail address, or an OAuth client's id
 * @param address where a login came from
 */
public record Happening(
        EventType type,
        @Nullable UUID session,
        @Nullable UUID account,
        @Nullable EndReason reason,
        @Nullable String by,
        @Nullable String address) {

    static Happening of(EventType type, UUID session) {
        return new Happening(type, session, null, null, null, null);
    }

    static Happening ended(UUID session, EndReason reason, @Nullable String by) {
        return new Happening(EventType.SESSION_ENDED, session, null, reason, by, null);
    }
}
