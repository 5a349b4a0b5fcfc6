package dev.portcullis.console.common;

import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;

/** Tooltips that are made when the pointer first comes: each is a window of its own with a scene in it, and a desk has hundreds of them. */
public final class Tips {
    /** What a node holds: what is said of it, and what says it anew. */
    private static final Object SAID = new Object();

    private static final Object RENEW = new Object();

    private Tips() {}

    /**
     * Says something of a node.
     *
     * @param words asked each time that the pointer comes; blank for none
     * @return asks for them anew if the pointer is there: for whom they change under it
     */
    public static Runnable install(Node node, Supplier<String> words) {
        Tooltip[] made = new Tooltip[1];
        Runnable renew = () -> {
            if (!node.isHover()) {
                return;
            }
            String now = words.get();
            if (made[0] == null && !now.isBlank()) {
                made[0] = new Tooltip();
            }
            if (now.isBlank() && made[0] != null) {
                Tooltip.uninstall(node, made[0]);
            } else if (!now.isBlank()) {
                made[0].setText(now);
                Tooltip.install(node, made[0]);
            }
        };
        node.hoverProperty().subscribe(renew);
        return renew;
    }

    /** Says this of a node from now on, whatever was said of it before; blank for nothing. */
    public static void say(Node node, String words) {
        node.setAccessibleHelp(words);
        node.getProperties().put(SAID, words);
        Runnable renew = (Runnable) node.getProperties()
                .computeIfAbsent(
                        RENEW,
                        _ -> install(node, () -> (String) node.getProperties().getOrDefault(SAID, "")));
        renew.run();
    }

    /** With words that stay the same. */
    public static void install(Node node, String words) {
        node.setAccessibleHelp(words);
        install(node, () -> words);
    }
}
