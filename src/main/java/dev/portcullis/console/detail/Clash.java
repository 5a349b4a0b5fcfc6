package dev.portcullis.console.detail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.DurationText;
import dev.portcullis.console.common.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A value that somebody else changed while one was at it, or that one wants to change: as it was seen, as it is, as one wants it.
 *
 * @param what the name of the value
 * @param changed whether it was changed meanwhile
 */
record Clash(String what, String before, String now, String wanted, boolean changed) {
    /** All of them; those that were changed meanwhile first. */
    static List<Clash> between(SessionView seen, SessionView current, Draft draft) {
        List<Clash> all = new ArrayList<>();
        add(all, "detail.edit.state", state(seen), state(current), state(current));
        add(
                all,
                "detail.permissions",
                list(seen.permissions()),
                list(current.permissions()),
                list(draft.permissions(current)));
        String idle = idle(current.idleTtlSeconds());
        add(
                all,
                "detail.idle",
                idle(seen.idleTtlSeconds()),
                idle,
                draft.idleSeconds() == null ? idle : idle(draft.idleSeconds()));
        String end = Figures.absolute(current.expiresAt());
        add(
                all,
                "detail.edit.end",
                Figures.absolute(seen.expiresAt()),
                end,
                draft.expiresAt() == null ? end : Figures.absolute(draft.expiresAt()));
        add(
                all,
                "detail.attributes",
                attributes(seen.attributes()),
                attributes(current.attributes()),
                attributes(draft.attributes(current).properties().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
        // Each rotation is another version, and so is each proof: what one wants to change is the same, and all that is
        // to be decided is whether to go on.
        if (all.stream().noneMatch(Clash::changed)) {
            add(
                    all,
                    "detail.generation",
                    Figures.count(seen.tokens().refresh().generation()),
                    Figures.count(current.tokens().refresh().generation()),
                    Figures.count(current.tokens().refresh().generation()));
        }
        all.sort((a, b) -> Boolean.compare(b.changed(), a.changed()));
        return List.copyOf(all);
    }

    private static void add(List<Clash> all, String what, String before, String now, String wanted) {
        if (!before.equals(now) || !now.equals(wanted)) {
            all.add(new Clash(Text.get(what), before, now, wanted, !before.equals(now)));
        }
    }

    private static String state(SessionView session) {
        SessionState state = session.state();
        return Text.get("detail.state." + state.name().toLowerCase(Locale.ROOT));
    }

    private static String list(List<String> names) {
        return names.isEmpty()
                ? Text.get("detail.permissions.none")
                : names.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String idle(long seconds) {
        return DurationText.of((int) Math.min(Integer.MAX_VALUE, seconds));
    }

    private static String attributes(Map<String, ?> all) {
        return all.isEmpty()
                ? Text.get("detail.permissions.none")
                : all.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> each.getKey() + "=" + text(each.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String text(Object value) {
        return value instanceof JsonNode node && node.isTextual() ? node.asText() : String.valueOf(value);
    }
}
