package dev.portcullis.console.sessions;

import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.Simulator;
import dev.portcullis.console.common.Background;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Simulated people, as the operator starts and stops them. For the JavaFX thread. */
final class SimulatedPeople implements AutoCloseable {
    private final Simulator simulator;
    private final PortcullisClient operator;
    private final Background background;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Absent());
    private @Nullable AutoCloseable running;
    private boolean closed;

    SimulatedPeople(Simulator simulator, PortcullisClient operator, Background background) {
        this.simulator = simulator;
        this.operator = operator;
        this.background = background;
    }

    /** Whether they are here. */
    sealed interface State {
        record Absent() implements State {}

        record Starting() implements State {}

        record Active() implements State {}

        /** They were here, and have left. */
        record Stopped() implements State {}

        record Failed(Throwable why) implements State {}
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Whether nobody is here, and nobody on the way. */
    boolean startable() {
        return !(state.get() instanceof State.Starting) && running == null;
    }

    void start() {
        if (!startable()) {
            return;
        }
        state.set(new State.Starting());
        background.run(() -> simulator.start(operator), this::started, this::notStarted);
    }

    void stop() {
        AutoCloseable ending = running;
        if (ending == null) {
            return;
        }
        running = null;
        background.run(
                () -> {
                    ending.close();
                    return ending;
                },
                _ -> left(new State.Stopped()),
                why -> left(new State.Failed(why)));
    }

    /** Others may have come meanwhile. */
    private void left(State how) {
        if (running == null && !(state.get() instanceof State.Starting)) {
            state.set(how);
        }
    }

    /** Whoever has read that they have left, or could not come, need not go on reading it. */
    void dismiss() {
        if (state.get() instanceof State.Stopped || state.get() instanceof State.Failed) {
            state.set(new State.Absent());
        }
    }

    @Override
    public void close() {
        closed = true;
        stop();
    }

    /** Who gave no further proof did not want it after all. */
    private void notStarted(Throwable why) {
        state.set(why instanceof ClientException.Declined ? new State.Absent() : new State.Failed(why));
    }

    private void started(AutoCloseable people) {
        running = people;
        state.set(new State.Active());
        if (closed) {
            stop();
        }
    }
}
