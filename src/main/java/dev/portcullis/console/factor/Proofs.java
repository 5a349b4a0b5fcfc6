package dev.portcullis.console.factor;

import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ProofGiver;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Views;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/**
 * Asks the operator for the proof that the server wants, whatever it wants it for: over the window, in a dialog of its own. What had asked waits, and goes on by
 * itself. Several that ask for the same thing share one dialog.
 */
public final class Proofs implements ProofGiver, AutoCloseable {
    private final FactorAccess access;
    private final Background background;
    private final InstantSource clock;
    private final FileChoice files;
    private final Map<ProblemType, Dialog> open = new EnumMap<>(ProblemType.class);
    private final List<Runnable> early = new ArrayList<>();
    private @Nullable Scene scene;
    private boolean closed;
    private boolean enrolled;

    /** @param enrolled whether the operator logged in with a second factor */
    public Proofs(FactorAccess access, Background background, InstantSource clock, FileChoice files, boolean enrolled) {
        this.access = access;
        this.background = background;
        this.clock = clock;
        this.files = files;
        this.enrolled = enrolled;
    }

    /** A dialog, and who waits for it. */
    private record Dialog(Overlay overlay, Runnable onClose, List<Consumer<Boolean>> waiting) {}

    /** From now on there is a window to ask over: for what was wanted before, too. On the JavaFX thread, as all but {@link #give}. */
    public void enter(Scene window) {
        scene = window;
        List<Runnable> due = List.copyOf(early);
        early.clear();
        due.forEach(Runnable::run);
    }

    @Override
    public boolean give(ProblemType wanted) {
        if (Platform.isFxApplicationThread()) {
            throw new IllegalStateException("the JavaFX thread would wait for itself");
        }
        CompletableFuture<Boolean> given = new CompletableFuture<>();
        Platform.runLater(() -> ask(wanted, Enrolment.REQUIRED, given::complete));
        try {
            return given.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // it is never completed so
        }
    }

    /** Sets up a second factor because the operator wants it. */
    public void setUp(Consumer<Boolean> onDone) {
        ask(ProblemType.SECOND_FACTOR_ENROLMENT_REQUIRED, Enrolment.WISHED, onDone);
    }

    /** Whether the account has a second factor, as it has been read elsewhere. */
    public void know(boolean factor) {
        enrolled = factor;
    }

    /** Gets new recovery codes. */
    public void renewCodes(Consumer<Boolean> onDone) {
        Scene window = scene;
        if (window != null && open.isEmpty()) {
            enrol(window, Enrolment.CODES, onDone);
        }
    }

    /** Takes the dialogs away; who waits is told that nothing was given. */
    @Override
    public void close() {
        scene = null;
        closed = true;
        early.forEach(Runnable::run); // and are told so
        early.clear();
        for (ProblemType wanted : List.copyOf(open.keySet())) {
            end(wanted, false);
        }
    }

    private void ask(ProblemType asked, Enrolment why, Consumer<Boolean> onDone) {
        if (scene == null && !closed) {
            early.add(() -> ask(asked, why, onDone));
            return;
        }
        // Of a session that began without the second factor which its account has: a fresh login gives it.
        ProblemType wanted = asked == ProblemType.SECOND_FACTOR_REQUIRED ? ProblemType.STEP_UP_REQUIRED : asked;
        Scene window = scene;
        if (window == null) {
            onDone.accept(false);
            return;
        }
        Dialog already = open.get(wanted);
        if (already != null) {
            already.waiting().add(onDone);
            return;
        }
        if (wanted == ProblemType.SECOND_FACTOR_ENROLMENT_REQUIRED) {
            enrol(window, why, onDone);
        } else {
            stepUp(window, onDone);
        }
    }

    private void stepUp(Scene window, Consumer<Boolean> onDone) {
        ProblemType wanted = ProblemType.STEP_UP_REQUIRED;
        StepUpModel model = new StepUpModel(access, background, clock, enrolled);
        BooleanSupplier leavable = () -> model.stepProperty().get() != StepUpModel.Step.CHECKING;
        StepUpController controller = new StepUpController(model, () -> leave(wanted, leavable, false));
        show(window, wanted, controller, controller::cancel, controller::close, onDone);
        controller.focus();
        model.stepProperty().subscribe(step -> {
            if (step == StepUpModel.Step.PROVEN) {
                end(wanted, true);
            }
        });
        model.codeAskedProperty().subscribe(asked -> enrolled = asked);
        model.start();
    }

    private void enrol(Scene window, Enrolment why, Consumer<Boolean> onDone) {
        ProblemType wanted = ProblemType.SECOND_FACTOR_ENROLMENT_REQUIRED;
        EnrolModel model = new EnrolModel(access, background, clock, why == Enrolment.CODES);
        EnrolController controller =
                new EnrolController(model, files, why, () -> leave(wanted, model::isLeavable, model.isDone()));
        show(window, wanted, controller, controller::leave, controller::close, onDone);
        model.stepProperty().subscribe(step -> {
            enrolled |= model.isDone();
            if (step instanceof EnrolModel.Step.Over) {
                end(wanted, false);
            }
        });
        model.begin();
    }

    private void show(
            Scene window,
            ProblemType wanted,
            Object controller,
            Runnable onEscape,
            Runnable onClose,
            Consumer<Boolean> onDone) {
        Overlay overlay = Overlay.show(window, (Pane) Views.load(controller), onEscape);
        open.put(wanted, new Dialog(overlay, onClose, new ArrayList<>(List.of(onDone))));
    }

    /** A question that is under way cannot be called back, and what is shown this one time is not lost by a key. */
    private void leave(ProblemType wanted, BooleanSupplier leavable, boolean given) {
        if (leavable.getAsBoolean()) {
            end(wanted, given);
        }
    }

    private void end(ProblemType wanted, boolean given) {
        Dialog dialog = open.remove(wanted);
        if (dialog == null) {
            return;
        }
        dialog.overlay().close();
        dialog.onClose().run();
        dialog.waiting().forEach(each -> each.accept(given));
    }
}
