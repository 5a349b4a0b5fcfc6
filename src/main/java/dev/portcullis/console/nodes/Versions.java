package dev.portcullis.console.nodes;

import dev.portcullis.api.NodeView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which versions of the software run.
 *
 * @param counts how many servers run each; the empty one stands for those that do not say
 */
record Versions(Map<String, Integer> counts) {
    static Versions of(List<NodeView> nodes) {
        Map<String, Integer> counts = new TreeMap<>();
        nodes.stream().filter(node -> node.state().runs()).forEach(node -> counts.merge(of(node), 1, Integer::sum));
        return new Versions(counts);
    }

    private static String of(NodeView node) {
        return node.version() == null ? "" : node.version();
    }

    /** Whether there are several, as while servers are being replaced. */
    boolean mixed() {
        return counts.size() > 1;
    }

    /** Whether a server that runs has another than most; of as many with either, each has. */
    boolean odd(NodeView node) {
        int most = counts.values().stream().max(Comparator.naturalOrder()).orElse(0);
        long leading = counts.values().stream().filter(count -> count == most).count();
        return mixed() && node.state().runs() && (leading > 1 || counts.getOrDefault(of(node), 0) < most);
    }
}
