package dev.portcullis.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The feed: events written in the transactions that they describe, and read in one order without a gap. */
public final class EventStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** So many in each statement: of very many, one would be cut short. */
    private static final int BATCH = 2000;

    private EventStore() {}

    /**
     * A place in the feed: what lies after it has not been read. Its text is the SSE id.
     *
     * <p>Transaction ids begin with the database; after a restore into a new cluster old positions mean nothing and lead to a resynchronisation at worst.
     */
    public record Position(long xid, long seq) implements Comparable<Position> {
        public String text() {
            return Long.toUnsignedString(xid) + "-" + Long.toUnsignedString(seq);
        }

        /** Reads {@link #text()}; empty if it is anything else. */
        public static Optional<Position> parse(String text) {
            int dash = text.indexOf('-');
            try {
                return dash < 1
                        ? Optional.empty()
                        : Optional.of(new Position(
                                Long.parseUnsignedLong(text.substring(0, dash)),
                                Long.parseUnsignedLong(text.substring(dash + 1))));
            } catch (NumberFormatException notOurs) {
                return Optional.empty();
            }
        }

        @Override
        public int compareTo(Position other) {
            int byXid = Long.compareUnsigned(xid, other.xid);
            return byXid != 0 ? byXid : Long.compareUnsigned(seq, other.seq);
        }
    }

    /**
     * One event as it is stored.
     *
     * @param type empty if a newer server wrote it
     */
    public record Event(
            Position position,
            Instant at,
            Optional<EventType> type,
            @Nullable UUID session,
            @Nullable String address,
            List<EventData.Seen> seen,
            @Nullable UUID account,
            @Nullable String actor) {}

    public static void append(Transaction transaction, EventType type, UUID session) throws SQLException {
        requireUnaudited(type);
        transaction.update("insert into event (type, session_handle) values (?, ?)", type.wire(), session);
        if (!SessionStore.TELLS.contains(type)) {
            transaction.happened(Happening.of(type, session));
        }
    }

    /** The same event for many sessions. */
    public static void append(Transaction transaction, EventType type, List<UUID> sessions) throws SQLException {
        requireUnaudited(type);
        for (int from = 0; from < sessions.size(); from += BATCH) {
            transaction.update(
                    "insert into event (type, session_handle) select ?, unnest(?::uuid[])",
                    type.wire(),
                    sessions.subList(from, Math.min(from + BATCH, sessions.size())));
        }
        if (!SessionStore.TELLS.contains(type)) {
            sessions.forEach(session -> transaction.happened(Happening.of(type, session)));
        }
    }

    /**
     * The same event for many sessions, with what it means, where nobody else brought it about.
     *
     * @param detail without secrets; a JSON object
     */
    public static void append(Transaction transaction, EventType type, List<UUID> sessions, ObjectNode detail)
            throws SQLException {
        requireUnaudited(type);
        if (!sessions.isEmpty()) {
            transaction.update(
                    "insert into event (type, detail, session_handle) select ?, ?::jsonb, unnest(?::uuid[])",
                    type.wire(),
                    detail.toString(),
                    sessions);
        }
        if (!SessionStore.TELLS.contains(type)) {
            sessions.forEach(session -> transaction.happened(Happening.of(type, session)));
        }
    }

    /**
     * The same event for many sessions, with who brought it about: what follows from a change that is told by itself.
     *
     * @param detail without secrets; a JSON object
     */
    public static void append(
            Transaction transaction, EventType type, List<UUID> sessions, String actor, ObjectNode detail)
            throws SQLException {
        requireUnaudited(type);
        if (!sessions.isEmpty()) {
            transaction.update(
                    "insert into event (type, actor, detail, session_handle) select ?, ?, ?::jsonb, unnest(?::uuid[])",
                    type.wire(),
                    actor,
                    detail.toString(),
                    sessions);
        }
    }

    /**
     * A change that somebody made to an account, or to what binds all of them: told in the feed, and in the audit.
     *
     * @param type one that the audit tells of; there is no other way to write these
     * @param by who did it
     * @param detail what changed, without secrets; a JSON object
     */
    public static void appendChange(
            Transaction transaction, EventType type, Subject subject, Operator by, ObjectNode detail)
            throws SQLException {
        AuditAction action =
                AuditStore.of(type).orElseThrow(() -> new IllegalArgumentException(type + " is not audited"));
        UUID account = subject.asAccount();
        String actor = by.actor();
        AuditStore.note(transaction, by, action, subject, detail);
        transaction.update(
                "insert into event (type, account_id, actor, detail) values (?, ?, ?, ?::jsonb)",
                type.wire(),
                account,
                actor,
                detail.toString());
        transaction.happened(new Happening(type, null, account, null, actor, null));
    }

    /** The same change to many accounts: an event for each, and one entry of the audit. */
    public static void appendChanges(
            Transaction transaction,
            EventType type,
            List<UUID> accounts,
            Subject subject,
            Operator by,
            ObjectNode detail,
            ObjectNode noted)
            throws SQLException {
        AuditAction action =
                AuditStore.of(type).orElseThrow(() -> new IllegalArgumentException(type + " is not audited"));
        if (accounts.isEmpty()) {
            return;
        }
        AuditStore.note(transaction, by, action, subject, noted);
        transaction.update(
                "insert into event (type, actor, detail, account_id) select ?, ?, ?::jsonb, unnest(?::uuid[])",
                type.wire(),
                by.actor(),
                detail.toString(),
                accounts);
        accounts.forEach(account -> transaction.happened(new Happening(type, null, account, null, by.actor(), null)));
    }

    private static void requireUnaudited(EventType type) {
        if (AuditStore.of(type).isPresent()) {
            throw new IllegalArgumentException(type + " is told with who did it");
        }
    }

    public static void appendLoginFailed(Transaction transaction, @Nullable UUID account, @Nullable String address)
            throws SQLException {
        transaction.update(
                "insert into event (type, account_id, address) values (?, ?, ?::inet)",
                EventType.LOGIN_FAILED.wire(),
                account,
                address);
        transaction.happened(new Happening(EventType.LOGIN_FAILED, null, account, null, null, address));
    }

    /** Failed logins that were too many to be told of one by one. */
    public static void appendLoginsFailed(Transaction transaction, int count) throws SQLException {
        transaction.update(
                "insert into event (type, detail) values (?, jsonb_build_object('count', ?::integer))",
                EventType.LOGIN_FAILED.wire(),
                count);
        for (int i = 0; i < count; i++) {
            transaction.happened(new Happening(EventType.LOGIN_FAILED, null, null, null, null, null));
        }
    }

    /** Attempts to log in are refused from now on, until their window ends. */
    public static void appendLoginThrottled(Transaction transaction, @Nullable UUID account, @Nullable String address)
            throws SQLException {
        transaction.update(
                "insert into event (type, account_id, address) values (?, ?, ?::inet)",
                EventType.LOGIN_THROTTLED.wire(),
                account,
                address);
        transaction.happened(new Happening(EventType.LOGIN_THROTTLED, null, account, null, null, address));
    }

    public static void appendSeen(Transaction transaction, List<EventData.Seen> seen) throws SQLException {
        ObjectNode detail = JSON.createObjectNode();
        seen.forEach(
                each -> detail.put(each.handle().toString(), each.lastSeenAt().toString()));
        transaction.update(
                "insert into event (type, detail) values (?, ?::jsonb)",
                EventType.SESSIONS_SEEN.wire(),
                detail.toString());
    }

    /** The end of the feed: everything before it is visible to whoever reads after this call. */
    public static Position end(Transaction transaction) throws SQLException {
        return transaction.one(
                "select pg_snapshot_xmin(pg_current_snapshot())::text as xmin",
                row -> new Position(Long.parseUnsignedLong(row.getString("xmin")), 0));
    }

    /**
     * The present, before something is read that may be asked for again.
     *
     * @param end the end of the feed
     * @param now the database's clock
     * @param state names the state of the sessions that have not ended: as long as it is the same, so are they, and everything about them. Null while they may change
     *     without its changing, because an event is not in its final place yet, or the end of a session, or of a suspension, not written down
     */
    public record Present(
            Position end, Instant now, @Nullable String state) {}

    static final String PRESENT = """
            select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, statement_timestamp() as now,
                   case when last.xid < pg_snapshot_xmin(pg_current_snapshot())
                            and (select true from session where %s order by lapse_check_at limit 1) is null
                            and (select true from session where suspended_at is not null and ended_at is null
                                 and suspended_until <= statement_timestamp() order by suspended_until limit 1) is null
                        then concat_ws('-', last.xid, last.seq, removed_through) end as state
            from event_horizon left join (select xid, seq from event order by xid desc, seq desc limit 1) last on true
            """.formatted(SessionRows.LAPSED.formatted("statement_timestamp()"));

    /**
     * The present. Whatever changes a session writes an event in the same transaction, so the last event names the state: if no transaction can still come before it
     * ({@link #end}). Only by their limits sessions end, and go on after a suspension, before anybody has written so.
     */
    public static Present present(Transaction transaction) throws SQLException {
        return transaction.one(
                PRESENT,
                row -> new Present(
                        new Position(Long.parseUnsignedLong(row.getString("xmin")), 0),
                        Transaction.instant(row, "now"),
                        row.getString("state")));
    }

    /** For how long the oldest event has waited that is committed, but may not be read yet because of an older transaction that still runs; zero if none has. */
    public static Duration heldBack(Transaction transaction) throws SQLException {
        return transaction.one("""
                select coalesce(extract(epoch from statement_timestamp() - min(at)), 0) as seconds
                from event where xid >= pg_snapshot_xmin(pg_current_snapshot())
                """, row -> Duration.ofMillis((long) (row.getDouble("seconds") * 1000)));
    }

    /** Whether everything after the position is still kept, and the position is not from another database's future. */
    public static boolean reaches(Transaction transaction, Position position) throws SQLException {
        return transaction.one(
                """
                select max(removed_through) <= cast(? as xid8) and pg_snapshot_xmax(pg_current_snapshot()) >= cast(? as xid8)
                from event_horizon
                """,
                row -> row.getBoolean(1),
                Long.toUnsignedString(position.xid()),
                Long.toUnsignedString(position.xid()));
    }

    /** The next events after the position, at most {@code limit}, of transactions that no unfinished one can precede. */
    public static List<Event> after(Transaction transaction, Position position, int limit) throws SQLException {
        return transaction.query("""
                select xid::text as xid_text, seq, at, type, session_handle, host(address) as address_text, detail, account_id, actor
                from event
                where (xid, seq) > (cast(? as xid8), ?) and xid < pg_snapshot_xmin(pg_current_snapshot())
                order by event.xid, event.seq
                limit ?
                """, EventStore::event, Long.toUnsignedString(position.xid()), position.seq(), limit);
    }

    /**
     * Removes events: of uses after an hour, of everything else after the retention.
     *
     * @return how many, at most {@code limit}
     */
    public static int remove(Transaction transaction, Duration retention, int limit) throws SQLException {
        return transaction.one(
                """
                with old as (
                    select xid, seq from event
                    where type = ? and at < now() - interval '1 hour' or at < now() - make_interval(secs => ?)
                    order by xid, seq limit ? for update skip locked
                ), removed as (
                    delete from event using old where event.xid = old.xid and event.seq = old.seq returning event.xid
                ), moved as (
                    update event_horizon set removed_through = greatest(removed_through, (select max(xid) from removed))
                    where exists (select from removed)
                )
                select count(*) from removed
                """, row -> row.getInt(1), EventType.SESSIONS_SEEN.wire(), SessionStore.seconds(retention), limit);
    }

    private static Event event(ResultSet row) throws SQLException {
        Optional<EventType> type = EventType.ofWire(row.getString("type"));
        return new Event(
                new Position(Long.parseUnsignedLong(row.getString("xid_text")), row.getLong("seq")),
                Transaction.instant(row, "at"),
                type,
                Transaction.uuid(row, "session_handle"),
                row.getString("address_text"),
                type.filter(EventType.SESSIONS_SEEN::equals).isPresent() ? seen(row.getString("detail")) : List.of(),
                row.getObject("account_id", UUID.class),
                row.getString("actor"));
    }

    private static List<EventData.Seen> seen(@Nullable String detail) throws SQLException {
        if (detail == null) {
            return List.of();
        }
        try {
            JsonNode json = JSON.readTree(detail);
            List<EventData.Seen> seen = new ArrayList<>();
            json.properties()
                    .forEach(entry -> seen.add(new EventData.Seen(
                            UUID.fromString(entry.getKey()),
                            Instant.parse(entry.getValue().asText()))));
            return seen;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the detail of an event is no JSON object", e);
        }
    }
}
