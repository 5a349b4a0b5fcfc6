package dev.portcullis.console.policy;

import dev.portcullis.api.PolicyDocument.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    /** Whether they say the same, however it was typed. */
    static boolean same(@Nullable String one, @Nullable String other) {
        return networks(one).equals(networks(other));
    }

    /**
     * What one has changed put on top of what somebody else did: of each network the name, the ranges and whether it is trusted, each by itself. The lines stay where one has
     * them; what the other has added comes after them.
     *
     * @param base before either did anything
     */
    static String merged(@Nullable String base, String mine, @Nullable String theirs) {
        if (same(base, theirs)) {
            return mine;
        }
        List<Line> before = filled(base);
        List<Line> own = filled(mine);
        List<Line> others = filled(theirs);
        Set<Line> left = new LinkedHashSet<>(others);
        List<Line> merged = new ArrayList<>();
        for (Line line : own) {
            Line origin = successor(line, own, before);
            Line other = origin == null ? null : successor(origin, before, others);
            left.remove(origin == null ? line : other); // two of one name are there to be corrected
            if (origin == null || other == null) {
                if (!line.equals(origin)) { // else it is gone, and nothing is lost with it
                    merged.add(line);
                }
            } else {
                merged.add(new Line(
                        line.name().equals(origin.name()) ? other.name() : line.name(),
                        line.ranges().equals(origin.ranges()) ? other.ranges() : line.ranges(),
                        line.trusted() == origin.trusted() ? other.trusted() : line.trusted()));
            }
        }
        for (Line gone : before) {
            if (successor(gone, before, own) == null) {
                left.remove(successor(gone, before, others));
            }
        }
        merged.addAll(left);
        return text(merged);
    }

    private static List<Line> filled(@Nullable String text) {
        return lines(text).stream().filter(line -> !line.empty()).toList();
    }

    /** The same network in other lines: that of its name; else, where it has been given another name, that of its ranges. */
    static @Nullable Line successor(Line line, List<Line> among, List<Line> others) {
        Line named = named(others, line.name());
        return named != null
                ? named
                : others.stream()
                        .filter(each -> each.ranges().equals(line.ranges()) && named(among, each.name()) == null)
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable Line named(List<Line> lines, String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
