package dev.portcullis.console.audit;

import dev.portcullis.api.AuditVerification;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Has the server verify the chain, and keeps what came of it. For the JavaFX thread. */
public final class VerifyModel {
    private final AuditAccess access;
    private final InstantSource clock;
    private final Latest question;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.None());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /** How far it is. */
    sealed interface State {
        record None() implements State {}

        record Running() implements State {}

        /** It holds, up to that entry. */
        record Holds(long entries, long upTo, Instant at) implements State {}

        /** It does not. */
        record Broken(long firstBad, String problem, Instant at) implements State {}

        /** It could not be verified. */
        record Failed(Throwable why) implements State {}
    }

    /** @param clock the server's */
    public VerifyModel(AuditAccess access, Background background, InstantSource clock) {
        this.access = access;
        this.clock = clock;
        this.question = new Latest(background);
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** What the last verification found wrong; empty if nothing is known to be. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    boolean running() {
        return state.get() instanceof State.Running;
    }

    void verify() {
        state.set(new State.Running());
        question.ask(access::verify, this::took, why -> state.set(new State.Failed(why)));
    }

    /** Waits no longer; the server ends it when it notices. */
    public void cancel() {
        question.cancel();
        state.set(new State.None());
    }

    /** What came of it need not be shown any longer; what was found wrong stays known. */
    void dismiss() {
        state.set(new State.None());
    }

    private void took(AuditVerification outcome) {
        if (outcome.ok()) {
            problem.set("");
            long upTo =
                    outcome.head() == null ? outcome.entries() : outcome.head().seq();
            state.set(new State.Holds(outcome.entries(), upTo, clock.instant()));
        } else {
            String what = Objects.requireNonNullElse(outcome.problem(), "–");
            problem.set(what);
            state.set(new State.Broken(
                    Objects.requireNonNullElse(outcome.firstBad(), outcome.entries()), what, clock.instant()));
        }
    }
}
