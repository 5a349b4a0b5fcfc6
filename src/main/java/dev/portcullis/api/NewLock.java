package dev.portcullis.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /admin/v1/locks}: one of {@code account} and {@code network}.
 *
 * @param network in CIDR notation, or one address
 * @param reason why: 1 to 500 characters
 * @param minutes for how long, up to a year; until it is lifted if null
 * @param force whether to lock the network from which this is asked, too
 */
public record NewLock(
        @Nullable UUID account,
        @Nullable String network,
        String reason,
        @Nullable Integer minutes,
        @Nullable Boolean force) {
    /** An account. */
    public static NewLock account(UUID account, String reason, @Nullable Integer minutes) {
        return new NewLock(account, null, reason, minutes, null);
    }

    /** A network. */
    public static NewLock network(String network, String reason, @Nullable Integer minutes) {
        return new NewLock(null, network, reason, minutes, null);
    }
}
