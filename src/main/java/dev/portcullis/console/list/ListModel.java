package dev.portcullis.console.list;

import dev.portcullis.api.ProblemType;
import dev.portcullis.console.desk.Failures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a list, which of them is selected, and how far what is shown can be believed. A kind of list says how it is read. For the JavaFX thread.
 *
 * @param <R> a row
 */
public abstract class ListModel<R> {
    /** What could not be read is asked for anew after this. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Function<R, ?> key;
    private final Duration patience;
    private final ObservableList<R> held = FXCollections.observableArrayList();
    private final ObservableList<R> rows = FXCollections.unmodifiableObservableList(held);
    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable R> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<ListState> state = new ReadOnlyObjectWrapper<>(new ListState.Reading());
    private final ReadOnlyObjectWrapper<@Nullable Instant> asOf = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Throwable> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Instant> now;
    private Instant again = Instant.MAX;
    private boolean quietly;

    /**
     * Reads nothing.
     *
     * @param clock the server's
     * @param key what makes a row the same when it is read again
     * @param patience for how long what was read is still what is, although it could not be read anew
     */
    protected ListModel(InstantSource clock, Function<R, ?> key, Duration patience) {
        this.clock = clock;
        this.key = key;
        this.patience = patience;
        this.now = new ReadOnlyObjectWrapper<>(clock.instant());
    }

    /** Reads it anew; what is shown stays until the answer is here. */
    public abstract void read();

    /** Reads what follows the last row, if anything does. */
    public void more() {}

    /** Reads what comes before the first row, if anything does. */
    public void back() {}

    /** What is shown; others change it through the model. */
    public final ObservableList<R> rows() {
        return rows;
    }

    /** What must occur in a row; empty where the list cannot be searched. */
    public final StringProperty searchProperty() {
        return search;
    }

    /** Whether less is asked for than there is. */
    public boolean isNarrowed() {
        return !search.get().isEmpty();
    }

    /** Asks for all again. */
    public void widen() {
        search.set("");
    }

    /** Which row's details are shown; null if none's. */
    public final ObjectProperty<@Nullable R> selectedProperty() {
        return selected;
    }

    public final ReadOnlyObjectProperty<ListState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The server's time of what is shown; null before the first answer. */
    public final ReadOnlyObjectProperty<@Nullable Instant> asOfProperty() {
        return asOf.getReadOnlyProperty();
    }

    /** Why it could not be read anew; null if it could. */
    public final ReadOnlyObjectProperty<@Nullable Throwable> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /** The server's time, to the beat of {@link #tick}. */
    public final ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }

    /** Whether it is known how many rows there are: what has not been read is not none. */
    public final boolean isCounted() {
        return !held.isEmpty() || state.get() instanceof ListState.Read;
    }

    /** Whether what is shown is what was, rather than what is. */
    public final boolean isStale() {
        return asOf.get() != null && state.get() instanceof ListState.Failed;
    }

    /** Time has passed; once a second, where rows tell of it. */
    public void tick() {
        now.set(clock.instant());
        weigh();
    }

    /** Asks again what could not be answered a while ago, if it may be now. Once a second while somebody looks, for lists that are not asked for again and again anyhow. */
    public final void seek() {
        if (!clock.instant().isBefore(again)) {
            again = Instant.MAX;
            quietly = true; // why it could not be read stays until it can
            repeat();
            quietly = false;
        }
    }

    /** The server is heard again: what it could not be asked is asked now. */
    final void heardAgain() {
        if (failure.get() != null) {
            repeat();
        }
    }

    /** Asks again what was asked last and could not be answered. */
    protected void repeat() {
        read();
    }

    /** It is being read, and somebody waits who has nothing to see. */
    protected final void reading() {
        if (held.isEmpty() && !quietly) {
            state.set(new ListState.Reading());
        }
    }

    /** It has been read. */
    protected final void took() {
        now.set(clock.instant());
        failure.set(null);
        again = Instant.MAX;
        asOf.set(now.get());
        state.set(new ListState.Read());
    }

    /** It could not be read. */
    protected void failed(Throwable why) {
        failure.set(why);
        again = Failures.mayPass(why) ? clock.instant().plus(AGAIN) : Instant.MAX;
        if (Failures.is(why, ProblemType.FORBIDDEN)) {
            put(List.of());
            asOf.set(null);
            state.set(new ListState.Denied());
        } else {
            weigh();
        }
    }

    /** Only a question that failed makes it old: while nobody looked, nobody was shown anything. */
    private void weigh() {
        Throwable why = failure.get();
        Instant then = asOf.get();
        boolean old = then == null || !clock.instant().isBefore(then.plus(patience));
        if (why != null && old && !(state.get() instanceof ListState.Denied) && !isSaid(why)) {
            state.set(new ListState.Failed(why));
        }
    }

    /** What is said already is not said anew: somebody may be copying its code. */
    private boolean isSaid(Throwable why) {
        return state.get() instanceof ListState.Failed(Throwable before)
                && Failures.sentence(before).equals(Failures.sentence(why));
    }

    /** The rows, to be changed. */
    protected final ObservableList<R> held() {
        return held;
    }

    /** Shows these rows; in place where they are the same ones: who reads a line, or has selected it, keeps it. */
    protected final void put(List<R> fresh) {
        R before = selected.get();
        if (keys(held).equals(keys(fresh))) {
            for (int i = 0; i < fresh.size(); i++) {
                if (!fresh.get(i).equals(held.get(i))) {
                    held.set(i, fresh.get(i));
                }
            }
        } else {
            held.setAll(fresh);
        }
        selected.set(before == null ? null : held(key.apply(before)).orElse(keeps(before) ? before : null));
    }

    /** Whether it stays selected although it is not among the rows. */
    protected boolean keeps(R row) {
        return false;
    }

    /** The row of that key, if it is held. */
    protected final Optional<R> held(Object wanted) {
        return held.stream().filter(row -> key.apply(row).equals(wanted)).findFirst();
    }

    private List<?> keys(List<R> some) {
        return some.stream().map(key).toList();
    }
}
