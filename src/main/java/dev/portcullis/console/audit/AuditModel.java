package dev.portcullis.console.audit;

import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.AuditPage;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.AuditQuery;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.desk.Failures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The audit as the server lists it, newest first: a stretch of it, which moves down and up as one scrolls. For the JavaFX thread. */
final class AuditModel {
    static final int PAGE = 100;

    /** Whoever types fast asks once: each question is an entry. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final AuditAccess access;
    private final Background background;
    private final InstantSource clock;
    private final int most;
    private final Latest question;
    private final AuditFilter filter;
    private final ObservableList<AuditEntry> rows = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable AuditEntry> selected = new SimpleObjectProperty<>();
    private final ReadOnlyLongWrapper total = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Reading());
    private final ReadOnlyObjectWrapper<@Nullable Instant> asOf = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper readingMore = new ReadOnlyBooleanWrapper();
    private @Nullable Long next;
    private boolean cutAbove;
    private boolean started;

    /** What the rows answer. */
    private @Nullable AuditQuery answered;

    /** Whether there is anything to show. */
    sealed interface State {
        record Reading() implements State {}

        record Read() implements State {}

        /** The account may not read the audit. */
        record Denied() implements State {}

        /** It could not be read; the rows, if there are any, are what was. */
        record Failed(Throwable why) implements State {}
    }

    /**
     * Reads nothing before {@link #start}.
     *
     * @param clock the server's
     * @param most how many entries are held
     */
    AuditModel(AuditAccess access, Background background, InstantSource clock, ZoneId zone, int most) {
        this.access = access;
        this.background = background;
        this.clock = clock;
        this.most = most;
        this.question = new Latest(background);
        this.filter = new AuditFilter(zone, () -> read(PATIENCE));
    }

    AuditFilter filter() {
        return filter;
    }

    ObservableList<AuditEntry> rows() {
        return rows;
    }

    /** Which one's details are shown; null if none's. */
    ObjectProperty<@Nullable AuditEntry> selectedProperty() {
        return selected;
    }

    /** How many match, held or not. */
    ReadOnlyLongProperty totalProperty() {
        return total.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The server's time of what is shown; null before the first answer. */
    ReadOnlyObjectProperty<@Nullable Instant> asOfProperty() {
        return asOf.getReadOnlyProperty();
    }

    /** Whether a further page is on its way. */
    ReadOnlyBooleanProperty readingMoreProperty() {
        return readingMore.getReadOnlyProperty();
    }

    /** Reads the newest, unless that has been done: who comes back finds what they left. */
    void start() {
        if (!started) {
            read();
        }
    }

    /** Reads the newest. */
    void read() {
        read(Duration.ZERO);
    }

    /** Reads what was before the last that is held. */
    void older() {
        Long after = next;
        if (after != null) {
            more(query -> query.after(after), this::append);
        }
    }

    /** Reads what came after the first that is held, where that was given up on the way down. */
    void newer() {
        if (cutAbove && !rows.isEmpty()) {
            long before = rows.getFirst().seq();
            more(query -> query.before(before), this::prepend);
        }
    }

    /** Shows an entry among its neighbours, whatever was asked for. */
    void show(long seq) {
        filter.clear();
        question.cancel();
        readingMore.set(false);
        AuditQuery all = AuditQuery.newest(PAGE);
        question.ask(
                () -> access.page(all.after(seq + 1)),
                page -> {
                    answered = all;
                    fill(page);
                    cutAbove = true;
                    selected.set(rows.stream()
                            .filter(entry -> entry.seq() == seq)
                            .findFirst()
                            .orElse(null));
                },
                this::failed);
    }

    /**
     * Looks up an account's address.
     *
     * @param onFound hears it; empty if the account is gone
     */
    void email(UUID account, Consumer<Optional<String>> onFound) {
        background.run(() -> access.email(account), onFound, this::failed);
    }

    AuditAccess access() {
        return access;
    }

    Background background() {
        return background;
    }

    void close() {
        question.cancel();
    }

    private void read(Duration patience) {
        Optional<AuditQuery> query = filter.query(PAGE);
        if (query.isEmpty()) {
            return;
        }
        started = true;
        readingMore.set(false);
        if (rows.isEmpty() && !(state.get() instanceof State.Read)) {
            state.set(new State.Reading());
        }
        question.askAfter(
                patience,
                () -> access.page(query.get()),
                page -> {
                    answered = query.get();
                    fill(page);
                },
                this::failed);
    }

    private interface Further {
        AuditQuery of(AuditQuery query);
    }

    private void more(Further further, Consumer<AuditPage> onPage) {
        Optional<AuditQuery> now = filter.query(PAGE);
        if (now.isEmpty() || !now.get().equals(answered)) {
            return; // the rows answer another question
        }
        Optional<AuditQuery> query = now.map(further::of);
        if (!readingMore.get()) {
            readingMore.set(true);
            question.ask(() -> access.page(query.get()), onPage, this::failed);
        }
    }

    private void fill(AuditPage page) {
        AuditEntry before = selected.get();
        cutAbove = false;
        rows.setAll(page.items());
        next = page.next();
        selected.set(
                before == null
                        ? null
                        : rows.stream().filter(before::equals).findFirst().orElse(null));
        took(page);
    }

    private void append(AuditPage page) {
        rows.addAll(page.items());
        next = page.next();
        if (rows.size() > most) {
            rows.remove(0, rows.size() - most);
            cutAbove = true;
        }
        took(page);
    }

    private void prepend(AuditPage page) {
        rows.addAll(0, page.items());
        cutAbove = page.items().size() == PAGE;
        if (rows.size() > most) {
            rows.remove(most, rows.size());
            next = rows.getLast().seq();
        }
        took(page);
    }

    private void took(AuditPage page) {
        readingMore.set(false);
        total.set(page.total());
        asOf.set(clock.instant());
        state.set(new State.Read());
    }

    private void failed(Throwable failure) {
        readingMore.set(false);
        if (Failures.is(failure, ProblemType.FORBIDDEN)) {
            rows.setAll(List.of());
            state.set(new State.Denied());
        } else {
            state.set(new State.Failed(failure));
        }
    }
}
