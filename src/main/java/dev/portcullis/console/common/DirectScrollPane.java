package dev.portcullis.console.common;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;
import javafx.scene.control.skin.ScrollPaneSkin;

/**
 * A scroll pane that draws what is in it. JavaFX's keeps an image of that beside it, 4 bytes for each pixel of its place and as long as it lives, in view or not, so that
 * scrolling need not draw it again: a desk scrolls now and then, and holds its screens all day.
 */
public class DirectScrollPane extends ScrollPane {
    public DirectScrollPane() {}

    public DirectScrollPane(Node content) {
        super(content);
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        ScrollPaneSkin skin = new ScrollPaneSkin(this);
        getChildren().forEach(part -> part.setCache(false));
        return skin;
    }
}
