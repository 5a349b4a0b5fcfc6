package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.api.LockPage;
import dev.portcullis.api.ProblemType;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.desk.Failures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The locks that hold, asked anew every few seconds while somebody looks, and whenever one is set or lifted here. For the JavaFX thread. */
final class LocksModel {
    /** From an answer to the next question. */
    static final Duration PACE = Duration.ofSeconds(5);

    /** What is older than that is what was. */
    private static final Duration OLD = Duration.ofSeconds(20);

    private final LocksAccess access;
    private final Background background;
    private final InstantSource clock;
    private final Latest question;
    private final StringProperty search = new SimpleStringProperty("");
    private final ObservableList<Lock> rows = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Lock> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Reading());
    private final ReadOnlyObjectWrapper<@Nullable Instant> asOf = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Throwable> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Instant> now;
    private List<Lock> all = List.of();
    private Instant next = Instant.MAX;
    private boolean looking;
    private boolean asking;

    /** Whether there is anything to show. */
    sealed interface State {
        record Reading() implements State {}

        record Read() implements State {}

        /** The account may not see locks. */
        record Denied() implements State {}

        /** Nothing has been read yet, and cannot be. */
        record Failed(Throwable why) implements State {}
    }

    /**
     * Asks nothing before {@link #enter}.
     *
     * @param clock the server's
     */
    LocksModel(LocksAccess access, Background background, InstantSource clock) {
        this.access = access;
        this.background = background;
        this.clock = clock;
        this.question = new Latest(background);
        this.now = new ReadOnlyObjectWrapper<>(clock.instant());
        search.subscribe(this::sift);
    }

    /** What must occur in what is locked, in the reason or in who locked it. */
    StringProperty searchProperty() {
        return search;
    }

    /** Those that hold and match, newest first. */
    ObservableList<Lock> rows() {
        return rows;
    }

    /** How many hold, whether they match or not. */
    int held() {
        return all.size();
    }

    ObjectProperty<@Nullable Lock> selectedProperty() {
        return selected;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The server's time of what is shown; null before the first answer. */
    ReadOnlyObjectProperty<@Nullable Instant> asOfProperty() {
        return asOf.getReadOnlyProperty();
    }

    /** Why it could not be read anew; null if it could. */
    ReadOnlyObjectProperty<@Nullable Throwable> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /** Whether there are older ones, which are not shown. */
    ReadOnlyBooleanProperty moreProperty() {
        return more.getReadOnlyProperty();
    }

    /** The server's time, to the beat. */
    ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }

    LocksAccess access() {
        return access;
    }

    Background background() {
        return background;
    }

    /** Somebody looks. */
    void enter() {
        looking = true;
        read();
    }

    /** Nobody looks any more. */
    void leave() {
        looking = false;
        asking = false;
        question.cancel();
    }

    /** Asks now. */
    void read() {
        asking = true;
        if (asOf.get() == null && !(state.get() instanceof State.Reading)) {
            state.set(new State.Reading());
        }
        question.ask(access::page, this::show, this::fail);
    }

    /** Time has passed; once a second. What has run out is gone, before anybody says so. */
    void tick() {
        now.set(clock.instant());
        if (looking && !asking && !now.get().isBefore(next)) {
            read();
        }
        if (all.stream().anyMatch(this::over)) {
            sift();
        }
        weigh();
    }

    /** It has been set here: it is shown at once, and the rest with it. */
    void put(Lock lock) {
        all = Stream.concat(Stream.of(lock), all.stream().filter(each -> !each.id().equals(lock.id())))
                .toList();
        sift();
        selected.set(lock);
        read();
    }

    /** It has been lifted here. */
    void remove(Lock lock) {
        all = all.stream().filter(each -> !each.id().equals(lock.id())).toList();
        sift();
        read();
    }

    private boolean over(Lock lock) {
        return lock.until() != null && !lock.until().isAfter(clock.instant());
    }

    private void show(LockPage page) {
        asking = false;
        Instant at = clock.instant();
        next = at.plus(PACE);
        all = page.items();
        more.set(page.next() != null);
        failure.set(null);
        now.set(at);
        sift();
        asOf.set(at);
        state.set(new State.Read());
        weigh();
    }

    private void sift() {
        Lock before = selected.get();
        String words = search.get().strip().toLowerCase(Locale.ROOT);
        List<Lock> fresh = all.stream()
                .filter(lock -> !over(lock) && LockWords.searched(lock).contains(words))
                .toList();
        if (!fresh.equals(rows)) {
            rows.setAll(fresh);
        }
        selected.set(
                before == null
                        ? null
                        : rows.stream()
                                .filter(lock -> lock.id().equals(before.id()))
                                .findFirst()
                                .orElse(null));
    }

    private void fail(Throwable why) {
        asking = false;
        next = clock.instant().plus(PACE);
        failure.set(why);
        if (Failures.is(why, ProblemType.FORBIDDEN)) {
            all = List.of();
            sift();
            asOf.set(null);
            state.set(new State.Denied());
            next = Instant.MAX;
        } else if (asOf.get() == null) {
            state.set(new State.Failed(why));
        }
        weigh();
    }

    private void weigh() {
        Instant last = asOf.get();
        stale.set(last != null
                && failure.get() != null
                && Duration.between(last, clock.instant()).compareTo(OLD) > 0);
    }
}
