package dev.portcullis.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.session.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists sessions by keyset pages: the next page begins after the last row of this one, wherever that is by then, so rows that come and go shift nothing. */
public final class SessionList {
    private SessionList() {}

    /** Microseconds from 1970 to the end of the year 9999. */
    private static final long LATEST = 253_402_300_799_999_999L;

    /** Which states are listed. */
    public enum States {
        ACTIVE("over_reason is null"),
        ENDED("over_reason is not null"),
        ALL("true");

        private final String condition;

        States(String condition) {
            this.condition = condition;
        }
    }

    /** How a column's value is written into a cursor, and read out of it. */
    private enum Kind {
        UUID("%s::text", "cast(? as uuid)"),
        TEXT("%s", "cast(? as text)"),
        /** Microseconds, which is what PostgreSQL keeps. */
        TIME(
                "(extract(epoch from %s) * 1000000)::bigint::text",
                "timestamptz 'epoch' + cast(? as bigint) * interval '1 microsecond'");

        private final String write;
        private final String read;

        Kind(String write, String read) {
            this.write = write;
            this.read = read;
        }
    }

    /** What a list is sorted by; ties go by handle. A handle sorts by creation. */
    public enum Sort {
        CREATED_AT("createdAt", "handle", Kind.UUID),
        LAST_SEEN_AT("lastSeenAt", "last_seen_at", Kind.TIME),
        IDLE_EXPIRES_AT("idleExpiresAt", "idle_expires_at", Kind.TIME),
        EXPIRES_AT("expiresAt", "expires_at", Kind.TIME),
        USER("user", "email", Kind.TEXT);

        private final String wire;
        private final String column;
        private final Kind kind;

        Sort(String wire, String column, Kind kind) {
            this.wire = wire;
            this.column = column;
            this.kind = kind;
        }

        public static Optional<Sort> ofWire(String wire) {
            return Arrays.stream(values())
                    .filter(sort -> sort.wire.equals(wire))
                    .findFirst();
        }

        /** Whether the text is a value of this column, as {@link Cursor#value} writes it. */
        public boolean reads(String value) {
            try {
                return switch (kind) {
                    case UUID -> java.util.UUID.fromString(value).toString().equals(value);
                    case TIME -> Long.parseLong(value) >= 0 && Long.parseLong(value) <= LATEST;
                    case TEXT -> value.indexOf(0) < 0;
                };
            } catch (IllegalArgumentException notOne) {
                return false;
            }
        }

        /** The names that {@link #ofWire} knows. */
        public static List<String> names() {
            return Arrays.stream(values()).map(sort -> sort.wire).toList();
        }
    }

    /**
     * Where a page begins.
     *
     * @param value the sort column's value in the last row of the page before, as text
     */
    public record Cursor(String value, UUID handle) {
        private static final ObjectMapper JSON = new ObjectMapper();

        /** An opaque text for the caller. */
        public String text() {
            try {
                return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(JSON.writeValueAsBytes(List.of(value, handle.toString())));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Reads {@link #text()}; empty if it is anything else. */
        public static Optional<Cursor> parse(String text) {
            try {
                @Nullable
                String @Nullable [] parts = JSON.readValue(
                        Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)), String[].class);
                return parts != null && parts.length == 2 && parts[0] != null && parts[1] != null
                        ? Optional.of(new Cursor(parts[0], UUID.fromString(parts[1])))
                        : Optional.empty();
            } catch (IOException | IllegalArgumentException notOurs) {
                return Optional.empty();
            }
        }
    }

    /**
     * What is asked for.
     *
     * @param words each must occur in the user's address or name, the network address, the device, or begin the handle
     */
    public record Request(
            List<String> words,
            States states,
            Sort sort,
            boolean descending,
            @Nullable Cursor after,
            int limit) {}

    /** A page, and how many match in all. */
    public record Page(
            List<Session> items, long total, @Nullable Cursor next) {}

    private record Line(Session session, String value) {}

    public static Page page(Transaction transaction, Request request) throws SQLException {
        List<@Nullable Object> parameters = new ArrayList<>();
        StringBuilder where = new StringBuilder(request.states().condition);
        for (String word : request.words()) {
            String like = "%" + escape(word) + "%";
            where.append(
                    " and (email ilike ? or name ilike ? or host(address) like ? or device ilike ? or handle::text like ?)");
            parameters.addAll(List.of(like, like, like, like, escape(word) + "%"));
        }
        long total = request.states() == States.ACTIVE && request.words().isEmpty()
                ? ActiveCount.exact(transaction, ActiveCount.now(transaction))
                : transaction.one(
                        "select count(*) from session_now where " + where, row -> row.getLong(1), parameters.toArray());

        Sort sort = request.sort();
        Cursor after = request.after();
        if (after != null) {
            where.append(" and (").append(sort.column).append(", handle) ").append(request.descending() ? "<" : ">");
            where.append(" (").append(sort.kind.read).append(", ?)");
            parameters.add(after.value());
            parameters.add(after.handle());
        }
        String direction = request.descending() ? " desc" : "";
        parameters.add(request.limit() + 1);
        List<Line> lines = transaction.query(
                "select " + SessionRow.COLUMNS + ", " + sort.kind.write.formatted(sort.column)
                        + " as sort_value from session_now where " + where + " order by " + sort.column + direction
                        + ", handle" + direction + " limit ?",
                row -> new Line(SessionRow.session(row), row.getString("sort_value")),
                parameters.toArray());
        boolean more = lines.size() > request.limit();
        List<Line> shown = more ? lines.subList(0, request.limit()) : lines;
        return new Page(
                shown.stream().map(Line::session).toList(),
                total,
                more
                        ? new Cursor(
                                shown.getLast().value(),
                                shown.getLast().session().handle())
                        : null);
    }

    /** For a pattern of {@code like}. */
    static String escape(String word) {
        return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
