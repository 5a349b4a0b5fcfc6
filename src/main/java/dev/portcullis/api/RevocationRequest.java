package dev.portcullis.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /admin/v1/revocations}, in one of three forms: a plan ({@code dryRun} with {@code handles}), its execution ({@code plan}), or both at once for sessions
 * that are named ({@code handles} alone).
 *
 * @param handles 1 to 10,000 of them
 * @param dryRun whether nothing is to be done yet: the answer is a {@link RevocationPlan}
 * @param action what is to be done; to end them, unless said otherwise. Of a plan it is known already.
 * @param plan what is to be executed
 * @param reason why, in the operator's words: 1 to 500 characters, kept with each session and on the receipt. A plan needs none yet.
 */
public record RevocationRequest(
        @Nullable List<UUID> handles,
        @Nullable Boolean dryRun,
        @Nullable RevocationAction action,
        @Nullable String plan,
        @Nullable String reason) {

    /** End these sessions now. */
    public RevocationRequest(List<UUID> handles, String reason) {
        this(handles, null, null, null, reason);
    }

    /** What would it mean to do this to these sessions? */
    public static RevocationRequest dryRun(List<UUID> handles, RevocationAction action) {
        return new RevocationRequest(handles, true, action, null, null);
    }

    /** Do what was planned. */
    public static RevocationRequest execute(String plan, String reason) {
        return new RevocationRequest(null, null, null, plan, reason);
    }
}
