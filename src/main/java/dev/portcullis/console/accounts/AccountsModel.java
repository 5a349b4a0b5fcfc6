package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountPage;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.AccountQuery;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.desk.Failures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The accounts as the server lists them: searched and ordered there, read page by page as one goes down. For the JavaFX thread. */
final class AccountsModel {
    /** Whoever types fast asks once. */
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private final AccountsAccess access;
    private final LiveCounts counts;
    private final InstantSource clock;
    private final Latest question;
    private final Background background;
    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<Order> order = new SimpleObjectProperty<>(Order.FIRST);
    private final ObservableList<AccountView> rows = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable AccountView> selected = new SimpleObjectProperty<>();
    private final ReadOnlyLongWrapper total = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Reading());
    private final ReadOnlyObjectWrapper<@Nullable Instant> asOf = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Map<UUID, Integer>> sessions = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyBooleanWrapper readingMore = new ReadOnlyBooleanWrapper();
    private @Nullable String next;

    /** Whether there is anything to show. */
    sealed interface State {
        record Reading() implements State {}

        record Read() implements State {}

        /** The account may not see accounts. */
        record Denied() implements State {}

        /** It could not be read; the rows, if there are any, are what was. */
        record Failed(String sentence) implements State {}
    }

    /** How they are ordered: by what the server can order. */
    record Order(String by, boolean descending) {
        static final Order FIRST = new Order("email", false);

        String wire() {
            return descending ? "-" + by : by;
        }
    }

    /** @param clock the server's */
    AccountsModel(AccountsAccess access, LiveCounts counts, Background background, InstantSource clock) {
        this.access = access;
        this.counts = counts;
        this.background = background;
        this.clock = clock;
        this.question = new Latest(background);
        search.subscribe(() -> read(PATIENCE));
        order.subscribe(() -> read(Duration.ZERO));
    }

    StringProperty searchProperty() {
        return search;
    }

    ObjectProperty<Order> orderProperty() {
        return order;
    }

    ObservableList<AccountView> rows() {
        return rows;
    }

    /** Whose details are shown; null if nobody's. */
    ObjectProperty<@Nullable AccountView> selectedProperty() {
        return selected;
    }

    /** How many match, shown or not. */
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

    /** How many live sessions each account has, as last counted; whoever is absent has none. */
    ReadOnlyObjectProperty<Map<UUID, Integer>> sessionsProperty() {
        return sessions.getReadOnlyProperty();
    }

    /** Whether the next page is on its way. */
    ReadOnlyBooleanProperty readingMoreProperty() {
        return readingMore.getReadOnlyProperty();
    }

    /** Reads them anew; what is shown stays until the answer is here. */
    void read() {
        read(Duration.ZERO);
    }

    /** Counts the live sessions anew. */
    void count() {
        counts.ask(rows, sessions::set);
    }

    /** Reads the next page, if there is one. */
    void more() {
        String after = next;
        if (after == null || readingMore.get()) {
            return;
        }
        readingMore.set(true);
        AccountQuery query = query().after(after);
        question.ask(() -> access.page(query), this::add, this::failed);
    }

    /** An account is new, or not as it was. */
    void put(AccountView account) {
        Optional<Integer> place = place(account.id());
        if (place.isPresent()) {
            rows.set(place.get(), account);
        } else {
            read();
        }
        selected.set(account);
        count();
    }

    /** An account is gone. */
    void remove(AccountView account) {
        place(account.id()).ifPresent(place -> {
            rows.remove((int) place);
            total.set(total.get() - 1);
        });
        selected.set(null);
        count();
    }

    AccountsAccess access() {
        return access;
    }

    Background background() {
        return background;
    }

    void close() {
        question.cancel();
    }

    private AccountQuery query() {
        return new AccountQuery(search.get().strip(), null, null, order.get().wire(), null, 100);
    }

    private void read(Duration patience) {
        AccountQuery query = query();
        readingMore.set(false);
        if (rows.isEmpty() && !(state.get() instanceof State.Read)) {
            state.set(new State.Reading());
        }
        question.askAfter(patience, () -> access.page(query), this::show, this::failed);
    }

    private void show(AccountPage page) {
        AccountView before = selected.get();
        rows.setAll(page.items());
        took(page);
        selected.set(before == null ? null : place(before.id()).map(rows::get).orElse(null));
        count();
    }

    private void add(AccountPage page) {
        readingMore.set(false);
        rows.addAll(page.items());
        took(page);
    }

    private void took(AccountPage page) {
        next = page.next();
        total.set(page.total());
        asOf.set(clock.instant());
        state.set(new State.Read());
    }

    private void failed(Throwable failure) {
        readingMore.set(false);
        state.set(
                Failures.is(failure, ProblemType.FORBIDDEN)
                        ? new State.Denied()
                        : new State.Failed(Failures.sentence(failure)));
    }

    private Optional<Integer> place(UUID id) {
        List<AccountView> now = rows;
        return IntStream.range(0, now.size())
                .filter(place -> now.get(place).id().equals(id))
                .boxed()
                .findFirst();
    }
}
