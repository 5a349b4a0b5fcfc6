package dev.portcullis.console.nodes;

import dev.portcullis.api.NodePage;
import dev.portcullis.api.NodeView;
import dev.portcullis.api.NodeView.State;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** How a server is put into words. */
final class NodeWords {
    private NodeWords() {}

    static String state(State state) {
        return Text.get("nodes.state." + state.name().toLowerCase(Locale.ROOT));
    }

    /** The level of a state: the CSS class of its dot and tag. */
    static String level(State state) {
        return switch (state) {
            case RUNNING -> "ok";
            case LAGGING -> "warn";
            case STOPPED -> "plain";
            case LOST -> "bad";
        };
    }

    /** What that means. */
    static String what(State state) {
        return Text.get("nodes.what." + state.name().toLowerCase(Locale.ROOT));
    }

    /** What it does besides serving, a tag for each. */
    static List<Label> roles(NodeView node, boolean answers) {
        List<Label> tags = new ArrayList<>();
        if (node.rollups()) {
            tags.add(tag("accent", "nodes.role.counts", "nodes.role.counts.tip"));
        }
        if (answers) {
            tags.add(tag("plain", "nodes.here", "nodes.here.tip"));
        }
        return tags;
    }

    private static Label tag(String level, String text, String tip) {
        Label tag = new Label(Text.get(text));
        tag.getStyleClass().addAll("tag", level);
        tag.setMinWidth(Region.USE_PREF_SIZE);
        Tips.install(tag, Text.get(tip));
        return tag;
    }

    static String version(NodeView node) {
        String version = node.version();
        if (version == null) {
            return Text.get("nodes.version.older");
        }
        return version.equals("unknown") ? Text.get("nodes.version.source") : version;
    }

    /** Of the feed, what is unread, or that nothing is. */
    static String behind(NodeView node) {
        NodeView.Feed feed = node.feed();
        if (feed == null) {
            return "–";
        }
        Duration since = Duration.ofMillis(Math.round(feed.secondsBehind() * 1000));
        if (feed.eventsBehind() == 0 && since.toSeconds() == 0) {
            return Text.get("nodes.behind.none");
        }
        String events = feed.eventsBehind() >= NodePage.MOST_BEHIND
                ? Text.get("nodes.behind.most", Figures.count(feed.eventsBehind()))
                : Text.get("nodes.behind.events", feed.eventsBehind());
        return since.toSeconds() == 0 ? events : Text.get("nodes.behind", events, Figures.ago(since));
    }

    /** Per second: with a decimal as long as it is small. */
    static String rate(double perSecond) {
        NumberFormat format = NumberFormat.getNumberInstance(Text.locale());
        format.setMaximumFractionDigits(perSecond < 10 ? 1 : 0);
        return Text.get("nodes.rate", format.format(perSecond));
    }
}
