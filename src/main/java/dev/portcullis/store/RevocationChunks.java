package dev.portcullis.store;

import dev.portcullis.api.RevocationResult;
import dev.portcullis.api.RevokedSessionPage;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sessions of revocations, in chunks: what one transaction deals with. */
public final class RevocationChunks {
    /** So many that their transaction is over in a fraction of a second: those whose sessions they are wait for it, and so does the feed. */
    public static final int SIZE = 2000;

    private RevocationChunks() {}

    /**
     * Some sessions.
     *
     * @param handles sorted
     */
    public record Chunk(UUID first, List<UUID> handles) {}

    /** Writes down the sessions of a revocation. */
    public static void add(Transaction transaction, UUID revocation, SequencedSet<UUID> handles) throws SQLException {
        transaction.update("""
                insert into revocation_chunk (revocation, first, handles)
                select ?, (array_agg(handle order by handle))[1], array_agg(handle order by handle)
                from (select handle, row_number() over (order by handle) - 1 as i from unnest(?::uuid[]) handle) numbered
                group by i / ?
                """, revocation, handles, SIZE);
    }

    /** The same of sessions that were found; how many they are. */
    public static int add(Transaction transaction, UUID revocation, SessionSet set) throws SQLException {
        Sql sql = new Sql().add("""
                        insert into revocation_chunk (revocation, first, handles)
                        select ?, handles[1], handles
                        from (
                            select array_agg(handle order by handle) as handles
                            from (select s.handle, row_number() over (order by s.handle) - 1 as i\
                        """, revocation).add(set.rows()).add(") numbered group by i / ?) chunks", SIZE);
        transaction.update(sql.text(), sql.parameters());
        return transaction.one(
                "select coalesce(sum(cardinality(handles)), 0) as n from revocation_chunk where revocation = ?",
                row -> row.getInt("n"),
                revocation);
    }

    /** The next sessions that are still to be dealt with; for who holds the revocation. */
    public static Optional<Chunk> next(Transaction transaction, UUID revocation) throws SQLException {
        return transaction.first(
                """
                select first, handles from revocation_chunk
                where revocation = ? and results is null
                order by first limit 1
                """,
                row -> new Chunk(Transaction.uuid(row, "first"), List.of((UUID[])
                        row.getArray("handles").getArray())),
                revocation);
    }

    /** Writes down what became of them. */
    public static void done(Transaction transaction, UUID revocation, Chunk chunk, List<RevocationResult> results)
            throws SQLException {
        StringBuilder letters = new StringBuilder();
        results.forEach(result -> letters.append(letter(result)));
        transaction.update(
                "update revocation_chunk set results = ? where revocation = ? and first = ?",
                letters.toString(),
                revocation,
                chunk.first());
    }

    /** SHA-256, in hexadecimal, of all handles: in order, each with a line feed. Empty if they were not kept. */
    public static Optional<String> digest(Transaction transaction, UUID revocation) throws SQLException {
        return transaction.first("""
                select encode(sha256(convert_to(coalesce(text, ''), 'UTF8')), 'hex') as digest
                from (
                    select string_agg(array_to_string(handles, E'\\n') || E'\\n', '' order by first) as text
                    from revocation_chunk where revocation = ?
                ) handles
                where text is not null or (select named from revocation where id = ?) = 0
                """, row -> row.getString("digest"), revocation, revocation);
    }

    /** What became of each so far, by handle. */
    public static List<RevokedSessionPage.Item> page(
            Transaction transaction, UUID revocation, @Nullable UUID after, int limit) throws SQLException {
        return transaction.query(
                """
                select page.handle, page.result, a.email
                from (select c.first, each.handle, each.result
                from revocation_chunk c
                cross join lateral unnest(c.handles, string_to_array(c.results, null)) each (handle, result)
                where c.revocation = ? and c.results is not null
                    and (?::uuid is null or (each.handle > ?::uuid and c.first >= coalesce(
                        (select first from revocation_chunk where revocation = ? and first <= ?::uuid order by first desc limit 1),
                        c.first)))
                order by c.first, each.handle limit ?) page
                left join session s on s.handle = page.handle
                left join account a on a.id = s.account_id
                order by page.first, page.handle
                """,
                row -> new RevokedSessionPage.Item(
                        Transaction.uuid(row, "handle"), result(row.getString("result")), row.getString("email")),
                revocation,
                after,
                after,
                revocation,
                after,
                limit);
    }

    private static char letter(RevocationResult result) {
        return switch (result) {
            case ENDED -> 'e';
            case ALREADY_ENDED -> 'a';
            case NOT_FOUND -> 'n';
            case SUSPENDED -> 's';
            case RELEASED -> 'r';
            case UNCHANGED -> 'u';
        };
    }

    private static RevocationResult result(String letter) {
        for (RevocationResult result : RevocationResult.values()) {
            if (letter.equals(String.valueOf(letter(result)))) {
                return result;
            }
        }
        throw new IllegalStateException("no result has the letter " + letter);
    }
}
