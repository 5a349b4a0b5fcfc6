package dev.portcullis.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.EventType;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Origin;
import dev.portcullis.session.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The audit: appended to in the transactions that it tells of, never changed. What is noted here is written when its transaction is about to commit, and not before:
 * so the head of the chain, which one transaction at a time can hold, is its last lock and is held for a moment only, however long the transaction took.
 *
 * <p>No change of what administrators decide can leave it out: the store's own methods {@linkplain Transaction#demandAudit demand} an entry, and a transaction
 * without one does not commit.
 */
public final class AuditStore {
    /** All but what the others follow from. */
    static final String COLUMNS = "seq, at, actor_kind, actor_id, actor_name, session, address, request, action,"
            + " subject_kind, subject_id, detail, key_id, mac";

    private AuditStore() {}

    /**
     * What the mac of an entry is over, beside the entry before: all of it.
     *
     * @param at to the microsecond
     * @param detail a JSON object, kept as it was written
     */
    public record Entry(
            long seq,
            Instant at,
            String actorKind,
            @Nullable String actorId,
            String actorName,
            @Nullable UUID session,
            @Nullable String address,
            @Nullable String request,
            String action,
            String subjectKind,
            @Nullable String subjectId,
            String detail,
            String keyId) {}

    /** An entry as it is kept. */
    public record Sealed(Entry entry, byte[] mac) {}

    /** The newest entry; {@code seq} is 0 if there is none. */
    public record Head(long seq, Instant at, byte[] mac) {}

    /** What is to be written when the transaction commits. */
    record Draft(Operator by, Origin origin, AuditAction action, Subject subject, ObjectNode detail) {}

    /**
     * Notes what this transaction does. It is written if and when that commits.
     *
     * @param detail without secrets
     */
    public static void note(
            Transaction transaction, Operator by, AuditAction action, Subject subject, ObjectNode detail) {
        transaction.note(new Draft(by, Origin.current(), action, subject, detail));
    }

    /** What the audit calls an event that it tells of as well; empty for those that are the business of the feed alone. */
    static Optional<AuditAction> of(EventType type) {
        return Optional.ofNullable(
                switch (type) {
                    case FACTOR_CHANGED -> AuditAction.FACTOR_CHANGED;
                    case POLICY_CHANGED -> AuditAction.POLICY_CHANGED;
                    case KEY_ROTATED -> AuditAction.KEY_ROTATED;
                    case CLIENT_CREATED -> AuditAction.CLIENT_CREATED;
                    case CLIENT_CHANGED -> AuditAction.CLIENT_CHANGED;
                    case CLIENT_DELETED -> AuditAction.CLIENT_DELETED;
                    case ACCOUNT_CREATED -> AuditAction.ACCOUNT_CREATED;
                    case ACCOUNT_CHANGED -> AuditAction.ACCOUNT_CHANGED;
                    case ACCOUNT_DISABLED -> AuditAction.ACCOUNT_DISABLED;
                    case ACCOUNT_ENABLED -> AuditAction.ACCOUNT_ENABLED;
                    case ACCOUNT_DELETED -> AuditAction.ACCOUNT_DELETED;
                    case ACCOUNT_PASSWORD_CHANGED -> AuditAction.ACCOUNT_PASSWORD_CHANGED;
                    case ACCOUNT_LOCKED -> AuditAction.ACCOUNT_LOCKED;
                    case ACCOUNT_UNLOCKED -> AuditAction.ACCOUNT_UNLOCKED;
                    case NETWORK_LOCKED -> AuditAction.NETWORK_LOCKED;
                    case NETWORK_UNLOCKED -> AuditAction.NETWORK_UNLOCKED;
                    case REVOCATION_DONE -> AuditAction.REVOCATION_DONE;
                    case ROLE_CHANGED -> AuditAction.ROLE_CHANGED;
                    case ROLE_DELETED -> AuditAction.ROLE_DELETED;
                    // What people do with their own sessions, what follows from time or from what is told above, and
                    // what is said to streams only.
                    case SESSION_STARTED,
                            SESSION_CHANGED,
                            SESSION_ENDED,
                            SESSION_LEFT,
                            SESSIONS_SEEN,
                            LOGIN_FAILED,
                            LOGIN_THROTTLED,
                            TOKEN_REFRESHED,
                            TOKEN_REUSED,
                            HEARTBEAT,
                            RESYNC -> null;
                });
    }

