package dev.portcullis.console.revoke;

import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationLock;
import dev.portcullis.api.Suspension.Then;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to sessions.
 *
 * @param minutes for how long they are suspended, if they are to be
 * @param then what becomes of them after that
 * @param lockAccounts whether their accounts are locked as well
 * @param lockNetworks what networks are, in CIDR notation
 * @param lockMinutes for how long those are locked; until the lock is lifted if null
 */
record Measure(
        RevocationAction action,
        int minutes,
        Then then,
        boolean lockAccounts,
        List<String> lockNetworks,
        @Nullable Integer lockMinutes) {
    private static final int AN_HOUR = 60;

    static Measure of(RevocationAction action) {
        return new Measure(action, AN_HOUR, Then.RELEASE, false, List.of(), AN_HOUR);
    }

    Measure to(RevocationAction other) {
        return new Measure(other, minutes, then, lockAccounts, lockNetworks, lockMinutes);
    }

    Measure suspendedFor(int others) {
        return new Measure(action, others, then, lockAccounts, lockNetworks, lockMinutes);
    }

    Measure then(Then other) {
        return new Measure(action, minutes, other, lockAccounts, lockNetworks, lockMinutes);
    }

    Measure lockingAccounts(boolean wanted) {
        return new Measure(action, minutes, then, wanted, lockNetworks, lockMinutes);
    }

    Measure lockingNetworks(List<String> networks) {
        return new Measure(action, minutes, then, lockAccounts, List.copyOf(networks), lockMinutes);
    }

    Measure lockedFor(@Nullable Integer others) {
        return new Measure(action, minutes, then, lockAccounts, lockNetworks, others);
    }

    /** Whether anything is locked with it. */
    boolean locks() {
        return action != RevocationAction.RELEASE && (lockAccounts || !lockNetworks.isEmpty());
    }

    /** What is to be locked with it; null if nothing is. */
    @Nullable
    RevocationLock lock() {
        return locks() ? new RevocationLock(lockAccounts, lockNetworks, lockMinutes, null) : null;
    }
}
