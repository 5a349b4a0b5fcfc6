package dev.portcullis.console.common;

import java.util.function.Supplier;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/**
 * The place of a view that is made when it is first to be seen: in a scene, and visible. A desk has many screens, and whoever logs in waits for one of them. From then
 * on it stays. What has not been made has neither styles nor layout, and its controller no parts.
 */
final class LaterView extends StackPane {
    private final Supplier<Parent> view;

    LaterView(Supplier<Parent> view) {
        this.view = view;
        sceneProperty().subscribe(this::make);
        visibleProperty().subscribe(this::make);
    }

    private void make() {
        if (getScene() != null && isVisible() && getChildren().isEmpty()) {
            getChildren().setAll(view.get());
        }
    }
}
