package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.UiClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * The live table, as properties. {@link LiveSessions} reads and merges on a thread of its own; this takes its pictures over on the JavaFX thread, one at a time,
 * the newest only. All methods and properties are for the JavaFX thread.
 */
public final class SessionsModel implements AutoCloseable {
    private final SessionView own;
    private final OwnEnd ownEnd;
    private final LiveSessions sessions;
    private final Executor fx;
    private final AtomicReference<@Nullable Picture> pending = new AtomicReference<>();

    private final RowList rows = new RowList();
    private final Selection selection = new Selection(rows);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper matched = new ReadOnlyStringWrapper("");
    private final ObjectProperty<Ordering> ordering = new SimpleObjectProperty<>(Ordering.NEWEST);
    private final ReadOnlyIntegerWrapper shown = new ReadOnlyIntegerWrapper();
    private final ReadOnlyLongWrapper total = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<LiveState> live = new ReadOnlyObjectWrapper<>(LiveState.CONNECTING);
    private final ReadOnlyObjectWrapper<@Nullable ClientException> interruption = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Instant> asOf = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Loading> loading = new ReadOnlyObjectWrapper<>(new Loading.Awaited());
    private final ReadOnlyObjectWrapper<@Nullable Stats> stats = new ReadOnlyObjectWrapper<>();
    private Picture.Rows applied = Picture.Rows.NONE;
    private boolean closed;

    /** @param own the operator's own session, which is marked and spared */
    public SessionsModel(PortcullisClient client, SessionView own) {
        this(SessionSource.of(client), own, new UiClock(client::clockOffset)::now, Platform::runLater);
    }

    SessionsModel(SessionSource source, SessionView own, InstantSource server, Executor fx) {
        this.own = own;
        this.ownEnd = new OwnEnd();
        this.fx = fx;
        this.sessions = new LiveSessions(source, own.handle(), server, this::offer);
        search.addListener((_, _, text) -> sessions.search(text));
        ordering.addListener((_, _, order) -> sessions.order(order));
        sessions.start();
    }

    /** What is asked for: words, see {@link Search}. */
    public StringProperty searchProperty() {
        return search;
    }

    /** The search that the rows answer, which may lag a little behind {@link #searchProperty}. */
    public ReadOnlyStringProperty matchedProperty() {
        return matched.getReadOnlyProperty();
    }

    public ObjectProperty<Ordering> orderingProperty() {
        return ordering;
    }

    /** The rows that match, in order. */
    public RowList rows() {
        return rows;
    }

    public Selection selection() {
        return selection;
    }

    /** How many sessions match that have not ended. */
    public ReadOnlyIntegerProperty shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** How many active sessions the server has, loaded or not. */
    public ReadOnlyLongProperty totalProperty() {
        return total.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty selectedCountProperty() {
        return selection.countProperty();
    }

    public ReadOnlyObjectProperty<LiveState> liveProperty() {
        return live.getReadOnlyProperty();
    }

    /** Why the live feed is interrupted, or has ended; null while it has not. */
    public ReadOnlyObjectProperty<@Nullable ClientException> interruptionProperty() {
        return interruption.getReadOnlyProperty();
    }

    /** The server's time of the last thing heard from it; null before the first. */
    public ReadOnlyObjectProperty<@Nullable Instant> asOfProperty() {
        return asOf.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Loading> loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    /** The counts of the last hour; null until the server has counted. */
    public ReadOnlyObjectProperty<@Nullable Stats> statsProperty() {
        return stats.getReadOnlyProperty();
    }

    /** The sessions that can be ended among the selected: the operator's own only if it alone is named. */
    public List<SessionView> endable() {
        List<SessionView> active = selection.rows().stream()
                .filter(row -> !row.ended())
                .map(Row::session)
                .toList();
        boolean ownAlone = active.size() == 1;
        return ownAlone
                ? active
                : active.stream()
                        .filter(session -> !session.handle().equals(own.handle()))
                        .toList();
    }

    /** The operator's own session, as it was at login. */
    SessionView own() {
        return own;
    }

    OwnEnd ownEnd() {
        return ownEnd;
    }

    /** Whether the operator ended their own session from here. */
    public boolean endedByOneself() {
        return ownEnd.asked();
    }

    /** Whether the operator's own session is among several selected, and so left out. */
    public boolean ownLeftOut() {
        return selection.count() > 1 && selection.contains(own.handle());
    }

    /**
     * Counts the active sessions of each account, among those that are loaded.
     *
     * @param onCounted hears it, on the JavaFX thread
     */
    public void countByAccount(Consumer<Map<UUID, Integer>> onCounted) {
        sessions.countByAccount(counts -> fx.execute(() -> {
            if (!closed) {
                onCounted.accept(counts);
            }
        }));
    }

    /** Reads the list again, after a failure. */
    public void retry() {
        sessions.retry();
    }

    @Override
    public void close() {
        closed = true;
        sessions.close();
    }

    /** On the model's thread. At most one picture waits: the JavaFX thread is never asked to draw what is already old. */
    private void offer(Picture picture) {
        if (pending.getAndSet(picture) == null) {
            fx.execute(() -> {
                Picture newest = pending.getAndSet(null);
                if (newest != null && !closed) {
                    apply(newest);
                }
            });
        }
    }

    private void apply(Picture picture) {
        if (picture.rows() != applied) {
            applied = picture.rows();
            applied.swapInto(rows);
            selection.refresh();
            shown.set(applied.active());
            matched.set(applied.search());
        }
        total.set(picture.total());
        stats.set(picture.stats());
        asOf.set(picture.asOf());
        interruption.set(picture.interruption());
        live.set(picture.live());
        loading.set(picture.loading());
    }

    /** The handles in {@code rows}, for whoever must know whether one is among them. */
    static Set<UUID> handles(List<Row> rows) {
        Set<UUID> handles = HashSet.newHashSet(rows.size());
        rows.forEach(row -> handles.add(row.handle()));
        return handles;
    }
}
