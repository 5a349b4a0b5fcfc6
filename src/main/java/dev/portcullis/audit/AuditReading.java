package dev.portcullis.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.AuditHead;
import dev.portcullis.api.AuditVerification;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AuditList;
import dev.portcullis.store.AuditList.Filter;
import dev.portcullis.store.AuditList.Place;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.AuditStore.Sealed;
import dev.portcullis.store.Database;
import dev.portcullis.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the audit for somebody, and writes into it that they did, in the same transaction: there is no other way to read it over HTTP. */
public final class AuditReading {
    private static final int PIECE = 500;

    private final Database database;
    private final AuditChain chain;

    /** One at a time: each reads all there is. */
    private final Semaphore verifying = new Semaphore(1);

    public AuditReading(Database database, AuditChain chain) {
        this.database = database;
        this.chain = chain;
    }

    /** A page. */
    public AuditList.Page page(Filter filter, Place place, int limit, Operator by) {
        return database.transact(transaction -> {
            AuditList.Page page = AuditList.page(transaction, filter, place, limit);
            note(
                    transaction,
                    by,
                    AuditAction.AUDIT_READ,
                    null,
                    detail(filter).put("entries", page.items().size()));
            return page;
        });
    }

    /** One entry. */
    public Optional<Sealed> one(long seq, Operator by) {
        return database.transact(transaction -> {
            Optional<Sealed> found = AuditStore.find(transaction, seq);
            if (found.isPresent()) {
                note(transaction, by, AuditAction.AUDIT_READ, seq, JsonNodeFactory.instance.objectNode());
            }
            return found;
        });
    }

    /** The head as it is now, to be taken away. That it was, is the entry after it. */
    public AuditHead head(Operator by) {
        return database.transact(transaction -> {
            AuditHead head = chain.head(transaction);
            note(transaction, by, AuditAction.AUDIT_HEAD_READ, head.seq(), JsonNodeFactory.instance.objectNode());
            return head;
        });
    }

    /**
     * Verifies it; empty if that is being done already.
     *
     * @param gone whether nobody waits for it any more
     * @throws java.util.concurrent.CancellationException then
     */
    public Optional<AuditVerification> verify(Operator by, BooleanSupplier gone) {
        if (!verifying.tryAcquire()) {
            return Optional.empty();
        }
        try {
            AuditVerification outcome = new AuditVerifier(database, chain).verify(null, gone);
            ObjectNode detail = JsonNodeFactory.instance
                    .objectNode()
                    .put("entries", outcome.entries())
                    .put("ok", outcome.ok());
            if (!outcome.ok()) {
                detail.put("firstBad", outcome.firstBad()).put("problem", outcome.problem());
            }
            database.transact(transaction -> {
                note(transaction, by, AuditAction.AUDIT_VERIFIED, null, detail);
                return true;
            });
            return Optional.of(outcome);
        } finally {
            verifying.release();
        }
    }

    /** Takes what is exported, piece by piece. */
    @FunctionalInterface
    public interface Export {
        void take(List<Sealed> piece) throws InterruptedException;
    }

    /**
     * Hands out all entries that match, oldest first. That it does so is written down before it begins, so that one that breaks off is, too.
     *
     * @param format as whoever asked wants it
     */
    public void export(Filter filter, String format, Operator by, Export export) throws InterruptedException {
        long last = database.transact(transaction -> {
            long seq = AuditStore.newest(transaction).head().seq();
            note(
                    transaction,
                    by,
                    AuditAction.AUDIT_EXPORTED,
                    null,
                    detail(filter).put("format", format).put("upTo", seq));
            return seq;
        });
        long seq = 0;
        List<Sealed> piece;
        do {
            long from = seq;
            piece = database.read(transaction -> AuditList.between(transaction, filter, from, last, PIECE));
            export.take(piece);
            seq = piece.isEmpty() ? last : piece.getLast().entry().seq();
        } while (piece.size() == PIECE);
    }

    private static void note(
            Transaction transaction, Operator by, AuditAction action, @Nullable Long seq, ObjectNode detail) {
        Subject subject = new Subject(Subject.Kind.AUDIT, seq == null ? null : Long.toString(seq));
        AuditStore.note(transaction, by, action, subject, detail);
    }

    private static ObjectNode detail(Filter filter) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        if (!filter.words().isEmpty()) {
            detail.put("q", String.join(" ", filter.words()));
        }
        put(detail, "actor", filter.actor());
        put(detail, "action", filter.action());
        put(detail, "subjectKind", filter.subjectKind());
        put(detail, "subjectId", filter.subjectId());
        put(detail, "from", filter.from());
        put(detail, "to", filter.to());
        return detail;
    }

    private static void put(ObjectNode detail, String name, @Nullable Object value) {
        if (value != null) {
            detail.put(name, value.toString());
        }
    }
}
