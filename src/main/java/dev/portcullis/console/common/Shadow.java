package dev.portcullis.console.common;

import java.util.List;
import javafx.beans.NamedArg;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.geometry.Insets;
import javafx.scene.Parent;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Background;
import javafx.scene.layout.Border;
import javafx.scene.layout.BorderImage;
import javafx.scene.layout.BorderRepeat;
import javafx.scene.layout.BorderWidths;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The shadow of the pane that this is the first child of, drawn around it, with its round corners. JavaFX's own effect makes a picture of all that is in the pane and blurs it, anew with
 * each letter that is typed there: where the processor draws, 60 to 100 ms for a dialog. This is drawn from a small picture, whose edges are made as long as they need to be.
 */
public final class Shadow extends Region {
    private static final StyleablePropertyFactory<Shadow> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());

    private static final double DEPTH = 40;

    /** How far down it falls, of its depth. */
    private static final double DROP = 0.3;

    /** Of its depth: the standard deviation of what blurs it. */
    private static final double DEVIATION = 1 / 3.0;

    private static final CssMetaData<Shadow, Color> FILL =
            FACTORY.createColorCssMetaData("-pc-shadow-fill", shadow -> shadow.fill);

    private final StyleableObjectProperty<Color> fill = new SimpleStyleableObjectProperty<>(FILL, this, "fill");
    private final double depth;
    private double corner = -1;
    private Subscription parent = Subscription.EMPTY;

    /** One of a dialog's depth. */
    public Shadow() {
        this(DEPTH);
    }

    /** @param depth how far it reaches, in pixels */
    public Shadow(@NamedArg("depth") double depth) {
        this.depth = depth;
        getStyleClass().add("shadow");
        setManaged(false);
        setMouseTransparent(true);
        parentProperty().subscribe(this::belong);
        fill.subscribe(_ -> draw());
    }

    private void belong(@Nullable Parent now) {
        parent.unsubscribe();
        parent = Subscription.EMPTY;
        if (now instanceof Region region) {
            parent = Subscription.combine(
                    region.layoutBoundsProperty().subscribe(_ -> place(region)),
                    region.backgroundProperty().subscribe(this::round));
        }
    }

    private void place(Region around) {
        resizeRelocate(-depth, drop() - depth, around.getWidth() + 2 * depth, around.getHeight() + 2 * depth);
    }

    private void round(@Nullable Background background) {
        double now = background == null || background.isEmpty()
                ? 0
                : background.getFills().getFirst().getRadii().getTopLeftHorizontalRadius();
        if (now != corner) {
            corner = now;
            draw();
        }
    }

    private double drop() {
        return Math.rint(depth * DROP);
    }

    private void draw() {
        Color now = fill.get();
        if (now == null || corner < 0) {
            return;
        }
        int slice = (int) Math.ceil(depth + Math.max(drop() + corner + 2, 2 * DEVIATION * depth));
        BorderWidths widths = new BorderWidths(slice);
        setBorder(new Border(new BorderImage(
                image(slice, now), widths, Insets.EMPTY, widths, false, BorderRepeat.STRETCH, BorderRepeat.STRETCH)));
    }

    /** Four corners, and between them one pixel of each edge. */
    private Image image(int slice, Color of) {
        int size = 2 * slice + 1;
        double[] shades = new double[size];
        for (int i = 0; i < size; i++) {
            shades[i] = normal((Math.min(i, size - 1 - i) + 0.5 - depth) / (depth * DEVIATION));
        }
        int rgb = (int) Math.rint(of.getRed() * 255) << 16
                | (int) Math.rint(of.getGreen() * 255) << 8
                | (int) Math.rint(of.getBlue() * 255);
        int[] pixels = new int[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double shade = of.getOpacity() * shades[x] * shades[y] * outside(x, y, size);
                pixels[y * size + x] = (int) Math.rint(shade * 255) << 24 | rgb;
            }
        }
        WritableImage image = new WritableImage(size, size);
        image.getPixelWriter().setPixels(0, 0, size, size, PixelFormat.getIntArgbInstance(), pixels, 0, size);
        return image;
    }

    /** How much of a pixel is outside the pane. */
    private double outside(int x, int y, int size) {
        double half = size / 2.0 - depth;
        double right = Math.abs(x + 0.5 - size / 2.0) - half + corner;
        double down = Math.abs(y + 0.5 + drop() - size / 2.0) - half + corner;
        double distance =
                Math.hypot(Math.max(right, 0), Math.max(down, 0)) + Math.min(Math.max(right, down), 0) - corner;
        return Math.clamp(distance + 0.5, 0, 1);
    }

    /** The normal distribution function, to three digits (Abramowitz and Stegun 26.2.17 asks for five; a shade has 256 steps): the logistic approximation. */
    private static double normal(double z) {
        return 1 / (1 + Math.exp(-z * (1.5976 + 0.070565 * z * z)));
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }
}
