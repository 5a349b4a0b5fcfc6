package dev.portcullis.console.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** Loads views. A controller is made by whoever knows its parts and handed over whole: FXML makes none. */
public final class Views {
    private Views() {}

    /**
     * The place of a view that is loaded, as {@link #load} does, when it is first to be seen, or beforehand: see {@link LaterView}. Until then nothing of the controller may be
     * used that needs its parts; the view is visible when all of it is there.
     */
    public static LaterView later(Object controller, Object... included) {
        return new LaterView(() -> load(controller, included));
    }

    /**
     * Likewise, of a view that is not even loaded before the pulses that follow: nothing of the controller that needs its parts may be used before it is whole.
     *
     * @param rest loads what is missing in it, part by part
     */
    public static LaterView coming(Object controller, List<Runnable> rest, Object... included) {
        return new LaterView(() -> load(controller, included), rest);
    }

    /**
     * Loads the view that lies beside a controller: {@code XView.fxml} of {@code XController}.
     *
     * @param controller the view's own
     * @param included the controllers of the views that it includes
     * @throws IllegalStateException if there is no such view, or if it names a controller that was not given
     */
    public static Parent load(Object controller, Object... included) {
        Class<?> type = controller.getClass();
        String view = type.getSimpleName().replaceFirst("Controller$", "View.fxml");
        URL location = type.getResource(view);
        if (location == null) {
            throw new IllegalStateException("There is no " + view + " beside " + type.getName());
        }
        FXMLLoader loader = new FXMLLoader(location, Text.bundle());
        loader.setControllerFactory(wanted -> wanted == type
                ? controller
                : Arrays.stream(included)
                        .filter(wanted::isInstance)
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalStateException(view + " asks for an unknown controller: " + wanted)));
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(view + " cannot be loaded", e);
        }
    }
}
