package dev.portcullis.console.sessions;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.query.Query;
import dev.portcullis.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * The live table, as properties. {@link LiveSessions} reads and merges on a thread of its own; this takes its pictures over on the JavaFX thread, one at a time,
 * the newest only. All methods and properties are for the JavaFX thread.
 */
public final class SessionsModel implements AutoCloseable {
    /** Whoever types fast asks once. */
    private static final Duration PATIENCE = Duration.ofMillis(120);

    private final SessionSource source;
    private final InstantSource server;
    private final SessionView own;
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
    private final StringBinding count;
    private final ReadOnlyObjectWrapper<LiveState> live = new ReadOnlyObjectWrapper<>(LiveState.CONNECTING);
    private final ReadOnlyObjectWrapper<@Nullable ClientException> interruption = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Instant> asOf = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Loading> loading = new ReadOnlyObjectWrapper<>(new Loading.Awaited());
    private final ReadOnlyObjectWrapper<@Nullable Stats> stats = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable QueryException> fault = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ClientException> trouble = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<@Nullable Instant> then = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable Instant> past = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty held = new SimpleBooleanProperty();
    private final ReadOnlyIntegerWrapper news = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<Stretch> stretch = new ReadOnlyObjectWrapper<>(Stretch.NONE);
    private Set<UUID> kept = Set.of();
    private Picture.Rows applied = Picture.Rows.NONE;
    private boolean closed;

    /** @param own the operator's own session, which is marked and spared */
    public SessionsModel(PortcullisClient client, SessionView own) {
        this(client, own, (_, _) -> {});
    }

    /**
     * Begins to read.
     *
     * @param own the operator's own session, which is marked and spared
     * @param also hears of each event too, on the stream's thread
     */
    public SessionsModel(PortcullisClient client, SessionView own, BiConsumer<EventType, EventData> also) {
        this(SessionSource.of(client, also), own, new UiClock(client::clockOffset)::now, Platform::runLater);
    }

    SessionsModel(SessionSource source, SessionView own, InstantSource server, Executor fx) {
        this.source = source;
        this.server = server;
        this.own = own;
        this.fx = fx;
        this.sessions = new LiveSessions(source, own.handle(), Asked.EVERYTHING, ordering.get(), server, this::offer);
        this.count = Bindings.createStringBinding(this::counted, shown, total, trouble, past);
        search.addListener((_, _, _) -> ask(PATIENCE));
        then.addListener((_, _, _) -> ask(Duration.ZERO));
        ordering.addListener((_, _, order) -> sessions.order(order));
        held.addListener((_, _, now) -> sessions.hold(now));
        selection.onChange(this::keepSelected);
        sessions.start();
    }

    /** What is asked for, in the server's query language. While it cannot be understood, the rows answer what was asked before. */
    public StringProperty searchProperty() {
        return search;
    }

    /** Asks this of the present. */
    public void ask(String query) {
        then.set(null);
        search.set(query);
    }

    /** What is searched for, as far as it is a query; what the rows answer while it is being typed. */
    String asked() {
        try {
            Query.parse(search.get());
            return search.get();
        } catch (QueryException notYet) {
            return matched.get();
        }
    }

    /** The search that the rows answer, which may lag a little behind {@link #searchProperty}. */
    public ReadOnlyStringProperty matchedProperty() {
        return matched.getReadOnlyProperty();
    }

    /** What in the query cannot be understood; null if all can. */
    ReadOnlyObjectProperty<@Nullable QueryException> faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /** Why the server does not answer what is asked; null if it does. The rows answer what was asked before. */
    ReadOnlyObjectProperty<@Nullable ClientException> troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /** The time that is asked about; null for the present. */
    public ObjectProperty<@Nullable Instant> thenProperty() {
        return then;
    }

    /** Of which time the rows are, which may lag a little behind {@link #thenProperty}; null for the present. */
    ReadOnlyObjectProperty<@Nullable Instant> pastProperty() {
        return past.getReadOnlyProperty();
    }

    /** Whether the rows are of another time, or are to be. */
    boolean isPast() {
        return then.get() != null || past.get() != null;
    }

    /** Whether the rows answer what is asked, and of the time that is asked about. */
    boolean isAnswered() {
        return matched.get().equals(search.get()) && Objects.equals(past.get(), then.get());
    }

    /** Whether the rows are held as they are. */
    BooleanProperty heldProperty() {
        return held;
    }

    /** How many sessions have come that are not shown, while the rows are held. */
    ReadOnlyIntegerProperty newsProperty() {
        return news.getReadOnlyProperty();
    }

    /** Which part of the list the rows are. */
    ReadOnlyObjectProperty<Stretch> stretchProperty() {
        return stretch.getReadOnlyProperty();
    }

    /** Which rows are in view: those around them are read. */
    void view(int first, int last) {
        sessions.view(first, last);
    }

    /** Leaps to a place of the list, which is shown as soon as it is read. */
    void jump(long at) {
        sessions.jump(at);
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

    /** "n of N"; of the past, how many there were; in a word, that there is no answer. */
    public ObservableValue<String> countProperty() {
        return count;
    }

    private String counted() {
        if (trouble.get() != null) {
            return Text.get("sessions.unanswered");
        }
        return past.get() == null
                ? Text.get("frame.count", shown.get(), total.get())
                : Text.get("sessions.count.then", shown.get());
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

    /** The sessions that can be ended among the selected: the operator's own only if it alone is named; of the past, none. */
    public List<SessionView> endable() {
        if (isPast()) {
            return List.of();
        }
        List<SessionView> active = selection.rows().stream()
                .filter(row -> !row.ended())
                .map(Row::session)
                .toList();
        boolean ownAlone = selection.count() == 1;
        return ownAlone
                ? active
                : active.stream()
                        .filter(session -> !session.handle().equals(own.handle()))
                        .toList();
    }

    /** The server's time. */
    Instant now() {
        return server.instant();
    }

    /** Where all this is learnt from. */
    SessionSource source() {
        return source;
    }

    /** The operator's own session, as it was at login. */
    SessionView own() {
        return own;
    }

    /** Whether the operator's own session is among several selected, and so left out. */
    public boolean ownLeftOut() {
        return selection.count() > 1 && selection.contains(own.handle());
    }

    /** Reads the list again, after a failure. */
    public void retry() {
        sessions.retry();
    }

    private void ask(Duration patience) {
        try {
            Asked now = Asked.of(search.get(), then.get());
            fault.set(null);
            sessions.ask(now, patience);
        } catch (QueryException e) {
            fault.set(e);
        }
    }

    private void keepSelected() {
        Set<UUID> now = selection.handles();
        if (!now.equals(kept)) {
            kept = now;
            sessions.keep(now);
        }
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

    @SuppressWarnings("ReferenceEquality") // other rows are others, whatever is in them
    private void apply(Picture picture) {
        if (picture.rows() != applied) {
            applied = picture.rows();
            selection.aside(applied.aside());
            rows.swap(applied.sorted());
            selection.refresh();
            shown.set((int) Math.min(Integer.MAX_VALUE, applied.matching()));
            stretch.set(Stretch.of(applied));
            past.set(applied.asked().asOf());
            matched.set(applied.asked().text());
        }
        trouble.set(picture.trouble());
        news.set(picture.news());
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
