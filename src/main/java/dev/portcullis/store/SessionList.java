package dev.portcullis.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.session.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists sessions by keyset pages: the next page begins after the last row of this one, wherever that is by then, so rows that come and go shift nothing. */
public final class SessionList {
    private SessionList() {}

    /** How PostgreSQL writes a timestamptz in UTC. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendOffset("+HHmm", "+00")
            .toFormatter(Locale.ROOT);

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

    /** What a list is sorted by; ties go by handle. A handle sorts by creation. */
    public enum Sort {
        CREATED_AT("createdAt", "handle", "uuid"),
        LAST_SEEN_AT("lastSeenAt", "last_seen_at", "timestamptz"),
        IDLE_EXPIRES_AT("idleExpiresAt", "idle_expires_at", "timestamptz"),
        EXPIRES_AT("expiresAt", "expires_at", "timestamptz"),
        USER("user", "email", "text");

        private final String wire;
        private final String column;
        private final String type;

        Sort(String wire, String column, String type) {
            this.wire = wire;
            this.column = column;
            this.type = type;
        }

        public static Optional<Sort> ofWire(String wire) {
            return Arrays.stream(values())
                    .filter(sort -> sort.wire.equals(wire))
                    .findFirst();
        }

        /** Whether the text is a value of this column. */
        public boolean reads(String value) {
            try {
                switch (type) {
                    case "uuid" -> UUID.fromString(value);
                    case "timestamptz" -> TIMESTAMP.parse(value);
                    default -> {
                        // any text is one
                    }
                }
                return value.indexOf(0) < 0;
            } catch (IllegalArgumentException | DateTimeParseException notOne) {
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
                String[] parts = JSON.readValue(
                        Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)), String[].class);
                return parts.length == 2
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
        long total = transaction.one(
                "select count(*) from session_now where " + where, row -> row.getLong(1), parameters.toArray());

        Sort sort = request.sort();
        Cursor after = request.after();
        if (after != null) {
            where.append(" and (").append(sort.column).append(", handle) ").append(request.descending() ? "<" : ">");
            where.append(" (cast(? as ").append(sort.type).append("), ?)");
            parameters.add(after.value());
            parameters.add(after.handle());
        }
        String direction = request.descending() ? " desc" : "";
        parameters.add(request.limit() + 1);
        List<Line> lines = transaction.query(
                "select " + SessionRow.COLUMNS + ", " + sort.column + "::text as sort_value from session_now where "
                        + where + " order by " + sort.column + direction + ", handle" + direction + " limit ?",
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

    private static String escape(String word) {
        return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
