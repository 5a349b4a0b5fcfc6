package dev.portcullis.console.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.AuditEntry;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an entry says, in words. */
final class EntryText {
    /** Of what kinds that is which something is done to. */
    static final List<String> KINDS =
            List.of("account", "session", "role", "client", "policy", "key", "revocation", "network", "route", "audit");

    private static final Set<String> FROM_AND_TO = Set.of("from", "to");

    private EntryText() {}

    /**
     * A line of its detail.
     *
     * @param before what it was before; null if the entry does not tell
     */
    record Line(String name, @Nullable String before, String now) {}

    static String action(String wire) {
        return AuditAction.ofWire(wire).isEmpty() ? wire : Text.get("audit.action." + wire.replace('.', '-'));
    }

    static String kind(String wire) {
        return KINDS.contains(wire) ? Text.get("audit.kind." + wire) : wire;
    }

    /** What it was done to, its id shortened. */
    static String subject(AuditEntry.Subject subject) {
        return subject.id() == null ? kind(subject.kind()) : kind(subject.kind()) + " " + brief(subject.id());
    }

    /** The detail in one line. */
    static String summary(AuditEntry entry) {
        return lines(entry).stream()
                .map(line -> line.before() == null
                        ? line.name() + " " + line.now()
                        : line.name() + " " + line.before() + " → " + line.now())
                .collect(Collectors.joining(" · "));
    }

    /** The detail, member by member; what has changed with what it was before. */
    static List<Line> lines(AuditEntry entry) {
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : entry.detail().properties()) {
            JsonNode value = member.getValue();
            if (isChange(value)) {
                lines.add(change(member.getKey(), value));
            } else if (!value.isEmpty()
                    && value.isObject()
                    && value.valueStream().allMatch(EntryText::isChange)) {
                value.properties().forEach(part -> lines.add(change(part.getKey(), part.getValue())));
            } else {
                lines.add(new Line(member.getKey(), null, text(value)));
            }
        }
        return lines;
    }

    /** What was not there before, or is no more, is left out of one. */
    private static boolean isChange(JsonNode value) {
        return value.isObject()
                && !value.isEmpty()
                && value.propertyStream().allMatch(part -> FROM_AND_TO.contains(part.getKey()));
    }

    private static Line change(String name, JsonNode change) {
        return new Line(
                name.startsWith("/") ? name.substring(1) : name, // the policy's are places in it
                text(change.path("from")),
                text(change.path("to")));
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(text(part)));
            return parts.isEmpty() ? "–" : String.join(", ", parts);
        }
        if (value.isNull()
                || value.isMissingNode()
                || (value.isTextual() && value.asText().isEmpty())) {
            return "–";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String brief(String id) {
        UUID uuid = uuid(id);
        return uuid == null ? id : "…" + Figures.shortId(uuid);
    }

    /** Null if it is none. */
    static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(Objects.requireNonNull(text));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
