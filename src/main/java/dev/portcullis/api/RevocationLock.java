package dev.portcullis.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a revocation locks together with what it does to the sessions.
 *
 * @param accounts whether the accounts of the sessions are locked: not one's own, and none that may do more than who asks
 * @param networks in CIDR notation
 * @param minutes for how long, up to a year; until it is lifted if null
 * @param force whether to lock the network from which this is asked, too
 */
public record RevocationLock(
        @Nullable Boolean accounts,
        @Nullable List<String> networks,
        @Nullable Integer minutes,
        @Nullable Boolean force) {}