    /** Appends what was noted: the last thing that a transaction does before it commits. */
    static void write(Transaction transaction, List<Draft> drafts, AuditSeal seal) throws SQLException {
        Head head = hold(transaction);
        long seq = head.seq();
        byte[] mac = head.mac();
        for (Draft draft : drafts) {
            seq++;
            Entry entry = entry(seq, head.at(), draft, seal.keyId());
            mac = seal.mac(mac, entry);
            append(transaction, entry, mac);
        }
    }

    private static Entry entry(long seq, Instant at, Draft draft, String keyId) {
        Operator by = draft.by();
        UUID id = by.account() != null ? by.account() : by.client();
        return new Entry(
                seq,
                at,
                by.kind(),
                id == null ? null : id.toString(),
                by.name(),
                by.session(),
                draft.origin().address(),
                draft.origin().request(),
                draft.action().wire(),
                draft.subject().kind().wire(),
                draft.subject().id(),
                draft.detail().toString(),
                keyId);
    }

    /** The head with the time of what is to be appended; nobody else appends until the transaction ends. */
    private static Head hold(Transaction transaction) throws SQLException {
        return transaction.one(
                "select seq, greatest(at, clock_timestamp()) as at, mac from audit_head for update", AuditStore::head);
    }

    private static void append(Transaction transaction, Entry entry, byte[] mac) throws SQLException {
        transaction.update(
                """
                with added as (
                    insert into audit_entry (seq, at, actor_kind, actor_id, actor_name, session, address, request, action,
                        subject_kind, subject_id, detail, key_id, mac)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    returning seq, at, mac
                )
                update audit_head set seq = added.seq, at = added.at, mac = added.mac from added
                """,
                entry.seq(),
                entry.at(),
                entry.actorKind(),
                entry.actorId(),
                entry.actorName(),
                entry.session(),
                entry.address(),
                entry.request(),
                entry.action(),
                entry.subjectKind(),
                entry.subjectId(),
                entry.detail(),
                entry.keyId(),
                mac);
    }

    /** Whether this database has an audit: one that an older version prepared has none. */
    public static boolean exists(Transaction transaction) throws SQLException {
        return transaction.one("select to_regclass('audit_head') is not null", row -> row.getBoolean(1));
    }

    /** The newest entry, and the time of asking. */
    public record Newest(Head head, Instant now) {}

    public static Newest newest(Transaction transaction) throws SQLException {
        return transaction.one(
                "select seq, at, mac, statement_timestamp() as now from audit_head",
                row -> new Newest(head(row), Transaction.instant(row, "now")));
    }

    /** The entries after this one, oldest first, at most {@code limit}. */
    public static List<Sealed> after(Transaction transaction, long seq, int limit) throws SQLException {
        return transaction.query(
                "select " + COLUMNS + " from audit_entry where seq > ? order by seq limit ?",
                AuditStore::sealed,
                seq,
                limit);
    }

    public static Optional<Sealed> find(Transaction transaction, long seq) throws SQLException {
        return transaction.first("select " + COLUMNS + " from audit_entry where seq = ?", AuditStore::sealed, seq);
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(row.getLong("seq"), Transaction.instant(row, "at"), row.getBytes("mac"));
    }

    static Sealed sealed(ResultSet row) throws SQLException {
        return new Sealed(
                new Entry(
                        row.getLong("seq"),
                        Transaction.instant(row, "at"),
                        row.getString("actor_kind"),
                        row.getString("actor_id"),
                        row.getString("actor_name"),
                        row.getObject("session", UUID.class),
                        row.getString("address"),
                        row.getString("request"),
                        row.getString("action"),
                        row.getString("subject_kind"),
                        row.getString("subject_id"),
                        row.getString("detail"),
                        row.getString("key_id")),
                row.getBytes("mac"));
    }
}
