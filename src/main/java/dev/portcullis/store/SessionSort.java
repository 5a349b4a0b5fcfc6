package dev.portcullis.store;

import dev.portcullis.query.AddressRange;
import dev.portcullis.query.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a list of sessions is sorted by: one for each column that can be shown. Ties go by handle, and what has no value comes last, whichever way round. Text is
 * sorted by its characters' codes, users whatever the case of ASCII.
 */
public enum SessionSort {
    CREATED_AT("createdAt", "s.handle", Kind.UUID), // a handle sorts by creation
    USER("user", "lower(a.email collate \"C\")", Kind.TEXT),
    NAME("name", "lower(a.name collate \"C\")", Kind.TEXT),
    STATE("state", SessionFields.value(Field.STATE) + " collate \"C\"", Kind.TEXT),
    DEVICE("device", "s.device collate \"C\"", Kind.TEXT),
    BROWSER("browser", "s.browser collate \"C\"", Kind.TEXT),
    OS("os", "s.os collate \"C\"", Kind.TEXT),
    DEVICE_TYPE("deviceType", "s.device_type collate \"C\"", Kind.TEXT),
    ADDRESS("address", "s.address", Kind.ADDRESS),
    NETWORK("network", "s.network collate \"C\"", Kind.TEXT),
    COUNTRY("country", "s.country collate \"C\"", Kind.TEXT),
    ASN("asn", "s.asn", Kind.NUMBER),
    USER_AGENT("userAgent", "s.user_agent collate \"C\"", Kind.TEXT),
    DELIVERY("delivery", "s.delivery collate \"C\"", Kind.TEXT),
    AUTHENTICATED_AT("authenticatedAt", "s.authenticated_at", Kind.TIME),
    LAST_SEEN_AT("lastSeenAt", "s.last_seen_at", Kind.TIME),
    IDLE_EXPIRES_AT("idleExpiresAt", "s.idle_expires_at", Kind.TIME),
    EXPIRES_AT("expiresAt", "s.expires_at", Kind.TIME),
    ACCESS_EXPIRES_AT("accessExpiresAt", "s.access_expires_at", Kind.TIME),
    REFRESH_EXPIRES_AT("refreshExpiresAt", "s.refresh_expires_at", Kind.TIME),
    GENERATION("generation", "s.refresh_generation", Kind.NUMBER),
    REUSED("reused", "s.refresh_reused::int", Kind.NUMBER),
    /** How many. */
    PERMISSIONS("permissions", "cardinality(s.held)", Kind.NUMBER),
    VERSION("version", "s.version", Kind.NUMBER),
    ENDED_AT("endedAt", "s.over_at", Kind.TIME),
    END_REASON("endReason", "s.over_reason collate \"C\"", Kind.TEXT),
    ENDED_BY("endedBy", "s.over_by collate \"C\"", Kind.TEXT);

    /** Microseconds from 1970 to the end of the year 9999. */
    private static final long LATEST = 253_402_300_799_999_999L;

    /** How a value is written into a cursor, and read out of it. */
    enum Kind {
        UUID("%s::text", "cast(? as uuid)"),
        TEXT("%s", "cast(? as text)"),
        NUMBER("%s::text", "cast(? as bigint)"),
        ADDRESS("%s::text", "cast(? as inet)"),
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

    private final String wire;
    private final String value;
    private final Kind kind;

    SessionSort(String wire, String value, Kind kind) {
        this.wire = wire;
        this.value = value;
        this.kind = kind;
    }

    public String wire() {
        return wire;
    }

    public static Optional<SessionSort> ofWire(String wire) {
        return Arrays.stream(values()).filter(sort -> sort.wire.equals(wire)).findFirst();
    }

    /** The names that {@link #ofWire} knows. */
    public static List<String> names() {
        return Arrays.stream(values()).map(SessionSort::wire).toList();
    }

    /** Whether the text is a value of this column, as a cursor has it. */
    public boolean reads(@Nullable String text) {
        if (text == null) {
            return nullable();
        }
        try {
            return switch (kind) {
                case UUID -> java.util.UUID.fromString(text).toString().equals(text);
                case NUMBER -> Long.parseLong(text) >= 0;
                case TIME -> Long.parseLong(text) >= 0 && Long.parseLong(text) <= LATEST;
                case TEXT -> text.indexOf(0) < 0;
                case ADDRESS -> AddressRange.parse(text).isPresent();
            };
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    /** Of a row {@code s} of {@link SessionRows}, with its account {@code a} if {@link #ofAccount}. */
    String value() {
        return value;
    }

    boolean ofAccount() {
        return this == USER || this == NAME;
    }

    /** Whether a session may have no such value. */
    boolean nullable() {
        return switch (this) {
            case ADDRESS, BROWSER, OS, NETWORK, COUNTRY, ASN, USER_AGENT, ENDED_AT, END_REASON, ENDED_BY -> true;
            default -> false;
        };
    }

    /** A value of this column, as the text of a cursor. */
    String written(String value) {
        return kind.write.formatted(value);
    }

    /** The reverse: of a bound text. */
    String read() {
        return kind.read;
    }
}
