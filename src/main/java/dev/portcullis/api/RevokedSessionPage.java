package dev.portcullis.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /admin/v1/revocations/{id}/sessions}: what became of each session, by handle. While the revocation runs, of those that have been dealt with.
 *
 * @param next what to send as {@code after} for the next page; null if this is the last
 */
public record RevokedSessionPage(List<Item> items, @Nullable UUID next) {

    /**
     * One session, or a handle that is no session's.
     *
     * @param user the e-mail address of whose it is; null where there is no such session, or none any more
     */
    public record Item(
            UUID handle, RevocationResult result, @Nullable String user) {}
}
