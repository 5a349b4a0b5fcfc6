package dev.portcullis.console.revoke;

import dev.portcullis.api.ProblemType;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationView;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.InstantSource;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * One question whether to do something to certain sessions, from the plan to the receipt. What is done is what the plan said and the screen has shown: whoever
 * asks for something else, or waits until the plan is not good any more, is shown another first. For the JavaFX thread.
 */
public final class RevocationModel {
    /** The longest reason, in characters. */
    public static final int LONGEST_REASON = 500;

    /** To do it to more than so many one has to type that one means it. */
    static final int TYPED_ABOVE = 20;

    private final RevocationAccess access;
    private final Background background;
    private final Latest planning;
    private final InstantSource server;
    private final Target target;
    private final ObjectProperty<Measure> measure;
    private final StringProperty reason = new SimpleStringProperty("");
    private final StringProperty phrase = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Planned> planned = new ReadOnlyObjectWrapper<>(new Planned.Awaited(null));
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Asking());
    private final ReadOnlyObjectWrapper<@Nullable Duration> left = new ReadOnlyObjectWrapper<>();
    private final BooleanBinding ready =
            Bindings.createBooleanBinding(this::isReady, reason, phrase, state, planned, left);

    /** @param server the server's clock, by which a plan ends */
    RevocationModel(
            RevocationAccess access,
            Background background,
            InstantSource server,
            Target target,
            RevocationAction action) {
        this.access = access;
        this.background = background;
        this.planning = new Latest(background);
        this.server = server;
        this.target = target;
        this.measure = new SimpleObjectProperty<>(Measure.of(action));
        measure.subscribe(_ -> planAgain());
    }

    /** What it would mean, as far as the server has said. */
    sealed interface Planned {
        /**
         * It is being asked.
         *
         * @param before what it would have meant to do what was asked about before
         */
        record Awaited(@Nullable RevocationPlan before) implements Planned {}

        /** It has said. */
        record Known(RevocationPlan plan) implements Planned {}

        /** It could not be found out. */
        record Failed(String sentence) implements Planned {}
    }

    /** How far it has come. */
    sealed interface State {
        record Asking() implements State {}

        /**
         * It is under way.
         *
         * @param progress null in the first second
         */
        record Running(@Nullable RevocationView progress) implements State {}

        /**
         * It was not done, or nobody knows; the operator may try again, which does nothing twice.
         *
         * @param uncertain whether nobody knows
         */
        record Failed(String sentence, boolean uncertain) implements State {}

        record Done(Receipt receipt) implements State {}
    }

    /** What is to be done; another is planned at once. */
    ObjectProperty<Measure> measureProperty() {
        return measure;
    }

    StringProperty reasonProperty() {
        return reason;
    }

    /** What is typed to show that one means it. */
    StringProperty phraseProperty() {
        return phrase;
    }

    ReadOnlyObjectProperty<Planned> plannedProperty() {
        return planned.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** For how long the plan is good: zero or less if it is not any more, null if there is none. */
    ReadOnlyObjectProperty<@Nullable Duration> leftProperty() {
        return left.getReadOnlyProperty();
    }

    /** Whether it can be done now. */
    BooleanBinding readyBinding() {
        return ready;
    }

    Target target() {
        return target;
    }

    /** The plan on the screen; null if there is none. */
    @Nullable
    RevocationPlan plan() {
        return planned.get() instanceof Planned.Known(RevocationPlan plan) ? plan : null;
    }

    /** How many sessions it is about, that have not ended. */
    static int count(RevocationPlan plan) {
        return plan.matched() - plan.alreadyEnded();
    }

    /** What has to be typed to do what is planned; empty if nothing has to be. */
    String wantedPhrase() {
        RevocationPlan plan = plan();
        return plan == null || count(plan) <= TYPED_ABOVE
                ? ""
                : Text.get("revoke.phrase." + plan.action().wire(), String.valueOf(count(plan)));
    }

    /** Whether there is no reason yet. */
    boolean unreasoned() {
        return reason.get() == null || reason.get().isBlank();
    }

    /** Whether what was typed is not what has to be. */
    boolean unconfirmed() {
        return !words(phrase.get()).equals(words(wantedPhrase()));
    }

    /** Looks at the clock. */
    void tick() {
        RevocationPlan plan = plan();
        left.set(plan == null ? null : Duration.between(server.instant(), plan.expiresAt()));
    }

    /** Whether the plan is not good any more. */
    boolean expired() {
        Duration now = left.get();
        return now != null && !now.isPositive();
    }

    /** Asks again what it would mean. */
    void planAgain() {
        planning.cancel();
        if (target.tooMany()) {
            planned.set(new Planned.Failed(Text.get("revoke.toomany", Target.MOST_NAMED)));
            return;
        }
        planned.set(new Planned.Awaited(plan()));
        tick();
        if (state.get() instanceof State.Failed) {
            state.set(new State.Asking());
        }
        Measure asked = measure.get();
        planning.ask(
                () -> access.plan(target.request(asked)),
                plan -> {
                    planned.set(new Planned.Known(plan));
                    tick();
                },
                failure -> planned.set(new Planned.Failed(RevocationProblems.ofPlan(failure))));
    }

    /** Does it. Does nothing unless {@link #readyBinding} holds. */
    void execute() {
        RevocationPlan plan = plan();
        if (plan == null || !isReady()) {
            return;
        }
        String words = reason.get().strip();
        state.set(new State.Running(null));
        background.run(
                () -> access.execute(plan, words, view -> background.tell(() -> progressed(view))),
                receipt -> state.set(new State.Done(receipt)),
                this::failed);
    }

    /** Asks for nothing any more. */
    void close() {
        planning.cancel();
    }

    private void progressed(RevocationView view) {
        if (state.get() instanceof State.Running) {
            state.set(new State.Running(view));
        }
    }

    private void failed(Throwable failure) {
        boolean gone = failure instanceof ClientException.Refused refused
                && refused.type().filter(ProblemType.PLAN_EXPIRED::equals).isPresent();
        if (gone) {
            left.set(Duration.ZERO);
            state.set(new State.Failed(Text.get("revoke.expired"), false));
        } else if (failure instanceof ClientException.Declined) {
            state.set(new State.Asking());
        } else {
            boolean isBegun = state.get() instanceof State.Running running && running.progress() != null;
            state.set(RevocationProblems.ofExecution(failure, isBegun));
        }
    }

    private boolean isReady() {
        RevocationPlan plan = plan();
        int length = reason.get() == null ? 0 : reason.get().strip().length();
        boolean again = state.get() instanceof State.Failed failed && failed.uncertain();
        boolean free = state.get() instanceof State.Asking || state.get() instanceof State.Failed;
        return plan != null
                && count(plan) > 0
                && free
                && (again || !expired())
                && length > 0
                && length <= LONGEST_REASON
                && !unconfirmed();
    }

    private static String words(@Nullable String typed) {
        return typed == null ? "" : typed.strip().replaceAll("\\s+", " ").toLowerCase(Text.locale());
    }
}
