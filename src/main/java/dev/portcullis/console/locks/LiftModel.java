package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.desk.Failures;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Lifts a lock after a question. For the JavaFX thread. */
final class LiftModel {
    private final LocksAccess access;
    private final Background background;
    private final Lock lock;
    private final Runnable onDone;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /** @param onDone hears that it does not hold any more, whoever lifted it */
    LiftModel(LocksAccess access, Background background, Lock lock, Runnable onDone) {
        this.access = access;
        this.background = background;
        this.lock = lock;
        this.onDone = onDone;
    }

    Lock lock() {
        return lock;
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    void perform() {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        problem.set("");
        background.run(
                () -> {
                    access.lift(lock.id());
                    return true;
                },
                _ -> done(),
                this::failed);
    }

    private void done() {
        busy.set(false);
        onDone.run();
    }

    private void failed(Throwable failure) {
        if (Failures.is(failure, ProblemType.NOT_FOUND)) { // it has run out, or somebody else was faster
            done();
            return;
        }
        busy.set(false);
        if (!(failure instanceof ClientException.Declined)) {
            problem.set(Failures.sentence(failure));
        }
    }
}
