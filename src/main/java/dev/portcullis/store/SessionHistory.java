package dev.portcullis.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.SessionEvent;
import dev.portcullis.api.SessionEvent.Type;
import dev.portcullis.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one session. The feed is in the order of time and has no index of sessions, which each login and refresh would pay for. It needs none: that a session began
 * and ended is in its own row, what became of its tokens is beside them, and changes, which are rare, have an index.
 */
public final class SessionHistory {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The place of an event among those of its session: by time, then by what it is, then by its number among its like.
     *
     * @param number of a token its generation, of a change its place in the feed
     */
    public record Place(Instant at, Type type, long number) implements Comparable<Place> {
        /** After everything. */
        public static final Place END = new Place(Instant.parse("9999-12-31T00:00:00Z"), Type.ENDED, 0);

        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::at).thenComparing(Place::type).thenComparing(Place::number);

        /** For a URL. */
        public String text() {
            long micros = Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000), at.getNano() / 1000);
            return micros + "-" + type.ordinal() + "-" + number;
        }

        /** Reads {@link #text()}; empty if it is anything else. */
        public static Optional<Place> parse(String text) {
            if (!text.matches("\\d{1,17}-[0-" + (Type.values().length - 1) + "]-\\d{1,18}")) {
                return Optional.empty();
            }
            String[] parts = text.split("-");
            long micros = Long.parseLong(parts[0]);
            Instant at = Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
            return Optional.of(new Place(at, Type.values()[Integer.parseInt(parts[1])], Long.parseLong(parts[2])));
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private record Placed(Place place, SessionEvent event) {}

    /** Some events, the newest first, and where the next page begins if there is one. */
    public record Page(List<SessionEvent> events, Optional<Place> next) {}

    private static final String BEFORE = """
            select * from (
                (select at, 2 as type, seq as number, actor, null::integer as times, null::text as address, detail::text as detail
                 from event
                 where session_handle = ? and type = 'session.changed' and (at, 2, seq) < (?, ?, ?)
                 order by at desc, seq desc limit ?)
                union all
                (select issued_at, 1, generation, null, null, null, null
                 from refresh_token t
                 where session_handle = ? and generation > 1 and (issued_at, 1, generation) < (?, ?, ?)
                     and not exists (select from refresh_token before
                         where before.session_handle = t.session_handle and before.generation = t.generation - 1 and before.superseded)
                 order by issued_at desc, generation desc limit ?)
                union all
                (select reused_at, case verdict when 'stale' then 4 else 3 end, generation, null, reuses, host(reused_address), null
                 from refresh_token
                 where session_handle = ? and reused_at is not null
                     and (reused_at, case verdict when 'stale' then 4 else 3 end, generation) < (?, ?, ?)
                 order by reused_at desc, generation desc limit ?)
            ) happened
            order by at desc, type desc, number desc limit ?
            """;

    private static final String ENDED_BY = """
            select r.id
            from revocation r
            cross join lateral (
                select handles, results from revocation_chunk
                where revocation = r.id and first <= ? order by first desc limit 1) c
            where r.begun_at <= ? and (r.finished_at is null or r.finished_at >= ?)
                and substr(c.results, array_position(c.handles, ?), 1) = 'e'
            limit 1
            """;

    private SessionHistory() {}

    /** The events before a place, at most {@code limit} of them. */
    public static Page before(Transaction transaction, Session session, Place place, int limit) throws SQLException {
        UUID handle = session.handle();
        int rank = place.type().ordinal();
        int most = limit + 1;
        List<Placed> found = new ArrayList<>(transaction.query(
                BEFORE,
                SessionHistory::placed,
                handle,
                place.at(),
                rank,
                place.number(),
                most,
                handle,
                place.at(),
                rank,
                place.number(),
                most,
                handle,
                place.at(),
                rank,
                place.number(),
                most,
                most));
        ofSession(transaction, session).stream()
                .filter(each -> each.place().compareTo(place) < 0)
                .forEach(found::add);
        found.sort(Comparator.comparing(Placed::place).reversed());
        List<Placed> page = found.subList(0, Math.min(limit, found.size()));
        return new Page(
                page.stream().map(Placed::event).toList(),
                found.size() > limit ? Optional.of(page.getLast().place()) : Optional.empty());
    }

    /** Its beginning and its end. */
    private static List<Placed> ofSession(Transaction transaction, Session session) throws SQLException {
        List<Placed> events = new ArrayList<>();
        events.add(placed(
                new Place(session.createdAt(), Type.STARTED, 0),
                session.account().email(),
                session.client().address(),
                null,
                null,
                null,
                null));
        Session.End end = session.over();
        if (end != null) {
            UUID revocation =
                    end.reason() == EndReason.REVOKED ? revocation(transaction, session.handle(), end.at()) : null;
            Place place = new Place(end.at(), Type.ENDED, 0);
            SessionEvent event = new SessionEvent(
                    place.text(),
                    end.at(),
                    Type.ENDED,
                    end.by(),
                    null,
                    null,
                    null,
                    end.reason(),
                    end.note(),
                    revocation,
                    null);
            events.add(new Placed(place, event));
        }
        return events;
    }

    /** The revocation that ended a session; null if none did, or if it is not kept any more. */
    private static @Nullable UUID revocation(Transaction transaction, UUID session, Instant endedAt)
            throws SQLException {
        return transaction
                .first(ENDED_BY, row -> Transaction.uuid(row, "id"), session, endedAt, endedAt, session)
                .orElse(null);
    }

    private static Placed placed(ResultSet row) throws SQLException {
        Type type = Type.values()[row.getInt("type")];
        JsonNode detail = detail(row.getString("detail"));
        int times = row.getInt("times");
        return placed(
                new Place(Transaction.instant(row, "at"), type, row.getLong("number")),
                row.getString("actor"),
                row.getString("address"),
                type == Type.CHANGED ? null : (Integer) row.getInt("number"),
                times == 0 ? null : (Integer) times,
                revocation(detail),
                detail);
    }

    private static Placed placed(
            Place place,
            @Nullable String by,
            @Nullable String address,
            @Nullable Integer generation,
            @Nullable Integer times,
            @Nullable UUID revocation,
            @Nullable JsonNode detail) {
        SessionEvent event = new SessionEvent(
                place.text(), place.at(), place.type(), by, address, generation, times, null, null, revocation, detail);
        return new Placed(place, event);
    }

    private static @Nullable UUID revocation(@Nullable JsonNode detail) {
        return detail == null || !detail.hasNonNull("revocation")
                ? null
                : UUID.fromString(detail.get("revocation").asText());
    }

    private static @Nullable JsonNode detail(@Nullable String text) {
        try {
            return text == null ? null : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the detail of an event is no JSON object", e);
        }
    }
}
