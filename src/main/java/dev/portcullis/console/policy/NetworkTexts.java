package dev.portcullis.console.policy;

import dev.portcullis.api.PolicyDocument.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The named networks as one text, so that they are kept, compared and put upon somebody else's like every other: a line for each, its parts divided by tabs, which neither
 * a name nor a range can hold.
 */
final class NetworkTexts {
    private static final int PARTS = 3;
    private static final String TRUSTED = "trusted";

    /**
     * A network as it is typed.
     *
     * @param ranges divided by blanks
     */
    record Line(String name, String ranges, boolean trusted) {
        static final Line EMPTY = new Line("", "", false);

        /** Whether nothing is typed into it: then it is no network. */
        boolean empty() {
            return name.isBlank() && ranges.isBlank();
        }

        private String text() {
            return name + "\t" + ranges + "\t" + (trusted ? TRUSTED : "");
        }
    }

    private NetworkTexts() {}

    static String of(List<Network> networks) {
        return text(networks.stream()
                .map(network -> new Line(network.name(), String.join(" ", network.ranges()), network.trusted()))
                .toList());
    }

    static String text(List<Line> lines) {
        return String.join("\n", lines.stream().map(Line::text).toList());
    }

    /** All lines, those too that are no network yet. */
    static List<Line> lines(@Nullable String text) {
        return text == null || text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split("\n", -1)).map(NetworkTexts::line).toList();
    }

    private static Line line(String text) {
        String[] parts = text.split("\t", PARTS);
        return parts.length < PARTS
                ? new Line(text.strip(), "", false)
                : new Line(parts[0], parts[1], TRUSTED.equals(parts[2]));
    }

    /** What is typed, for the server to judge. */
    static List<Network> networks(@Nullable String text) {
        return lines(text).stream()
                .filter(line -> !line.empty())
                .map(line -> new Network(
                        line.name().strip(),
                        Arrays.stream(line.ranges().split("[\\s,;]+"))
                                .filter(range -> !range.isEmpty())
                                .toList(),
                        line.trusted()))
                .toList();
    }

    /**
     * Which line a network of {@link #networks} is of.
     *
     * @param network its number, from 0
     * @return from 0; none if there is no such network
     */
    static int line(List<Line> lines, int network) {
        int left = network;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).empty() && left-- == 0) {
                return i;
            }
        }
        return -1;
    }

    /** What one has changed, by the names of the networks, put on top of what somebody else did. */
    static String merged(@Nullable String base, @Nullable String mine, @Nullable String theirs) {
        Map<String, Line> before = byName(base);
        Map<String, Line> wanted = byName(mine);
        Map<String, Line> merged = byName(theirs);
        before.forEach((name, line) -> {
            if (!wanted.containsKey(name)) {
                merged.remove(name);
            }
        });
        wanted.forEach((name, line) -> {
            if (!Objects.equals(line, before.get(name))) {
                merged.put(name, line);
            }
        });
        List<Line> lines = new ArrayList<>(merged.values());
        lines(mine).stream() // a second of the same name is there to be corrected
                .filter(line -> !line.empty() && !line.equals(wanted.get(line.name())))
                .forEach(lines::add);
        return text(lines);
    }

    private static Map<String, Line> byName(@Nullable String text) {
        Map<String, Line> lines = new LinkedHashMap<>();
        lines(text).stream().filter(line -> !line.empty()).forEach(line -> lines.putIfAbsent(line.name(), line));
        return lines;
    }
}
