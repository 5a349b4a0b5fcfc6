package dev.portcullis.console.revoke;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Corner;
import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Ends, suspends and releases sessions after asking, and shows the receipt. For the JavaFX thread. */
public final class Revocation implements AutoCloseable {
    private final RevocationAccess access;
    private final Background background;
    private final UiClock clock;
    private @Nullable Asked asked;
    private @Nullable Overlay details;
    private @Nullable Pane receipt;
    private @Nullable Receipt newest;

    public Revocation(RevocationAccess access, Background background, UiClock clock) {
        this.access = access;
        this.background = background;
        this.clock = clock;
    }

    /** A question, and the dialog in which it is shown; without one it goes on behind the window. */
    private static final class Asked {
        private final RevocationModel model;
        private final RevokeController controller;
        private @Nullable Overlay dialog;

        private Asked(RevocationModel model, RevokeController controller) {
            this.model = model;
            this.controller = controller;
        }
    }

    /** Asks, over the whole window, whether to do this to them. Nothing else can be asked while one is open or under way. */
    public void ask(Scene scene, Target target, RevocationAction action) {
        if (asked != null) {
            open(scene, asked);
            return;
        }
        RevocationModel model = new RevocationModel(access, background, clock::now, target, action);
        RevokeController controller = new RevokeController(model, clock, this::leave);
        Asked now = new Asked(model, controller);
        asked = now;
        open(scene, now);
        model.stateProperty().subscribe(state -> {
            if (asked != now) {
                return; // the screen is gone
            }
            if (state instanceof RevocationModel.State.Done(Receipt done)) {
                forget();
                announce(scene, done);
            } else if (state instanceof RevocationModel.State.Failed) {
                open(scene, now); // it may have been left to itself
            }
        });
    }

    /** Shows the newest receipt, whole, whether or not it still stands in the corner. */
    public Action receiptAction(Supplier<@Nullable Scene> scene) {
        return Action.of(
                "revoke.action.receipt",
                Feather.CHECK_SQUARE,
                Keys.RECEIPT,
                () -> newest == null ? Text.get("revoke.action.receipt.why") : "",
                () -> {
                    Scene over = scene.get();
                    if (newest != null && over != null) {
                        show(over, newest);
                    }
                });
    }

    /** Shows a receipt, whole, over the window. */
    public void show(Scene scene, Receipt done) {
        dismiss();
        hideDetails();
        ReceiptDetailsController controller = new ReceiptDetailsController(done, access, background, this::hideDetails);
        details = Overlay.show(scene, (Pane) Views.load(controller), this::hideDetails);
    }

    @Override
    public void close() {
        forget();
        dismiss();
        hideDetails();
    }

    private void open(Scene scene, Asked now) {
        if (now.dialog == null && asked == now) {
            Pane view = now.controller.view();
            now.dialog = Overlay.show(scene, view, this::leave);
            now.controller.focusReason();
        }
    }

    /** A request that is under way cannot be called back: its answer is awaited, or, if it takes long, the operator goes on meanwhile. */
    private void leave() {
        if (asked == null) {
            return;
        }
        switch (asked.model.stateProperty().get()) {
            case RevocationModel.State.Running(var progress) when progress == null -> {}
            case RevocationModel.State.Running _ -> closeDialog(asked);
            default -> forget();
        }
    }

    private void forget() {
        if (asked != null) {
            asked.model.close();
            asked.controller.close();
            closeDialog(asked);
            asked = null;
        }
    }

    private static void closeDialog(Asked now) {
        if (now.dialog != null) {
            now.dialog.close();
            now.dialog = null;
        }
    }

    private void announce(Scene scene, Receipt done) {
        dismiss();
        newest = done;
        Pane view = (Pane) Views.load(new ReceiptController(done, () -> show(scene, done), this::dismiss));
        Corner.put(scene, view);
        receipt = view;
    }

    private void hideDetails() {
        if (details != null) {
            details.close();
            details = null;
        }
    }

    private void dismiss() {
        if (receipt != null) {
            Corner.remove(receipt);
        }
        receipt = null;
    }
}
