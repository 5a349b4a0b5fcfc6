package dev.portcullis.api;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /admin/v1/revocations}, in one of three forms: a plan ({@code dryRun} with {@code handles} or {@code query}), its execution ({@code plan}), or both at once for sessions
 * that are named ({@code handles} alone).
 *
 * @param handles 1 to 10,000 of them
 * @param query which, in the query language; of those that match, those that have not ended
 * @param includeOwn whether also the session that asks, if it matches
 * @param dryRun whether nothing is to be done yet: the answer is a {@link RevocationPlan}
 * @param action what is to be done; to end them, unless said otherwise. Of a plan it is known already.
 * @param minutes for how long they are to be suspended: up to 30 days
 * @param then what becomes of them after that; they are released, unless said otherwise
 * @param lock what is to be locked with it
 * @param plan what is to be executed
 * @param reason why, in the operator's words: 1 to 500 characters, kept with each session and on the receipt. A plan needs none yet.
 */
public record RevocationRequest(
        @Nullable List<UUID> handles,
        @Nullable String query,
        @Nullable Boolean includeOwn,
        @Nullable Boolean dryRun,
        @Nullable RevocationAction action,
        @Nullable Integer minutes,
        Suspension.@Nullable Then then,
        @Nullable RevocationLock lock,
        @Nullable String plan,
        @Nullable String reason) {

    /** To end these sessions. */
    public static RevocationRequest end(Collection<UUID> handles) {
        return of(handles, RevocationAction.END);
    }

    /** To end the sessions that match, but not the one that asks. */
    public static RevocationRequest end(String query) {
        return of(query, RevocationAction.END, null, null);
    }

    /** To suspend the sessions that match, but not the one that asks. */
    public static RevocationRequest suspend(String query, int minutes, Suspension.Then then) {
        return of(query, RevocationAction.SUSPEND, minutes, then);
    }

    /** To release the sessions that match. */
    public static RevocationRequest release(String query) {
        return of(query, RevocationAction.RELEASE, null, null);
    }

    /** To suspend these sessions. */
    public static RevocationRequest suspend(Collection<UUID> handles, int minutes, Suspension.Then then) {
        return new RevocationRequest(
                List.copyOf(handles), null, null, null, RevocationAction.SUSPEND, minutes, then, null, null, null);
    }

    /** To release these sessions. */
    public static RevocationRequest release(Collection<UUID> handles) {
        return of(handles, RevocationAction.RELEASE);
    }

    /** To do what was planned. */
    public static RevocationRequest execution(String plan) {
        return new RevocationRequest(null, null, null, null, null, null, null, null, plan, null);
    }

    /** What it would mean. */
    public RevocationRequest asDryRun() {
        return new RevocationRequest(handles, query, includeOwn, true, action, minutes, then, lock, plan, reason);
    }

    /** For this reason. */
    public RevocationRequest because(String why) {
        return new RevocationRequest(handles, query, includeOwn, dryRun, action, minutes, then, lock, plan, why);
    }

    /** Also the session that asks, if it matches. */
    public RevocationRequest includingOwn() {
        return new RevocationRequest(handles, query, true, dryRun, action, minutes, then, lock, plan, reason);
    }

    private static RevocationRequest of(
            String query, RevocationAction action, @Nullable Integer minutes, Suspension.@Nullable Then then) {
        return new RevocationRequest(null, query, null, null, action, minutes, then, null, null, null);
    }

    /** And lock this. */
    public RevocationRequest locking(RevocationLock what) {
        return new RevocationRequest(handles, query, includeOwn, dryRun, action, minutes, then, what, plan, reason);
    }

    private static RevocationRequest of(Collection<UUID> handles, RevocationAction action) {
        return new RevocationRequest(List.copyOf(handles), null, null, null, action, null, null, null, null, null);
    }
}
