package dev.portcullis.console.sessions;

import dev.portcullis.api.EndReason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the rows are ordered: as the server orders them, so that what an event tells of finds its place among what was read. Equal rows go by their handles, and what has
 * no value comes last, whichever way round.
 *
 * @param key by what
 * @param descending the other way round
 */
public record Ordering(Key key, boolean descending) {
    /** Newest first. */
    public static final Ordering NEWEST = new Ordering(Key.CREATED, true);

    /** What can be ordered by, one for each column; those that are shown at first come first. */
    public enum Key {
        USER("user"),
        DEVICE("device"),
        ADDRESS("address"),
        CREATED("createdAt"),
        SEEN("lastSeenAt"),
        IDLE("idleExpiresAt"),
        ENDS("expiresAt"),
        ACCESS("accessExpiresAt"),
        /** By its generation. */
        REFRESH("generation"),
        /** By how many. */
        PERMISSIONS("permissions"),
        NAME("name"),
        STATE("state"),
        NETWORK("network"),
        COUNTRY("country"),
        ASN("asn"),
        BROWSER("browser"),
        OS("os"),
        TYPE("deviceType"),
        AGENT("userAgent"),
        DELIVERY("delivery"),
        AUTHENTICATED("authenticatedAt"),
        REFRESH_EXPIRES("refreshExpiresAt"),
        REUSED("reused"),
        VERSION("version"),
        ENDED("endedAt"),
        REASON("endReason"),
        BY("endedBy");

        private final String wire;

        Key(String wire) {
            this.wire = wire;
        }
    }

    /** As the server calls it. */
    String wire() {
        return descending ? "-" + key.wire : key.wire;
    }

    /** The reverse of {@link #wire()}. */
    static Optional<Ordering> ofWire(String wire) {
        boolean descending = wire.startsWith("-");
        String name = descending ? wire.substring(1) : wire;
        return Arrays.stream(Key.values())
                .filter(key -> key.wire.equals(name))
                .findFirst()
                .map(key -> new Ordering(key, descending));
    }

    /** Whether a session moves each time that it is used. */
    boolean followsUse() {
        return key == Key.SEEN || key == Key.IDLE;
    }

    Comparator<Row> comparator() {
        return key == Key.CREATED ? turned(BY_HANDLE) : values().thenComparing(turned(BY_HANDLE)); // which sorts by creation
    }

    private Comparator<Row> values() {
        return switch (key) {
            case USER -> text(row -> lower(row.session().account().email()));
            case NAME -> text(row -> lower(row.session().account().name()));
            case STATE -> text(row -> row.session().state().name().toLowerCase(Locale.ROOT));
            case DEVICE -> text(row -> row.session().device());
            case BROWSER -> text(row -> row.session().browser());
            case OS -> text(row -> row.session().os());
            case TYPE -> text(row -> row.session().deviceType().wire());
            case ADDRESS -> text(Row::addressKey);
            case NETWORK -> text(row -> row.session().network());
            case COUNTRY -> text(row -> row.session().country());
            case ASN -> by(row -> row.session().asn());
            case AGENT -> text(row -> row.session().userAgent());
            case DELIVERY -> text(row -> row.session().delivery().name().toLowerCase(Locale.ROOT));
            case AUTHENTICATED -> by(row -> row.session().authenticatedAt());
            case SEEN -> by(row -> row.session().lastSeenAt());
            case IDLE -> by(row -> row.session().idleExpiresAt());
            case ENDS -> by(row -> row.session().expiresAt());
            case ACCESS -> by(row -> row.session().tokens().access().expiresAt());
            case REFRESH_EXPIRES -> by(row -> row.session().tokens().refresh().expiresAt());
            case REFRESH -> by(row -> row.session().tokens().refresh().generation());
            case REUSED -> by(row -> row.session().tokens().refresh().reused());
            case PERMISSIONS -> by(row -> row.session().permissions().size());
            case VERSION -> by(row -> row.session().version());
            case ENDED -> by(row -> row.session().endedAt());
            case REASON -> text(Ordering::reason);
            case BY -> text(row -> row.session().endedBy());
            case CREATED -> throw new IllegalStateException("a handle sorts by it");
        };
    }

    private static @Nullable String reason(Row row) {
        EndReason reason = row.session().endReason();
        return reason == null ? null : reason.wire();
    }

    private <T extends Comparable<? super T>> Comparator<Row> by(Function<Row, @Nullable T> value) {
        return Comparator.comparing(value, Comparator.nullsLast(turned(Comparator.<T>naturalOrder())));
    }

    private Comparator<Row> text(Function<Row, @Nullable String> value) {
        return Comparator.comparing(value, Comparator.nullsLast(turned(BY_CODES)));
    }

    /** As the database compares text: by the codes of its characters, of which Java's order is another above U+FFFF. */
    private static final Comparator<String> BY_CODES = Ordering::compareCodes;

    private static int compareCodes(String a, String b) {
        int common = Math.min(a.length(), b.length());
        int at = 0;
        while (at < common && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        if (at == common) {
            return Integer.compare(a.length(), b.length());
        }
        char left = a.charAt(at);
        char right = b.charAt(at);
        boolean halves = Character.isSurrogate(left) != Character.isSurrogate(right);
        return halves ? (Character.isSurrogate(left) ? 1 : -1) : Character.compare(left, right);
    }

    /** In lower case as far as ASCII goes, which is what the database does. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char each = lower.charAt(i);
            if (each >= 'A' && each <= 'Z') {
                lower.setCharAt(i, (char) (each + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    private <T> Comparator<T> turned(Comparator<T> ascending) {
        return descending ? ascending.reversed() : ascending;
    }

    /** As the database compares them: unsigned. */
    private static final Comparator<Row> BY_HANDLE = Comparator.comparing(Row::handle, Ordering::compare);

    private static int compare(UUID a, UUID b) {
        int most = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return most != 0 ? most : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
