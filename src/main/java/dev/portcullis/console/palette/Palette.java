package dev.portcullis.console.palette;

import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Keys;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** Shows the palette or the keys over the window, one at a time. For the JavaFX thread. */
public final class Palette implements AutoCloseable {
    private final Supplier<List<Group>> groups;
    private @Nullable Overlay open;

    /** @param groups what can be done; asked each time that it opens */
    public Palette(Supplier<List<Group>> groups) {
        this.groups = groups;
    }

    /** Everything that can be done, to choose from. */
    public void choose(Scene scene) {
        PaletteController controller = new PaletteController(new PaletteModel(withoutItself()), offer -> {
            close();
            offer.action().perform();
        });
        show(scene, controller);
        controller.focus();
    }

    /** Which key does what. */
    public void explain(Scene scene) {
        show(scene, new HelpController(groups.get(), this::close));
    }

    @Override
    public void close() {
        Overlay now = open;
        open = null;
        if (now != null) {
            now.close();
        }
    }

    private List<Group> withoutItself() {
        return groups.get().stream()
                .map(group -> new Group(
                        group.title(),
                        group.actions().stream()
                                .filter(action -> action.keys() != Keys.PALETTE)
                                .toList()))
                .toList();
    }

    private void show(Scene scene, Object controller) {
        close();
        open = Overlay.show(scene, (Pane) Views.load(controller), this::close);
    }
}
