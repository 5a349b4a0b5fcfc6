package dev.portcullis.console.detail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.api.SessionEvent;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.DurationText;
import dev.portcullis.console.common.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an event says. */
final class EventWords {
    private EventWords() {}

    /** What happened, in a few words. */
    static String title(SessionEvent event) {
        return switch (event.type()) {
            case STARTED -> Text.get("detail.event.started");
            case REFRESHED -> Text.get("detail.event.refreshed");
            case RACED -> Text.get("detail.event.raced");
            case REUSED -> Text.get("detail.event.reused");
            case ENDED -> Text.get("detail.event.ended");
            case CHANGED -> Text.get(changed(event.detail()).key);
        };
    }

    /** The style class of its dot. */
    static String tone(SessionEvent event) {
        return switch (event.type()) {
            case STARTED -> "ok";
            case REFRESHED -> "quiet";
            case RACED -> "warn";
            case REUSED, ENDED -> "bad";
            case CHANGED -> changed(event.detail()) == Change.SUSPENDED ? "warn" : "accent";
        };
    }

    /** What came with it, line by line: what changed, by whom, from where, why. */
    static List<String> lines(SessionEvent event) {
        List<String> lines = new ArrayList<>();
        if (event.reason() != null) {
            lines.add(Text.get("detail.ended." + event.reason().wire()));
        }
        if (event.detail() != null) {
            lines.addAll(details(event.detail()));
        }
        Optional.ofNullable(event.generation())
                .map(generation -> token(event, generation))
                .ifPresent(lines::add);
        String who = Stream.of(
                        Optional.ofNullable(event.by()).map(by -> Text.get("detail.event.by", by)),
                        Optional.ofNullable(event.address()).map(from -> Text.get("detail.event.from", from)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        if (!who.isEmpty()) {
            lines.add(who);
        }
        if (event.note() != null) {
            lines.add(Text.get("detail.event.note", event.note()));
        }
        return lines;
    }

    /** All of it, to be taken away. */
    static String text(SessionEvent event) {
        return Stream.concat(Stream.of(Figures.absolute(event.at()), title(event)), lines(event).stream())
                .collect(Collectors.joining(" · "));
    }

    private static String token(SessionEvent event, int generation) {
        String name = FamilyWords.name(generation);
        int times = event.times() == null ? 1 : event.times();
        return switch (event.type()) {
            case RACED, REUSED -> Text.get("detail.event.token.back", name, times);
            default -> Text.get("detail.event.token.given", name);
        };
    }

    /** What kind of change it was. */
    private enum Change {
        SUSPENDED("detail.event.suspended"),
        RELEASED("detail.event.released"),
        RENEWED("detail.event.renewed"),
        RENAMED("detail.event.renamed"),
        POLICY("detail.event.policy"),
        EDITED("detail.event.changed");

        private final String key;

        Change(String key) {
            this.key = key;
        }
    }

    private static Change changed(@Nullable JsonNode detail) {
        if (detail == null) {
            return Change.EDITED;
        }
        if (detail.has("suspendedUntil")) {
            return Change.SUSPENDED;
        }
        if (detail.path("released").asBoolean()) {
            return Change.RELEASED;
        }
        if (detail.path("reauthenticated").asBoolean()) {
            return Change.RENEWED;
        }
        if (detail.path("renamed").asBoolean()) {
            return Change.RENAMED;
        }
        return detail.has("policyVersion") ? Change.POLICY : Change.EDITED;
    }

    private static List<String> details(JsonNode detail) {
        List<String> lines = new ArrayList<>();
        list(detail, "permissionsAdded").ifPresent(all -> lines.add(Text.get("detail.event.added", all)));
        list(detail, "permissionsRemoved").ifPresent(all -> lines.add(Text.get("detail.event.removed", all)));
        if (detail.path("idleTtlSeconds").isInt()) {
            lines.add(Text.get(
                    "detail.event.idle",
                    DurationText.of(detail.path("idleTtlSeconds").asInt())));
        }
        time(detail, "expiresAt").ifPresent(at -> lines.add(Text.get("detail.event.expires", Figures.absolute(at))));
        list(detail, "attributes").ifPresent(all -> lines.add(Text.get("detail.event.attributes", all)));
        String until =
                detail.path("then").asText().equals("end") ? "detail.event.until.end" : "detail.event.until.release";
        time(detail, "suspendedUntil").ifPresent(at -> lines.add(Text.get(until, Figures.absolute(at))));
        if (detail.has("policyVersion")) {
            lines.add(Text.get(
                    "detail.event.policy.version", detail.path("policyVersion").asText()));
        }
        return lines;
    }

    private static Optional<String> list(JsonNode detail, String name) {
        List<String> all = new ArrayList<>();
        detail.path(name).forEach(each -> all.add(each.asText()));
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
    }

    private static Optional<Instant> time(JsonNode detail, String name) {
        try {
            return detail.path(name).isTextual()
                    ? Optional.of(Instant.parse(detail.path(name).asText()))
                    : Optional.empty();
        } catch (DateTimeException notOurs) {
            return Optional.empty(); // a newer server may say it otherwise: the title stands all the same
        }
    }
}
