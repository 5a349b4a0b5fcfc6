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
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Ends, suspends and releases sessions after asking, and shows the receipt. What is under way is not its own: see {@link Revoking}. For the JavaFX thread. */
public final class Revocation implements AutoCloseable {
    private final Revoking revoking;
    private final Background background;
    private final UiClock clock;
    private final Revoking.Teller teller = new Revoking.Teller() {
        @Override
        public void done(Receipt done) {
            hide();
            announce(done);
        }

        @Override
        public void wanted() {
            open();
        }
    };
    private Subscription told = Subscription.EMPTY;
    private @Nullable Scene window;
    private @Nullable RevokeController shown;
    private @Nullable Overlay dialog;
    private @Nullable Overlay details;
    private @Nullable Pane receipt;
    private @Nullable Receipt announced;

    /** @param revoking goes on when this is closed */
    public Revocation(Revoking revoking, Background background, UiClock clock) {
        this.revoking = revoking;
        this.background = background;
        this.clock = clock;
    }

    /** Tells in this window, from now on, what comes of what is under way. */
    public void enter(Scene scene) {
        window = scene;
        told = revoking.tell(teller);
    }

    /** Asks, over the whole window, whether to do this to them. Nothing else can be asked while one is open or under way. */
    public void ask(Scene scene, Target target, RevocationAction action) {
        enter(scene);
        revoking.ask(target, action);
        open();
    }

    /** Shows how far it is what is under way; if nothing is, the newest receipt, whole, whether or not it still stands in the corner. */
    public Action receiptAction(Supplier<@Nullable Scene> scene) {
        return new Action(
                () -> Text.get(revoking.isRunning() ? "revoke.action.progress" : "revoke.action.receipt"),
                Feather.CHECK_SQUARE,
                Keys.RECEIPT,
                () -> revoking.newest() == null && !revoking.isRunning() ? Text.get("revoke.action.receipt.why") : "",
                () -> showNewest(scene.get()));
    }

    /** In a sentence, why nothing more can be asked at present; empty if it can. */
    public String hindrance() {
        return revoking.isRunning() ? Text.get("revoke.hindrance.running", Keys.RECEIPT.words()) : "";
    }

    private void showNewest(@Nullable Scene over) {
        Receipt newest = revoking.newest();
        if (over == null) {
            return;
        }
        if (revoking.isRunning()) {
            window = over;
            open();
        } else if (newest != null) {
            show(over, newest);
        }
    }

    /** Shows a receipt, whole, over the window. */
    public void show(Scene scene, Receipt done) {
        dismiss();
        hideDetails();
        ReceiptDetailsController controller =
                new ReceiptDetailsController(done, revoking.access(), background, this::hideDetails);
        details = Overlay.show(scene, (Pane) Views.load(controller), this::hideDetails);
    }

    /** Tells nothing any more; what is under way goes on. */
    @Override
    public void close() {
        if (receipt != null) {
            revoking.tellAgain();
        }
        told.unsubscribe();
        hide();
        dismiss();
        hideDetails();
    }

    /** Shows what is asked, unless it is shown already. It may have gone on behind the window. */
    private void open() {
        RevocationModel model = revoking.asked();
        Scene over = window;
        if (model == null || over == null || dialog != null) {
            return;
        }
        RevokeController controller = shown == null ? new RevokeController(model, clock, this::leave) : shown;
        shown = controller;
        dialog = Overlay.show(over, controller.view(), this::leave);
        controller.focusReason();
    }

    /** A request that is under way cannot be called back: its answer is awaited, or, if it takes long, the operator goes on meanwhile. */
    private void leave() {
        RevocationModel model = revoking.asked();
        if (model == null) {
            return;
        }
        switch (model.stateProperty().get()) {
            case RevocationModel.State.Running(var progress) when progress == null -> {}
            case RevocationModel.State.Running _ -> closeDialog();
            default -> {
                revoking.forget();
                hide();
            }
        }
    }

    private void hide() {
        if (shown != null) {
            shown.close();
            shown = null;
        }
        closeDialog();
    }

    private void closeDialog() {
        Overlay open = dialog;
        dialog = null;
        if (open != null) {
            open.close();
        }
    }

    private void announce(Receipt done) {
        dismiss();
        Scene over = window;
        if (over == null) {
            return;
        }
        Pane view = (Pane) Views.load(new ReceiptController(done, () -> show(over, done), () -> dismiss(done)));
        Corner.put(over, view);
        receipt = view;
        announced = done;
    }

    /** Another may have taken its place by now. */
    private void dismiss(Receipt done) {
        if (done.equals(announced)) {
            dismiss();
        }
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
        announced = null;
    }
}
