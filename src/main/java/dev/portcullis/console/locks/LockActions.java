package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import java.util.List;
import java.util.function.Consumer;
import org.kordamp.ikonli.feather.Feather;

/** What can be done with locks. */
final class LockActions {
    private final LocksModel model;
    private final boolean mayLock;
    private final Action lock;
    private final Action lift;
    private final Action sessions;

    /** @param mayLock whether the operator may lock and release at all */
    LockActions(LocksModel model, boolean mayLock, Runnable onLock, Consumer<Lock> onLift, Consumer<Lock> onSessions) {
        this.model = model;
        this.mayLock = mayLock;
        lock = Action.of("locks.action.lock", Feather.LOCK, Keys.NEW, this::notPermitted, onLock);
        lift = Action.of("locks.action.lift", Feather.UNLOCK, Keys.RELEASE, this::notLiftable, with(onLift));
        sessions = Action.of("locks.action.sessions", Feather.LIST, Keys.OPEN, this::noneSelected, with(onSessions));
    }

    List<Action> all() {
        return List.of(lock, lift, sessions);
    }

    Action lock() {
        return lock;
    }

    Action lift() {
        return lift;
    }

    Action sessions() {
        return sessions;
    }

    private Runnable with(Consumer<Lock> act) {
        return () -> {
            Lock selected = model.selectedProperty().get();
            if (selected != null) {
                act.accept(selected);
            }
        };
    }

    private String notLiftable() {
        String before = notPermitted();
        return before.isEmpty() ? noneSelected() : before;
    }

    private String notPermitted() {
        return mayLock ? "" : Text.get("locks.hindrance.denied");
    }

    private String noneSelected() {
        return model.selectedProperty().get() == null ? Text.get("locks.hindrance.none") : "";
    }
}
