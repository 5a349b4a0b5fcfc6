package dev.portcullis.console.notice;

import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Views;
import java.time.ZoneId;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** Shows what has been told, over the window. For the JavaFX thread. */
public final class NoticeList implements AutoCloseable {
    private final NoticeModel model;
    private @Nullable Overlay open;

    public NoticeList(NoticeModel model) {
        this.model = model;
    }

    public void show(Scene scene) {
        close();
        model.read();
        NoticeListController controller = new NoticeListController(
                model,
                ZoneId.systemDefault(),
                notice -> {
                    close();
                    notice.next().run().run();
                },
                this::close);
        open = Overlay.show(scene, (Pane) Views.load(controller), this::close);
    }

    @Override
    public void close() {
        Overlay now = open;
        open = null;
        if (now != null) {
            now.close();
            model.read();
        }
    }
}
