package dev.portcullis.console.factor;

import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;

/** A QR code to be scanned from the screen: dark on light in every theme, for there are scanners that know it no other way. */
public final class QrCode extends StackPane {
    private static final int PIXELS = 4;
    private static final int QUIET_ZONE = 4;

    private final SVGPath modules = new SVGPath();

    public QrCode() {
        getStyleClass().add("qr");
        modules.getStyleClass().add("qr-modules");
        modules.setSmooth(false);
        setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren().setAll(modules);
    }

    public void show(String text) {
        QrModules squares = QrModules.of(text);
        modules.setContent(squares.path(PIXELS));
        int side = (squares.size() + 2 * QUIET_ZONE) * PIXELS;
        setPrefSize(side, side);
    }

    /** Shows nothing any more. */
    public void clear() {
        modules.setContent("");
    }
}
