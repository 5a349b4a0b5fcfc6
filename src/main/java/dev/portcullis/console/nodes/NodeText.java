package dev.portcullis.console.nodes;

import dev.portcullis.api.NodeView;
import dev.portcullis.console.common.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server in lines of text, for a ticket. Times are UTC, as servers log them. */
final class NodeText {
    private NodeText() {}

    static String of(NodeView node) {
        List<String> lines = new ArrayList<>();
        add(lines, "nodes.field.name", node.name());
        add(lines, "nodes.field.state", NodeWords.state(node.state()));
        add(lines, "nodes.field.address", node.address());
        add(lines, "nodes.field.version", node.version());
        add(lines, "nodes.field.since", node.startedAt());
        add(lines, "nodes.field.renewed", node.renewedAt());
        add(lines, node.state().runs() ? "nodes.field.lease-ends" : "nodes.field.ended", node.leaseEndsAt());
        NodeView.Feed feed = node.feed();
        if (feed != null) {
            add(lines, "nodes.field.position", feed.position());
            add(lines, "nodes.field.behind", NodeWords.behind(node));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void add(List<String> lines, String field, @Nullable Object value) {
        if (value != null) {
            lines.add(Text.get(field) + ": " + value);
        }
    }
}
