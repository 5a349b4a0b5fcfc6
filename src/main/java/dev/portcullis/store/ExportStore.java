package dev.portcullis.store;

import dev.portcullis.api.ExportFormat;
import dev.portcullis.api.ExportManifest;
import dev.portcullis.api.ExportView;
import dev.portcullis.query.Query;
import dev.portcullis.store.SessionList.States;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Exports of sessions: that they were begun, how far they have come, and their manifests. What they are made of: {@link SessionPieces}. */
public final class ExportStore {
    private ExportStore() {}

    /**
     * What is to be exported.
     *
     * @param by who asks
     * @param asOf who was in then; null for the present
     */
    public record Wanted(
            UUID id,
            String by,
            Query query,
            States states,
            @Nullable Instant asOf,
            ExportFormat format) {}

    /** Begins it; answers when. It must be audited. */
    public static Instant begin(Transaction transaction, Wanted wanted) throws SQLException {
        transaction.demandAudit();
        return transaction.one(
                """
                insert into session_export (id, state, by_name, query, states, as_of, format, begun_at, alive_at)
                values (?, 'running', ?, ?, ?, ?, ?, statement_timestamp(), statement_timestamp())
                returning begun_at
                """,
                row -> Transaction.instant(row, "begun_at"),
                wanted.id(),
                wanted.by(),
                wanted.query().text(),
                wire(wanted.states()),
                wanted.asOf(),
                wanted.format().wire());
    }

    /** It goes on, and has come so far. */
    public static void alive(Transaction transaction, UUID id, long count) throws SQLException {
        transaction.update(
                "update session_export set alive_at = statement_timestamp(), count = ? where id = ? and state = 'running'",
                count,
                id);
    }

    /** It is whole; this is its manifest. False if it was given up meanwhile. It must be audited. */
    public static boolean complete(Transaction transaction, ExportManifest manifest) throws SQLException {
        transaction.demandAudit();
        return transaction.update(
                        """
                        update session_export set state = 'complete', count = ?, completed_at = ?, bytes = ?, digest = ?, signature = ?
                        where id = ? and state = 'running'
                        """,
                        manifest.count(),
                        manifest.completedAt(),
                        manifest.bytes(),
                        manifest.digest(),
                        manifest.signature(),
                        manifest.id())
                == 1;
    }

    /** It is not whole, and never will be. False if that is known, or if it is whole. */
    public static boolean breakOff(Transaction transaction, UUID id, long count) throws SQLException {
        return transaction.update(
                        "update session_export set state = 'broken', count = ? where id = ? and state = 'running'",
                        count,
                        id)
                == 1;
    }

    /** One that a server has left. */
    public record Left(UUID id, long count) {}

    /** Gives up those of which no server has said for so long that it writes them. */
    public static List<Left> giveUp(Transaction transaction, Duration silent, int limit) throws SQLException {
        return transaction.query(
                """
                update session_export set state = 'broken' where id in (
                    select id from session_export
                    where state = 'running' and alive_at < statement_timestamp() - make_interval(secs => ?)
                    order by alive_at limit ? for update skip locked)
                returning id, count
                """,
                row -> new Left(Transaction.uuid(row, "id"), row.getLong("count")),
                SessionStore.seconds(silent),
                limit);
    }

    public static Optional<ExportView> find(Transaction transaction, UUID id) throws SQLException {
        return transaction.first("""
                select id, state, by_name, query, states, as_of, format, begun_at, count, completed_at, bytes, digest, signature
                from session_export where id = ?
                """, ExportStore::view, id);
    }

    /** Removes those that were begun so long ago, and are over. */
    public static int remove(Transaction transaction, Duration retention, int limit) throws SQLException {
        return transaction.update("""
                delete from session_export where id in (
                    select id from session_export
                    where begun_at < statement_timestamp() - make_interval(secs => ?) and state <> 'running'
                    order by begun_at limit ?)
                """, SessionStore.seconds(retention), limit);
    }

    /** The name on the wire and in the database. */
    public static String wire(States states) {
        return states.name().toLowerCase(Locale.ROOT);
    }

    private static ExportView view(ResultSet row) throws SQLException {
        ExportView.State state = ExportView.State.ofWire(row.getString("state"));
        return new ExportView(
                Transaction.uuid(row, "id"),
                state,
                row.getString("by_name"),
                Transaction.instant(row, "begun_at"),
                row.getLong("count"),
                state == ExportView.State.COMPLETE ? manifest(row) : null);
    }

    private static ExportManifest manifest(ResultSet row) throws SQLException {
        return new ExportManifest(
                Transaction.uuid(row, "id"),
                row.getString("by_name"),
                row.getString("query"),
                row.getString("states"),
                Transaction.instantOrNull(row, "as_of"),
                ExportFormat.ofWire(row.getString("format")).orElseThrow(),
                Transaction.instant(row, "begun_at"),
                Transaction.instant(row, "completed_at"),
                row.getLong("count"),
                row.getLong("bytes"),
                row.getString("digest"),
                row.getString("signature"));
    }
}
