package dev.portcullis.console.revoke;

import dev.portcullis.api.Problem;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** One question whether to end certain sessions, from asking to the receipt. For the JavaFX thread. */
public final class RevocationModel {
    /** The most that one request may name. */
    public static final int MOST = 10_000;

    /** The longest reason, in characters. */
    public static final int LONGEST_REASON = 500;

    private final BiFunction<Collection<UUID>, String, Receipt> revoke;
    private final Background background;
    private final List<SessionView> sessions;
    private final BlastRadius radius;
    private final boolean own;
    private final boolean ownLeftOut;
    private final StringProperty reason = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Asking());
    private final BooleanBinding ready = Bindings.createBooleanBinding(this::isReady, reason, state);

    /**
     * @param revoke ends sessions with a reason, blocking
     * @param own whether the one session is the operator's own
     * @param ownLeftOut whether the operator's own session was selected too, and spared
     */
    RevocationModel(
            BiFunction<Collection<UUID>, String, Receipt> revoke,
            Background background,
            List<SessionView> sessions,
            boolean own,
            boolean ownLeftOut,
            Instant now) {
        this.revoke = revoke;
        this.background = background;
        this.sessions = List.copyOf(sessions);
        this.radius = BlastRadius.of(sessions, now);
        this.own = own;
        this.ownLeftOut = ownLeftOut;
    }

    /** How far it has come. */
    public sealed interface State {
        record Asking() implements State {}

        record Running() implements State {}

        /** It is not known that they have ended; the operator may try again, which does no harm. */
        record Failed(String sentence) implements State {}

        record Done(Receipt receipt) implements State {}
    }

    public StringProperty reasonProperty() {
        return reason;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Whether it can be done now: there is a reason, not too long, and nothing is under way. */
    public BooleanBinding readyBinding() {
        return ready;
    }

    public int count() {
        return sessions.size();
    }

    public boolean tooMany() {
        return sessions.size() > MOST;
    }

    public BlastRadius radius() {
        return radius;
    }

    public boolean own() {
        return own;
    }

    public boolean ownLeftOut() {
        return ownLeftOut;
    }

    /** Ends them. Does nothing unless {@link #readyBinding} holds. */
    public void execute() {
        if (!isReady()) {
            return;
        }
        String words = reason.get().strip();
        List<UUID> handles = sessions.stream().map(SessionView::handle).toList();
        state.set(new State.Running());
        background.run(
                () -> revoke.apply(handles, words),
                receipt -> state.set(new State.Done(receipt)),
                failure -> state.set(
                        failure instanceof ClientException.Declined
                                ? new State.Asking()
                                : new State.Failed(sentence(failure, handles.size()))));
    }

    /** Whether there is no reason yet. */
    public boolean unreasoned() {
        return reason.get() == null || reason.get().isBlank();
    }

    private boolean isReady() {
        int length = reason.get() == null ? 0 : reason.get().strip().length();
        boolean free = state.get() instanceof State.Asking || state.get() instanceof State.Failed;
        return free && length > 0 && length <= LONGEST_REASON && !tooMany();
    }

    /** What a server refuses it has not done; after its own failure, or without its answer, nobody knows. */
    private static String sentence(Throwable failure, int sessions) {
        return switch (failure) {
            case ClientException.Refused refused
            when refused.problem().status() < 500 -> Text.get("revoke.refused", said(refused.problem()));
            case ClientException.Refused refused -> uncertain(said(refused.problem()), sessions);
            case ClientException.Unreachable unreachable ->
                uncertain(
                        Text.get("revoke.unreachable."
                                + unreachable.kind().name().toLowerCase(Locale.ROOT)),
                        sessions);
            default -> Text.get("revoke.failed", failure.toString());
        };
    }

    private static String uncertain(String why, int sessions) {
        return Text.get("revoke.uncertain", why, sessions);
    }

    private static String said(Problem problem) {
        String detail = problem.detail();
        return detail == null || detail.isBlank()
                ? Text.get("revoke.said.title", problem.title())
                : Text.get("revoke.said", problem.title(), detail);
    }
}
