package dev.portcullis.console.overview;

import dev.portcullis.api.NodeView;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.sessions.LiveState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * What the server counts, asked anew every few seconds while somebody looks: one question at a time, later after each that fails. For the JavaFX thread.
 */
final class OverviewModel {
    /** Of this many questions none was answered: what is shown is old. */
    private static final int MISSED = 3;

    private static final Duration SLOWEST = Duration.ofMinutes(1);

    /** By then the server is likely to have counted what it had not when it was asked for the first time. */
    private static final Duration COUNTED = Duration.ofSeconds(2);

    /** The server speaks at least every few seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final OverviewReader reader;
    private final InstantSource clock;
    private final Pulse pulse;
    private final ObservableValue<String> auditProblem;
    private final Servers servers;
    private final Latest question;
    private final ObjectProperty<TimeRange> range = new SimpleObjectProperty<>(TimeRange.FOUR_HOURS);
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Reading());
    private final ReadOnlyObjectWrapper<@Nullable Picture> picture = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Alert>> alerts = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();

    /** Sessions that a reuse ended and that somebody has seen to, each with when it ended. */
    private final Map<UUID, Instant> seen = new HashMap<>();

    /** Servers that are gone, each with when it went: one that comes back and goes again is news. */
    private final Set<Map.Entry<String, Instant>> seenLost = new HashSet<>();

    private Subscription watching = Subscription.EMPTY;
    private final Subscription subscriptions;
    private Instant next = Instant.MAX;
    private boolean looking;
    private boolean asking;
    private int failures;
    private @Nullable Throwable failure;

    /** Whether there is anything to show. */
    sealed interface State {
        record Reading() implements State {}

        record Read() implements State {}

        /** The account may not see sessions. */
        record Denied() implements State {}

        /** Nothing has been read yet, and cannot be. */
        record Failed(Throwable why) implements State {}
    }

    /**
     * Asks nothing before {@link #enter}.
     *
     * @param clock the server's
     * @param auditProblem what a verification of the audit found wrong; empty if nothing is known to be
     */
    OverviewModel(
            OverviewSource source,
            Background background,
            InstantSource clock,
            Pulse pulse,
            ObservableValue<String> auditProblem,
            Servers servers) {
        this.servers = servers;
        this.reader = new OverviewReader(source);
        this.clock = clock;
        this.pulse = pulse;
        this.auditProblem = auditProblem;
        this.question = new Latest(background);
        range.addListener((_, _, _) -> {
            weigh();
            read();
        });
        subscriptions = Subscription.combine(
                pulse.live().subscribe(this::weigh),
                auditProblem.subscribe(this::weigh),
                servers.nodes().subscribe(this::weigh),
                picture.subscribe(this::weigh));
    }

