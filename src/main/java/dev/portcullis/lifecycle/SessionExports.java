package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.ExportFormat;
import dev.portcullis.api.ExportManifest;
import dev.portcullis.api.ExportView;
import dev.portcullis.query.Query;
import dev.portcullis.session.Ids;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.ExportStore;
import dev.portcullis.store.LiveCount;
import dev.portcullis.store.SessionList.States;
import dev.portcullis.store.SessionPieces;
import dev.portcullis.store.SessionPieces.Piece;
import dev.portcullis.store.SessionPieces.Place;
import dev.portcullis.store.Transaction;
import dev.portcullis.token.ReceiptSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Copies of sessions that operators take away. That one is begun is in the audit before its first byte leaves, and how it ended afterwards. Each piece is read in a
 * short transaction of its own: one that is long would hold the feed back for as long as somebody downloads.
 */
public final class SessionExports {
    private static final Duration LONGEST_PIECE = Duration.ofSeconds(5);

    private final Database database;
    private final ReceiptSigner signer;

    public SessionExports(Database database, ReceiptSigner signer) {
        this.database = database;
        this.signer = signer;
    }

    /**
     * What is asked for.
     *
     * @param asOf who was in then; null for the present of each piece
     */
    public record Wanted(
            Query query, States states, @Nullable Instant asOf, ExportFormat format) {}

    /** One that was begun. */
    public record Begun(UUID id, Operator by, Wanted wanted, Instant at) {}

    /** What was written. */
    public record Written(long count, long bytes, String digest) {}

    public Begun begin(Wanted wanted, Operator by) {
        UUID id = Ids.next();
        Instant at = database.transact(transaction -> {
            ObjectNode detail = JsonNodeFactory.instance
                    .objectNode()
                    .put("query", wanted.query().text())
                    .put("states", ExportStore.wire(wanted.states()))
                    .put("format", wanted.format().wire());
            if (wanted.asOf() != null) {
                detail.put("asOf", wanted.asOf().toString());
            }
            AuditStore.note(transaction, by, AuditAction.EXPORT_BEGUN, Subject.export(id), detail);
            return ExportStore.begin(
                    transaction,
                    new ExportStore.Wanted(
                            id, by.name(), wanted.query(), wanted.states(), wanted.asOf(), wanted.format()));
        });
        return new Begun(id, by, wanted, at);
    }

    /** The sessions from there on, some or none. */
    public Piece piece(Begun export, Place place) {
        Wanted wanted = export.wanted();
        var selection = new SessionPieces.Selection(wanted.query(), wanted.states(), wanted.asOf(), export.at());
        return database.readWithin(LONGEST_PIECE, transaction -> SessionPieces.piece(transaction, selection, place));
    }

    /** It goes on: to be said every few seconds, or it is given up ({@link Sweeper#giveUpExports}). */
    public void alive(Begun export, long count) {
        database.atOnce(transaction -> {
            ExportStore.alive(transaction, export.id(), count);
            return true;
        });
    }

    /**
     * It is whole. The manifest can be read from now on.
     *
     * @throws IllegalStateException if it was given up meanwhile, which nobody does who says that it goes on
     */
    public void complete(Begun export, Written written) {
        Instant now = database.read(LiveCount::now);
        Wanted wanted = export.wanted();
        ExportManifest manifest = signer.sign(new ExportManifest(
                export.id(),
                export.by().name(),
                wanted.query().text(),
                ExportStore.wire(wanted.states()),
                wanted.asOf(),
                wanted.format(),
                export.at(),
                now,
                written.count(),
                written.bytes(),
                written.digest(),
                ""));
        database.transact(transaction -> {
            AuditStore.note(
                    transaction,
                    export.by(),
                    AuditAction.EXPORT_DONE,
                    Subject.export(export.id()),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("count", written.count())
                            .put("bytes", written.bytes())
                            .put("digest", written.digest()));
            if (!ExportStore.complete(transaction, manifest)) {
                throw new IllegalStateException("export " + export.id() + " was given up while it was written");
            }
            return true;
        });
    }

    /** It breaks off. */
    public void breakOff(Begun export, long count, String why) {
        database.transact(transaction -> {
            if (ExportStore.breakOff(transaction, export.id(), count)) {
                noteBroken(transaction, export.by(), export.id(), count, why);
            }
            return true;
        });
    }

    static void noteBroken(Transaction transaction, Operator by, UUID id, long count, String why) {
        AuditStore.note(
                transaction,
                by,
                AuditAction.EXPORT_BROKEN,
                Subject.export(id),
                JsonNodeFactory.instance.objectNode().put("count", count).put("why", why));
    }

    public Optional<ExportView> find(UUID id) {
        return database.read(transaction -> ExportStore.find(transaction, id));
    }
}
