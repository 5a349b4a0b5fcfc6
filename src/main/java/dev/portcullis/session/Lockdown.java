package dev.portcullis.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a revocation locks.
 *
 * @param accounts whether the accounts of its sessions are
 * @param networks in CIDR notation
 * @param minutes for how long; null if until it is lifted
 */
public record Lockdown(
        boolean accounts, List<String> networks, @Nullable Integer minutes) {
    public static final Lockdown NONE = new Lockdown(false, List.of(), null);

    public Lockdown {
        networks = List.copyOf(networks);
    }
}