    ObjectProperty<TimeRange> rangeProperty() {
        return range;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The newest that was read; null before the first. */
    ReadOnlyObjectProperty<@Nullable Picture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /** The last hour, live; null until the server has counted. */
    ObservableValue<@Nullable Stats> liveProperty() {
        return pulse.stats();
    }

    /** What needs somebody, the worst first. */
    ReadOnlyObjectProperty<List<Alert>> alertsProperty() {
        return alerts.getReadOnlyProperty();
    }

    /** Whether the picture is what was rather than what is. */
    ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /** Somebody looks. */
    void enter() {
        if (!looking) {
            watching = servers.look().get();
        }
        looking = true;
        read();
    }

    /** Nobody looks any more. */
    void leave() {
        looking = false;
        watching.unsubscribe();
        watching = Subscription.EMPTY;
        asking = false;
        question.cancel();
    }

    /** Asks now. */
    void read() {
        if (!looking) {
            return;
        }
        asking = true;
        TimeRange asked = range.get();
        if (picture.get() == null && !(state.get() instanceof State.Reading)) {
            state.set(new State.Reading());
        }
        question.ask(() -> reader.read(asked, clock.instant()), this::show, this::fail);
    }

    /** The server is heard again: what it could not be asked is asked now. */
    void heardAgain() {
        if (failure != null) {
            read();
        }
    }

    /** Time has passed; once a second. */
    void tick() {
        if (looking && !asking && !clock.instant().isBefore(next)) {
            read();
        }
        weigh();
    }

    /** Somebody has seen to that one. */
    void dismiss(SessionView session) {
        seen.put(session.handle(), Objects.requireNonNullElse(session.endedAt(), session.lastSeenAt()));
        weigh();
    }

    /** Somebody has seen to the servers that are gone. */
    void dismissLost() {
        lost().forEach(node -> seenLost.add(end(node)));
        weigh();
    }

    void close() {
        leave();
        subscriptions.unsubscribe();
    }

    private void show(Picture now) {
        asking = false;
        failures = 0;
        failure = null;
        next = clock.instant()
                .plus(now.stats().timeLeft() == null ? COUNTED : now.range().pace());
        state.set(new State.Read());
        picture.set(now);
    }

    private void fail(Throwable why) {
        asking = false;
        failures++;
        failure = why;
        Duration wait = range.get().pace().multipliedBy(failures);
        next = clock.instant().plus(wait.compareTo(SLOWEST) > 0 ? SLOWEST : wait);
        if (Failures.is(why, ProblemType.FORBIDDEN)) {
            picture.set(null);
            state.set(new State.Denied());
            next = Instant.MAX;
        } else if (picture.get() == null) {
            state.set(new State.Failed(why));
        }
        weigh();
    }

    private void weigh() {
        List<Alert> now = new ArrayList<>();
        if (!auditProblem.getValue().isEmpty()) {
            now.add(new Alert.AuditBroken(auditProblem.getValue()));
        }
        nodes(now);
        Picture shown = picture.get();
        boolean old = false;
        if (shown != null) {
            reuses(shown, now);
            guessing(shown, now);
            old = old(shown, now);
            if (shown.stats().rebuilding()) {
                now.add(new Alert.Rebuilding());
            }
        }
        feed(now);
        stale.set(old);
        if (!now.equals(alerts.get())) {
            alerts.set(List.copyOf(now));
        }
    }

    private void reuses(Picture shown, List<Alert> now) {
        List<SessionView> open = shown.reused().newest().stream()
                .filter(session -> !seen.containsKey(session.handle()))
                .toList();
        if (!open.isEmpty()) {
            Instant dayAgo = shown.at().minus(Duration.ofDays(1));
            long counted = shown.reused().total()
                    - seen.values().stream()
                            .filter(ended -> !ended.isBefore(dayAgo))
                            .count();
            now.add(new Alert.Reused(open.getFirst(), Math.max(counted, open.size()) - 1));
        }
    }

    private void nodes(List<Alert> now) {
        List<NodeView> lost = lost();
        if (!lost.isEmpty()) {
            now.add(new Alert.NodeLost(lost.getFirst(), lost.size() - 1));
        }
        List<NodeView> lagging = in(NodeView.State.LAGGING);
        if (!lagging.isEmpty()) {
            now.add(new Alert.NodeLagging(lagging.getFirst().name(), lagging.size() - 1));
        }
    }

    private List<NodeView> lost() {
        return in(NodeView.State.LOST).stream()
                .filter(node -> !seenLost.contains(end(node)))
                .toList();
    }

    private List<NodeView> in(NodeView.State state) {
        return servers.nodes().stream().filter(node -> node.state() == state).toList();
    }

    private static Map.Entry<String, Instant> end(NodeView node) {
        return Map.entry(node.name(), node.leaseEndsAt());
    }

    private void guessing(Picture shown, List<Alert> now) {
        Stats live = pulse.stats().getValue();
        if (live != null) {
            shown.usual()
                    .exceededBy(live)
                    .ifPresent(failed ->
                            now.add(new Alert.Guessing(failed, shown.usual().middle())));
        }
    }

    /** What is of another time than the chosen one is old at once. Else only a question that failed makes it old: while nobody looked, nobody was shown anything. */
    private boolean old(Picture shown, List<Alert> now) {
        Duration age = Duration.between(shown.at(), clock.instant());
        Throwable why = failure;
        boolean missed = why != null && age.compareTo(shown.range().pace().multipliedBy(MISSED)) > 0;
        boolean old = missed || shown.range() != range.get();
        if (old && why != null) {
            now.add(new Alert.Stale(shown.at(), why));
        }
        return old;
    }

    private void feed(List<Alert> now) {
        Instant asOf = pulse.asOf().getValue();
        if (asOf == null) {
            return;
        }
        LiveState live = pulse.live().getValue();
        boolean silent = live == LiveState.LIVE
                && Duration.between(asOf, clock.instant()).compareTo(SILENCE) > 0;
        if (silent || live == LiveState.INTERRUPTED) {
            now.add(new Alert.Feed(asOf));
        }
    }
}
