package dev.portcullis.store;

import dev.portcullis.api.NodePage;
import dev.portcullis.store.EventStore.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The servers over this database. */
public final class NodeStore {
    /** For how long one that is gone is still listed. */
    public static final Duration KEPT = Duration.ofHours(1);

    private NodeStore() {}

    /**
     * What a server says of itself.
     *
     * @param instance of its process
     * @param position up to which it has read the feed
     * @param behind since it last had read all there was
     */
    public record Report(
            UUID instance, String version, String address, Position position, Duration behind, Load load) {}

    /**
     * What it has to do.
     *
     * @param verifications, logins a second
     * @param poolInUse connections to the database of at most {@code poolSize}
     */
    public record Load(double verifications, double logins, int poolInUse, int poolSize) {}

    /**
     * A server, and what it last said of itself.
     *
     * @param report null of one whose version says no more than that it runs
     * @param renewedAt when it said so
     * @param leftAt when it signed off
     * @param eventsBehind what it could have read then and had not; no more than {@link NodePage#MOST_BEHIND} are counted
     * @param rollups whether it has the lease of the counts
     */
    public record Node(
            String name,
            Instant startedAt,
            @Nullable Instant renewedAt,
            Instant leaseEnds,
            @Nullable Instant leftAt,
            boolean rollups,
            @Nullable Report report,
            int eventsBehind) {}

    /** Says that the server runs, and how it is, and will have said so again before {@code lease} has passed. */
    public static void renew(Transaction transaction, String name, Duration lease, Report report) throws SQLException {
        transaction.update(
                """
                insert into node (name, lease_ends, renewed_at, instance, version, address, feed_xid, feed_seq, feed_end, feed_behind, verifications, logins,
                    pool_in_use, pool_size)
                values (?, now() + make_interval(secs => ?), now(), ?, ?, ?, cast(? as xid8), ?, pg_snapshot_xmin(pg_current_snapshot()), ?, ?, ?, ?, ?)
                on conflict (name) do update set
                    started_at = case when node.instance is distinct from excluded.instance or node.left_at is not null then now() else node.started_at end,
                    lease_ends = excluded.lease_ends, renewed_at = excluded.renewed_at, left_at = null, instance = excluded.instance, version = excluded.version,
                    address = excluded.address, feed_xid = excluded.feed_xid, feed_seq = excluded.feed_seq, feed_end = excluded.feed_end,
                    feed_behind = excluded.feed_behind, verifications = excluded.verifications, logins = excluded.logins, pool_in_use = excluded.pool_in_use,
                    pool_size = excluded.pool_size
                """,
                name,
                SessionStore.seconds(lease),
                report.instance(),
                report.version(),
                report.address(),
                Long.toUnsignedString(report.position().xid()),
                report.position().seq(),
                SessionStore.seconds(report.behind()),
                report.load().verifications(),
                report.load().logins(),
                report.load().poolInUse(),
                report.load().poolSize());
    }

    /** Says that it no longer runs; unless another process has taken the name. */
    public static void leave(Transaction transaction, String name, UUID instance) throws SQLException {
        transaction.update(
                "update node set lease_ends = now(), left_at = now() where name = ? and instance = ?", name, instance);
    }

    /** The names of those that run. */
    public static List<String> running(Transaction transaction) throws SQLException {
        return transaction.query(
                "select name from node where lease_ends > now() order by name", row -> row.getString("name"));
    }

    /** Those that run, and those that have not been gone for long, by name. */
    public static List<Node> all(Transaction transaction) throws SQLException {
        return transaction.query("""
                select node.*, feed_xid::text as xid_text, coalesce(rollup.lease_ends > statement_timestamp(), false) as rollups, unread.n as unread
                from node
                left join rollup on rollup.worker = node.name
                cross join lateral (
                    select count(*) as n from (
                        select from event where (xid, seq) > (feed_xid, feed_seq) and xid < feed_end order by xid, seq limit ?) each) unread
                where node.lease_ends > statement_timestamp() - make_interval(secs => ?)
                order by node.name
                """, NodeStore::node, NodePage.MOST_BEHIND, SessionStore.seconds(KEPT));
    }

    /** Removes those that have been gone for long. */
    public static int remove(Transaction transaction, int limit) throws SQLException {
        return transaction.update("""
                delete from node where name in (
                    select name from node where lease_ends < now() - make_interval(secs => ?) limit ? for update skip locked)
                """, SessionStore.seconds(KEPT), limit);
    }

    private static Node node(ResultSet row) throws SQLException {
        return new Node(
                row.getString("name"),
                Transaction.instant(row, "started_at"),
                Transaction.instantOrNull(row, "renewed_at"),
                Transaction.instant(row, "lease_ends"),
                Transaction.instantOrNull(row, "left_at"),
                row.getBoolean("rollups"),
                row.getObject("instance") == null ? null : report(row),
                row.getInt("unread"));
    }

    private static Report report(ResultSet row) throws SQLException {
        return new Report(
                Transaction.uuid(row, "instance"),
                row.getString("version"),
                row.getString("address"),
                new Position(Long.parseUnsignedLong(row.getString("xid_text")), row.getLong("feed_seq")),
                Duration.ofMillis(Math.round(row.getDouble("feed_behind") * 1000)),
                new Load(
                        row.getDouble("verifications"),
                        row.getDouble("logins"),
                        row.getInt("pool_in_use"),
                        row.getInt("pool_size")));
    }
}
