package dev.portcullis.console.detail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.Json;
import dev.portcullis.api.Permission;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.DurationText;
import dev.portcullis.console.common.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was typed, and what it means for a session. Wrong is what the server would refuse, and what would lock the operator out of their own session; each fault is a
 * sentence at its field.
 *
 * @param kept those of the session's permissions that it is to keep
 * @param added others, apart by spaces or commas
 * @param idle as in {@link DurationText}
 * @param end as in {@link EndTime}
 * @param attributes a JSON object
 */
public record EditForm(Set<String> kept, String added, String idle, String end, String attributes) {
    /** Sooner than this one would hardly notice before one is logged out. */
    private static final Duration TOO_SOON = Duration.ofMinutes(5);

    /** What one cannot do without here. */
    private static final Set<String> NEEDED = Set.of(Permission.SESSIONS_READ, Permission.SESSIONS_REVOKE);

    /** A field of it. */
    enum Field {
        PERMISSIONS,
        IDLE,
        END,
        ATTRIBUTES,
        /** None of them. */
        NONE
    }

    /** What it means. */
    record Reading(Draft draft, Map<Field, String> faults) {}

    /**
     * Where and when it is read.
     *
     * @param clock the server's time
     * @param zone in which times are typed
     * @param own the operator's own session
     */
    public record Frame(InstantSource clock, ZoneId zone, UUID own) {}

    /** A session as it is, so that nothing changes. */
    static EditForm of(SessionView session, ZoneId zone) {
        return new EditForm(
                new TreeSet<>(session.permissions()),
                "",
                DurationText.of((int) Math.min(Integer.MAX_VALUE, session.idleTtlSeconds())),
                EndTime.written(session.expiresAt(), zone),
                Json.tree(session.attributes()).toPrettyString());
    }

    /** A draft, as it would be typed for this session. */
    static EditForm of(SessionView session, Draft draft, ZoneId zone) {
        EditForm plain = of(session, zone);
        Set<String> kept = new TreeSet<>(session.permissions());
        draft.removed().forEach(kept::remove);
        String added = String.join(
                " ",
                draft.added().stream()
                        .filter(each -> !session.permissions().contains(each))
                        .toList());
        return new EditForm(
                kept,
                added,
                draft.idleSeconds() == null ? plain.idle() : DurationText.of((int) (long) draft.idleSeconds()),
                draft.expiresAt() == null ? plain.end() : EndTime.written(draft.expiresAt(), zone),
                draft.attributes(session).toPrettyString());
    }

    Reading read(SessionView session, Frame frame) {
        Map<Field, String> faults = new EnumMap<>(Field.class);
        boolean own = session.handle().equals(frame.own());
        List<String> removed = session.permissions().stream()
                .filter(each -> !kept.contains(each))
                .sorted()
                .toList();
        if (own && removed.stream().anyMatch(NEEDED::contains)) {
            faults.put(Field.PERMISSIONS, Text.get("detail.edit.own.permissions"));
        }
        Long seconds = idle(session, own, faults);
        Instant until = end(session, own, frame, faults);
        ObjectNode patch = attributes(session, faults);
        return new Reading(new Draft(removed, added(session), seconds, until, patch), faults);
    }

    /** What its end would be, beside what it is; empty if it stays, or if it is no time. */
    String preview(SessionView session, Frame frame) {
        return changedEnd(session, frame)
                .map(until -> Text.get(
                        "detail.edit.end.preview",
                        Figures.absolute(session.expiresAt()),
                        Figures.absolute(until),
                        Figures.span(Duration.between(frame.clock().instant(), until))))
                .orElse("");
    }

    private List<String> added(SessionView session) {
        return Arrays.stream(added.split("[\\s,]+"))
                .filter(word -> !word.isEmpty() && !session.permissions().contains(word))
                .distinct()
                .sorted()
                .toList();
    }

    private @Nullable Long idle(SessionView session, boolean own, Map<Field, String> faults) {
        OptionalInt typed = DurationText.parse(idle);
        if (typed.isEmpty()) {
            faults.put(Field.IDLE, Text.get("detail.edit.idle.wrong"));
            return null;
        }
        long seconds = typed.getAsInt();
        if (seconds == session.idleTtlSeconds()) {
            return null;
        }
        if (seconds < 1 || seconds > session.idleTtlSeconds()) {
            faults.put(Field.IDLE, Text.get("detail.edit.idle.longer", DurationText.of((int)
                    Math.min(Integer.MAX_VALUE, session.idleTtlSeconds()))));
        } else if (own && seconds < TOO_SOON.toSeconds()) {
            faults.put(Field.IDLE, Text.get("detail.edit.own.soon", TOO_SOON.toMinutes()));
        }
        return seconds;
    }

    private @Nullable Instant end(SessionView session, boolean own, Frame frame, Map<Field, String> faults) {
        if (unchangedEnd(session, frame)) {
            return null;
        }
        Optional<Instant> typed = changedEnd(session, frame);
        if (typed.isEmpty()) {
            faults.put(Field.END, Text.get("detail.edit.end.wrong"));
            return null;
        }
        Instant until = typed.get();
        if (until.isAfter(session.expiresAt())) {
            faults.put(Field.END, Text.get("detail.edit.end.later", Figures.absolute(session.expiresAt())));
        } else if (!until.isAfter(frame.clock().instant())) {
            faults.put(Field.END, Text.get("detail.edit.end.past"));
        } else if (own && until.isBefore(frame.clock().instant().plus(TOO_SOON))) {
            faults.put(Field.END, Text.get("detail.edit.own.soon", TOO_SOON.toMinutes()));
        }
        return until;
    }

    private boolean unchangedEnd(SessionView session, Frame frame) {
        return end.strip().equals(EndTime.written(session.expiresAt(), frame.zone()));
    }

    private Optional<Instant> changedEnd(SessionView session, Frame frame) {
        return unchangedEnd(session, frame)
                ? Optional.empty()
                : EndTime.parse(end, frame.clock().instant(), frame.zone());
    }

    private ObjectNode attributes(SessionView session, Map<Field, String> faults) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        try {
            JsonNode typed =
                    attributes.isBlank() ? nothing : Json.readTree(attributes.getBytes(StandardCharsets.UTF_8));
            if (!(typed instanceof ObjectNode object)) {
                faults.put(Field.ATTRIBUTES, Text.get("detail.edit.attributes.wrong"));
                return nothing;
            }
            if (hasNull(object)) {
                faults.put(Field.ATTRIBUTES, Text.get("detail.edit.attributes.null"));
                return nothing;
            }
            return Draft.difference(had(session), object);
        } catch (IOException notJson) {
            faults.put(Field.ATTRIBUTES, Text.get("detail.edit.attributes.wrong"));
            return nothing;
        }
    }

    /** Read as what was typed is: a number is the same then, however it came. */
    private static ObjectNode had(SessionView session) throws IOException {
        return (ObjectNode) Json.readTree(Json.write(session.attributes()));
    }

    private static boolean hasNull(JsonNode node) {
        if (node.isNull()) {
            return true;
        }
        for (JsonNode each : node) {
            if (hasNull(each)) {
                return true;
            }
        }
        return false;
    }
}
