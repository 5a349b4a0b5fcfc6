package dev.portcullis.console.nodes;

import dev.portcullis.api.NodePage;
import dev.portcullis.api.NodeView;
import dev.portcullis.api.ProblemType;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.desk.Failures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The servers over the database, asked anew every few seconds while somebody looks: one question at a time. For the JavaFX thread. */
public final class NodesModel {
    /** From an answer to the next question. */
    static final Duration PACE = Duration.ofSeconds(2);

    /** After a failure. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** What is older than that is what was. */
    private static final Duration OLD = Duration.ofSeconds(8);

    private final Callable<NodePage> source;
    private final InstantSource clock;
    private final Latest question;
    private final ObservableList<NodeView> rows = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable NodeView> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Reading());
    private final ReadOnlyObjectWrapper<@Nullable Seen> seen = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Throwable> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Instant> now;
    private Instant next = Instant.MAX;
    private int looking;
    private boolean asking;

    /** Whether there is anything to show. */
    sealed interface State {
        record Reading() implements State {}

        record Read() implements State {}

        /** The account may not see this. */
        record Denied() implements State {}

        /** Nothing has been read yet, and cannot be. */
        record Failed(Throwable why) implements State {}
    }

    /**
     * What was read last.
     *
     * @param at when it was here, by the same clock as everything on the screen: leases are counted from then on, so no difference of clocks falsifies them
     */
    record Seen(NodePage page, Instant at) {
        /** What is left of its lease, or less than nothing. */
        Duration left(NodeView node, Instant now) {
            return Duration.between(page.at(), node.leaseEndsAt()).minus(Duration.between(at, now));
        }

        /** How long it has run. */
        Duration up(NodeView node, Instant now) {
            return Duration.between(node.startedAt(), page.at()).plus(Duration.between(at, now));
        }

        /** How long it has been gone. */
        Duration gone(NodeView node, Instant now) {
            Instant end = node.endedAt() == null ? node.leaseEndsAt() : node.endedAt();
            return Duration.between(end, page.at()).plus(Duration.between(at, now));
        }
    }

    /**
     * Asks nothing before somebody looks.
     *
     * @param source asks the server; blocks
     * @param clock the server's
     */
    public NodesModel(Callable<NodePage> source, Background background, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        this.question = new Latest(background);
        this.now = new ReadOnlyObjectWrapper<>(clock.instant());
    }

    /** The servers, by name. */
    ObservableList<NodeView> rows() {
        return rows;
    }

    /** Whose details are shown; null if none's. */
    ObjectProperty<@Nullable NodeView> selectedProperty() {
        return selected;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** What was read last; null before the first answer. */
    ReadOnlyObjectProperty<@Nullable Seen> seenProperty() {
        return seen.getReadOnlyProperty();
    }

    /** Why it could not be read anew; null if it could. */
    ReadOnlyObjectProperty<@Nullable Throwable> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /** Whether what is shown is what was rather than what is. */
    ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /** The server's time, to the beat. */
    ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }

    /** Those that run, by their versions. */
    Versions versions() {
        Seen last = seen.get();
        return Versions.of(last == null ? List.of() : last.page().items());
    }

    /** Whether it is this one that has answered. */
    boolean answers(NodeView node) {
        Seen last = seen.get();
        return last != null && last.page().answeredBy().equals(node.name());
    }

    /** The servers as they were last seen, whoever looks. */
    public ObservableList<NodeView> servers() {
        return FXCollections.unmodifiableObservableList(rows);
    }

    /** Somebody looks, until the subscription ends. */
    public Subscription look() {
        looking++;
        if (looking == 1) {
            read();
        }
        return () -> {
            looking--;
            if (looking == 0) {
                asking = false;
                question.cancel();
            }
        };
    }

    /** Asks now. */
    void read() {
        if (looking == 0) {
            return;
        }
        asking = true;
        if (seen.get() == null && !(state.get() instanceof State.Reading)) {
            state.set(new State.Reading());
        }
        question.ask(source, this::show, this::fail);
    }

    /** Time has passed; once a second. */
    public void tick() {
        if (looking == 0) {
            return;
        }
        now.set(clock.instant());
        if (!asking && !now.get().isBefore(next)) {
            read();
        }
        weigh();
    }

    public void close() {
        looking = 0;
        question.cancel();
    }

    private void show(NodePage page) {
        asking = false;
        Instant at = clock.instant();
        next = at.plus(PACE);
        failure.set(null);
        now.set(at);
        seen.set(new Seen(page, at));
        put(page.items());
        state.set(new State.Read());
        weigh();
    }

    /** In place where it is the same servers: who reads a line, or has selected it, keeps it. */
    private void put(List<NodeView> fresh) {
        NodeView before = selected.get();
        if (names(rows).equals(names(fresh))) {
            for (int i = 0; i < fresh.size(); i++) {
                if (!fresh.get(i).equals(rows.get(i))) {
                    rows.set(i, fresh.get(i));
                }
            }
        } else {
            rows.setAll(fresh);
        }
        selected.set(before == null ? null : named(before.name()).orElse(null));
    }

    private static List<String> names(List<NodeView> nodes) {
        return nodes.stream().map(NodeView::name).toList();
    }

    private Optional<NodeView> named(String name) {
        return rows.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    private void fail(Throwable why) {
        asking = false;
        next = clock.instant().plus(RETRY);
        failure.set(why);
        if (Failures.is(why, ProblemType.FORBIDDEN)) {
            rows.clear();
            selected.set(null);
            seen.set(null);
            state.set(new State.Denied());
            next = Instant.MAX;
        } else if (seen.get() == null) {
            state.set(new State.Failed(why));
        }
        weigh();
    }

    /** Only a question that failed makes it old: while nobody looked, nobody was shown anything. */
    private void weigh() {
        Seen last = seen.get();
        stale.set(last != null
                && failure.get() != null
                && Duration.between(last.at(), clock.instant()).compareTo(OLD) > 0);
    }
}
