package dev.portcullis.console.overview;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.Facets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sessions that a mark counts, in the query language. Where those that have ended are meant as well, the query says so. */
final class Counted {
    /** A network without a name is called by its addresses. */
    private static final Pattern RANGE = Pattern.compile("[0-9a-fA-F.:]+/\\d{1,3}");

    private Counted() {}

    /** All that are active. */
    static String active() {
        return "";
    }

    /** Those that were active then. */
    static String activeAt(Instant then) {
        String time = text(then);
        return "created<=" + time + " (state:active,suspended or ended>" + time + ")";
    }

    /** Those that began in that time, whatever has become of them. */
    static String begun(Instant from, Instant until) {
        return within("created", from, until) + " state:any";
    }

    /** Those that ended in that time. */
    static String ended(Instant from, Instant until) {
        return within("ended", from, until);
    }

    /** Those that ended in that time for that reason. */
    static String ended(EndReason reason, Instant from, Instant until) {
        return "reason:" + reason.wire() + " " + within("ended", from, until);
    }

    /** Those that ended in the last 24 hours because a spent refresh token came back. */
    static String reusedLastDay() {
        return "reason:" + EndReason.REUSE.wire() + " ended>=-24h";
    }

    /** That one, which has ended or has not. */
    static String session(UUID handle) {
        return "handle:" + handle + " state:any";
    }

    static String user(Facets.Count count) {
        return "user=" + quoted(count.value());
    }

    static String network(Facets.Count count) {
        return RANGE.matcher(count.value()).matches()
                ? "network:none ip:" + count.value()
                : "network=" + quoted(count.value());
    }

    /** A device is called by its browser and its system, as far as they are known. */
    static String device(Facets.Count count) {
        int between = count.value().indexOf(" · ");
        if (between < 0) {
            String only = quoted(count.value());
            return "((browser=" + only + " os:none) or (browser:none os=" + only + "))";
        }
        return "browser=" + quoted(count.value().substring(0, between)) + " os="
                + quoted(count.value().substring(between + 3));
    }

    static String permission(Facets.Count count) {
        return "permission:" + quoted(count.value());
    }

    /**
     * Those with that much time left unless they are used.
     *
     * @param atLeast seconds
     * @param lessThan seconds; null if there is no limit
     */
    static String timeLeft(long atLeast, @Nullable Long lessThan) {
        String least = atLeast == 0 ? "" : "expires>=" + atLeast + "s";
        String most = lessThan == null ? "" : "expires<" + lessThan + "s";
        return (least + " " + most).strip();
    }

    private static String within(String field, Instant from, Instant until) {
        return field + ">=" + text(from) + " " + field + "<" + text(until);
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
