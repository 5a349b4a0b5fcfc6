package dev.portcullis.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit. What is null is not asked for.
 *
 * @param search words, each of which must occur in actor, action, subject, address or detail
 * @param actor the id or the name of who did it
 * @param action see {@link dev.portcullis.api.AuditAction}
 * @param subject a kind, or a kind and an id: {@code account:0190…}
 * @param from not before this
 * @param to before this
 * @param after the {@code next} of the page before: entries before that one in time
 * @param before an entry's number: the entries right after it in time; not with {@code after}
 */
public record AuditQuery(
        String search,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long after,
        @Nullable Long before,
        int limit) {
    /** The newest. */
    public static AuditQuery newest(int limit) {
        return new AuditQuery("", null, null, null, null, null, null, null, limit);
    }

    /** The same with what matches these words. */
    public AuditQuery with(String words) {
        return new AuditQuery(words, actor, action, subject, from, to, after, before, limit);
    }

    /** The same of this actor. */
    public AuditQuery by(String idOrName) {
        return new AuditQuery(search, idOrName, action, subject, from, to, after, before, limit);
    }

    /** The same of this action. */
    public AuditQuery of(String wanted) {
        return new AuditQuery(search, actor, wanted, subject, from, to, after, before, limit);
    }

    /** The same of this subject. */
    public AuditQuery about(String kindAndId) {
        return new AuditQuery(search, actor, action, kindAndId, from, to, after, before, limit);
    }

    /** The same of this time. */
    public AuditQuery between(@Nullable Instant notBefore, @Nullable Instant until) {
        return new AuditQuery(search, actor, action, subject, notBefore, until, after, before, limit);
    }

    /** The page after one that said this. */
    public AuditQuery after(@Nullable Long next) {
        return new AuditQuery(search, actor, action, subject, from, to, next, null, limit);
    }

    /** What came after this entry. */
    public AuditQuery before(long seq) {
        return new AuditQuery(search, actor, action, subject, from, to, null, seq, limit);
    }
}
