package dev.portcullis.console.detail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.Json;
import dev.portcullis.api.SessionEvent;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.TokenFamily;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.DurationText;
import dev.portcullis.console.common.Places;
import dev.portcullis.console.common.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that is known of a session, to be taken away: as text for people, as JSON for programs. Neither has a secret in it: the server tells none. */
final class SessionText {
    private SessionText() {}

    /**
     * What is known.
     *
     * @param family null while it is not known
     * @param events as far as they were read
     */
    record Known(SessionView session, @Nullable TokenFamily family, List<SessionEvent> events) {}

    /** As text, times with their zone. */
    static String text(Known known, Instant now) {
        SessionView session = known.session();
        List<String> lines = new ArrayList<>();
        lines.add(Text.get(
                "detail.who", session.account().name(), session.account().email()));
        lines.add(session.handle().toString());
        lines.add(Text.get("detail.state." + state(session)));
        if (session.endReason() != null && session.endedAt() != null) {
            lines.add(Text.get(
                    "detail.ended.how",
                    Text.get("detail.ended." + session.endReason().wire()),
                    Figures.absolute(session.endedAt())));
            Optional.ofNullable(session.endedBy()).ifPresent(by -> lines.add(Text.get("detail.ended.by", by)));
            Optional.ofNullable(session.endNote()).ifPresent(note -> lines.add(Text.get("detail.event.note", note)));
        } else {
            fact(
                    lines,
                    "detail.idle",
                    Figures.absolute(session.idleExpiresAt()) + " ("
                            + DurationText.of((int) Math.min(Integer.MAX_VALUE, session.idleTtlSeconds())) + ")");
            fact(lines, "detail.absolute", Figures.absolute(session.expiresAt()));
        }
        lines.add("");
        fact(
                lines,
                "detail.address",
                Objects.requireNonNullElse(session.address(), Text.get("detail.address.unknown")));
        Places.text(session).ifPresent(place -> fact(lines, "detail.network", place));
        fact(lines, "detail.device", session.device());
        fact(lines, "detail.created", Figures.absolute(session.createdAt()));
        fact(lines, "detail.seen", Figures.absolute(session.lastSeenAt()));
        fact(
                lines,
                "detail.permissions",
                session.permissions().isEmpty()
                        ? Text.get("detail.permissions.none")
                        : String.join(", ", session.permissions()));
        session.attributes().forEach((name, value) -> lines.add(name + ": " + value));
        tokens(lines, known.family(), now);
        if (!known.events().isEmpty()) {
            lines.add("");
            lines.add(Text.get("detail.history"));
            known.events().forEach(event -> lines.add("  " + EventWords.text(event)));
        }
        return String.join("\n", lines);
    }

    /** As JSON, in the shapes of the API: {@code session}, {@code tokens}, {@code events}. */
    static String json(Known known) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.set("session", Json.tree(known.session()));
        if (known.family() != null) {
            all.set("tokens", Json.tree(known.family()));
        }
        all.set("events", Json.tree(known.events()));
        return all.toPrettyString();
    }

    private static void tokens(List<String> lines, @Nullable TokenFamily family, Instant now) {
        if (family == null) {
            return;
        }
        lines.add("");
        lines.add(Text.get("detail.access"));
        for (Map.Entry<String, Object> claim : family.access().claims().entrySet()) {
            ClaimRow row = ClaimRow.of(claim.getKey(), claim.getValue());
            lines.add("  " + row.name() + ": " + row.value() + (row.words().isEmpty() ? "" : " (" + row.words() + ")"));
        }
        Optional.ofNullable(family.access().kid()).ifPresent(kid -> lines.add("  kid: " + kid));
        lines.add("");
        lines.add(Text.get("detail.refresh") + " " + family.family());
        FamilyLines.of(family, Set.of()).forEach(line -> lines.add("  " + FamilyWords.text(line, now)));
    }

    private static void fact(List<String> lines, String name, String value) {
        lines.add(Text.get(name) + ": " + value);
    }

    private static String state(SessionView session) {
        return session.state() == SessionState.ENDED
                ? "ended"
                : session.state() == SessionState.SUSPENDED ? "suspended" : "active";
    }
}
