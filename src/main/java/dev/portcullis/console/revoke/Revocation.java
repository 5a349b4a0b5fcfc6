package dev.portcullis.console.revoke;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Ends sessions after asking, and shows the receipt. For the JavaFX thread. */
public final class Revocation implements AutoCloseable {
    private static final Insets FROM_THE_CORNER = new Insets(0, 20, 40, 0);

    private final BiFunction<Collection<UUID>, String, Receipt> revoke;
    private final Background background;
    private final UiClock clock;
    private @Nullable Overlay dialog;
    private @Nullable Region receipt;

    /** @param revoke ends sessions with a reason, blocking; throws {@link dev.portcullis.client.ClientException} */
    public Revocation(BiFunction<Collection<UUID>, String, Receipt> revoke, Background background, UiClock clock) {
        this.revoke = revoke;
        this.background = background;
        this.clock = clock;
    }

    /**
     * Asks whether to end them, over the whole window.
     *
     * @param own the operator's own session
     * @param ownLeftOut whether it was selected too, and spared
     */
    public void ask(Scene scene, List<SessionView> sessions, SessionView own, boolean ownLeftOut) {
        if (dialog != null) {
            return;
        }
        boolean ownAlone = sessions.size() == 1 && sessions.getFirst().handle().equals(own.handle());
        RevocationModel model = new RevocationModel(revoke, background, sessions, ownAlone, ownLeftOut, clock.now());
        RevokeController controller = new RevokeController(model, () -> cancel(model));
        Region view = (Region) Views.load(controller);
        dialog = Overlay.show(scene, view, () -> cancel(model));
        controller.focusReason();
        model.stateProperty().subscribe(state -> {
            if (state instanceof RevocationModel.State.Done(Receipt done)) {
                closeDialog();
                show(scene, done);
            }
        });
    }

    @Override
    public void close() {
        closeDialog();
        dismiss();
    }

    /** A request that is under way cannot be called back: the dialog waits for its answer. */
    private void cancel(RevocationModel model) {
        if (!(model.stateProperty().get() instanceof RevocationModel.State.Running)) {
            closeDialog();
        }
    }

    private void closeDialog() {
        if (dialog != null) {
            dialog.close();
            dialog = null;
        }
    }

    private void show(Scene scene, Receipt done) {
        dismiss();
        Region view = (Region) Views.load(new ReceiptController(done, this::dismiss));
        view.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane.setAlignment(view, Pos.BOTTOM_RIGHT);
        StackPane.setMargin(view, FROM_THE_CORNER);
        ((StackPane) scene.getRoot()).getChildren().add(view);
        receipt = view;
    }

    private void dismiss() {
        if (receipt != null && receipt.getParent() instanceof StackPane window) {
            window.getChildren().remove(receipt);
        }
        receipt = null;
    }
}
