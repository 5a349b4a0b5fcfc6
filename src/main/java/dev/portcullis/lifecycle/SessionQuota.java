package dev.portcullis.lifecycle;

import dev.portcullis.session.Policy.Quota;
import dev.portcullis.store.AccountSessions;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How many sessions an account may have at once, and what happens at the login that would be one too many (ASVS 7.1.2). Exact, because the login holds its
 * account against every other login of it while it counts. Only active sessions count: one whose time has passed does not, written down or not.
 */
final class SessionQuota {
    private SessionQuota() {}

    /**
     * Which sessions must end so that one more may begin. More than one if the quota was lowered since.
     *
     * @param leaving a session that ends in the same login anyway, and so frees its place first
     * @return empty if the login is to be refused
     */
    static Optional<List<UUID>> makingRoom(Transaction transaction, Quota quota, UUID account, @Nullable UUID leaving)
            throws SQLException {
        List<UUID> present = switch (quota.atLimit()) {
            case REJECT, END_OLDEST -> AccountSessions.oldestFirst(transaction, account, leaving);
            case END_NEXT_TO_EXPIRE -> AccountSessions.nextToExpireFirst(transaction, account, leaving);
        };
        int tooMany = present.size() + 1 - quota.sessions();
        if (tooMany <= 0) {
            return Optional.of(List.of());
        }
        return switch (quota.atLimit()) {
            case REJECT -> Optional.empty();
            case END_OLDEST, END_NEXT_TO_EXPIRE -> Optional.of(present.subList(0, tooMany));
        };
    }
}
