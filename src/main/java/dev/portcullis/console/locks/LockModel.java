package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.api.NewLock;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.query.AddressRange;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Locks an account or a network: what, why, for how long. For the JavaFX thread. */
final class LockModel {
    /** In characters: what the server takes. */
    private static final int LONGEST_REASON = 500;

    /** Nobody of that address is known. */
    private static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final LocksAccess access;
    private final Background background;
    private final Consumer<Lock> onDone;
    private final ObjectProperty<Lock.Kind> kind = new SimpleObjectProperty<>(Lock.Kind.ACCOUNT);
    private final StringProperty target = new SimpleStringProperty("");
    private final StringProperty reason = new SimpleStringProperty("");
    private final ObjectProperty<Integer> minutes = new SimpleObjectProperty<>(60);
    private final BooleanProperty insist = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper insisting = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final BooleanBinding ready;

    /** @param onDone hears of the lock: the new one, or an older one that holds for longer */
    LockModel(LocksAccess access, Background background, Consumer<Lock> onDone) {
        this.access = access;
        this.background = background;
        this.onDone = onDone;
        ready = Bindings.createBooleanBinding(this::isReady, busy, target, reason, insisting, insist, kind);
        kind.subscribe(this::forget);
        target.subscribe(this::forget);
        reason.subscribe(this::judge);
    }

    ObjectProperty<Lock.Kind> kindProperty() {
        return kind;
    }

    /** The account's address, or the network in CIDR notation. */
    StringProperty targetProperty() {
        return target;
    }

    StringProperty reasonProperty() {
        return reason;
    }

    /** For how long; zero until it is lifted. */
    ObjectProperty<Integer> minutesProperty() {
        return minutes;
    }

    /** To lock the network from which one comes, or one that the policy trusts, too. */
    BooleanProperty insistProperty() {
        return insist;
    }

    /** Whether that is in question: the server has refused it once. */
    ReadOnlyBooleanProperty insistingProperty() {
        return insisting.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Why it was not done; empty if nothing went wrong. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    BooleanBinding readyBinding() {
        return ready;
    }

    /** Does it. Nothing happens unless {@link #readyBinding} holds. */
    void perform() {
        if (!isReady()) {
            return;
        }
        String of = target.get().strip();
        if (kind.get() == Lock.Kind.NETWORK && AddressRange.parse(of).isEmpty()) {
            problem.set(Text.get("locks.form.network.wrong"));
            return;
        }
        Lock.Kind what = kind.get();
        String why = reason.get().strip();
        Integer lasting = minutes.get() == 0 ? null : minutes.get();
        boolean force = insisting.get() && insist.get();
        busy.set(true);
        problem.set("");
        background.run(
                () -> access.lock(
                        what == Lock.Kind.NETWORK
                                ? new NewLock(null, of, why, lasting, force ? true : null)
                                : NewLock.account(access.account(of).orElseThrow(UnknownException::new), why, lasting)),
                lock -> {
                    busy.set(false);
                    onDone.accept(lock);
                },
                this::failed);
    }

    private void forget() {
        judge();
        insisting.set(false);
        insist.set(false);
    }

    /** What can be said of the reason before it is sent. */
    private void judge() {
        problem.set(tooLong() > 0 ? Text.get("locks.reason.over", tooLong()) : "");
    }

    /** By how many characters the reason is longer than the server takes. */
    private int tooLong() {
        return reason.get().strip().length() - LONGEST_REASON;
    }

    private boolean isReady() {
        return !busy.get()
                && !target.get().isBlank()
                && !reason.get().isBlank()
                && tooLong() <= 0
                && (!insisting.get() || insist.get());
    }

    private void failed(Throwable failure) {
        busy.set(false);
        switch (failure) {
            case UnknownException _ -> problem.set(Text.get("locks.form.account.unknown"));
            case ClientException.Declined _ -> {}
            default -> {
                problem.set(Failures.sentence(failure));
                insisting.set(kind.get() == Lock.Kind.NETWORK && Failures.is(failure, ProblemType.OWN_LOCK));
            }
        }
    }
}
