package dev.portcullis.console.connection;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.client.UntrustedCertificateException;
import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Views;
import java.time.ZoneId;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** Shows a certificate that is not believed, and asks, where it may, whether it is the one. */
public final class CertificateDialog {
    private @Nullable Overlay overlay;

    private CertificateDialog() {}

    /**
     * Opens it.
     *
     * @param server whose it is said to be
     * @param onEdit if the operator wants to change by what the server is known
     * @param onPin if they say that it is the one
     */
    public static void open(
            Scene scene,
            UntrustedCertificateException seen,
            String server,
            Runnable onEdit,
            Consumer<CertificatePin> onPin) {
        CertificateDialog dialog = new CertificateDialog();
        CertificateController controller = new CertificateController(
                new CertificateModel(seen, ZoneId.systemDefault()),
                server,
                dialog::close,
                () -> {
                    dialog.close();
                    onEdit.run();
                },
                pin -> {
                    dialog.close();
                    onPin.accept(pin);
                });
        dialog.overlay = Overlay.show(scene, (Pane) Views.load(controller), dialog::close);
        controller.focus();
    }

    private void close() {
        if (overlay != null) {
            overlay.close();
        }
    }
}
