package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountPage;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.Lock;
import dev.portcullis.client.AccountQuery;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.list.ListModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The accounts as the server lists them: searched and ordered there, read page by page as one goes down. For the JavaFX thread. */
final class AccountsModel extends ListModel<AccountView> {
    private static final int PAGE = 100;

    /** Whoever types fast asks once. */
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private final AccountsAccess access;
    private final LiveCounts counts;
    private final Latest question;
    private final Background background;
    private final ObjectProperty<Order> order = new SimpleObjectProperty<>(Order.FIRST);
    private final ReadOnlyLongWrapper total = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<Map<UUID, Integer>> sessions = new ReadOnlyObjectWrapper<>(Map.of());
    private final KnownLocks locks;
    private Runnable last = this::read;

    /** An account that was made here, until the list has been read since: shown, though it may not be in it. */
    private @Nullable UUID fresh;

    private boolean readingMore;
    private @Nullable String next;

    /** How they are ordered: by what the server can order. */
    record Order(String by, boolean descending) {
        static final Order FIRST = new Order("email", false);

        String wire() {
            return descending ? "-" + by : by;
        }
    }

    /** @param clock the server's */
    AccountsModel(AccountsAccess access, LiveCounts counts, Background background, InstantSource clock) {
        super(clock, AccountView::id, Duration.ZERO);
        this.access = access;
        this.counts = counts;
        this.background = background;
        this.question = new Latest(background);
        this.locks = new KnownLocks(access, this::rows, background, clock);
        searchProperty().subscribe(() -> read(PATIENCE));
        order.subscribe(() -> read(Duration.ZERO));
    }

    ObjectProperty<Order> orderProperty() {
        return order;
    }

    /** How many match, shown or not. */
    ReadOnlyLongProperty totalProperty() {
        return total.getReadOnlyProperty();
    }

    /** How many live sessions each account has, as last counted; of whoever is absent, nobody knows. */
    ReadOnlyObjectProperty<Map<UUID, Integer>> sessionsProperty() {
        return sessions.getReadOnlyProperty();
    }

    /** The locks of accounts that hold, by the account; null while they are not known. */
    ReadOnlyObjectProperty<@Nullable Map<UUID, Lock>> locksProperty() {
        return locks.knownProperty();
    }

    /** Whether it is known whether the account is locked. */
    boolean isLockKnown(AccountView account) {
        return locks.isKnown(account.id());
    }

    /** The lock that keeps the account from being logged in to, if one is known. */
    Optional<Lock> lock(AccountView account) {
        Map<UUID, Lock> known = locks.knownProperty().get();
        return known == null ? Optional.empty() : Optional.ofNullable(known.get(account.id()));
    }

    /** Somebody who may see locks looks, until the subscription ends. */
    Subscription lookForLocks() {
        return locks.look();
    }

    @Override
    public void tick() {
        super.tick();
        locks.tick();
    }

    /** Reads them. Who comes back and has gone further down finds what they left. */
    void start() {
        if (rows().size() <= PAGE || failureProperty().get() != null) {
            read();
        } else {
            count();
        }
    }

    @Override
    public void read() {
        read(Duration.ZERO);
    }

    @Override
    protected void repeat() {
        last.run();
    }

    /** Counts the live sessions anew. */
    void count() {
        counts.ask(rows(), sessions::set);
    }

    @Override
    public void more() {
        String after = next;
        if (after == null || readingMore) {
            return;
        }
        readingMore = true;
        last = this::more;
        AccountQuery query = query().after(after);
        question.ask(() -> access.page(query), this::add, this::failed);
    }

    /** An account is new, or not as it was. */
    void put(AccountView account) {
        Optional<AccountView> before = held(account.id());
        if (before.isPresent()) {
            held().set(held().indexOf(before.get()), account);
        } else {
            fresh = account.id();
            read();
        }
        selectedProperty().set(account);
        count();
    }

    @Override
    protected boolean keeps(AccountView account) {
        return account.id().equals(fresh);
    }

    /** An account is gone. */
    void remove(AccountView account) {
        if (held().removeIf(each -> each.id().equals(account.id()))) {
            total.set(total.get() - 1);
        }
        selectedProperty().set(null);
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
        return new AccountQuery(
                searchProperty().get().strip(), null, null, order.get().wire(), null, PAGE);
    }

    private void read(Duration patience) {
        AccountQuery query = query();
        last = this::read;
        readingMore = false;
        next = null; // it is that of another question
        reading();
        question.askAfter(patience, () -> access.page(query), this::show, this::failed);
    }

    private void show(AccountPage page) {
        put(page.items());
        fresh = null;
        took(page);
        count();
        locks.ask(0);
    }

    private void add(AccountPage page) {
        int before = held().size();
        held().addAll(page.items());
        took(page);
        locks.ask(before);
    }

    private void took(AccountPage page) {
        readingMore = false;
        next = page.next();
        total.set(page.total());
        took();
    }

    @Override
    protected void failed(Throwable why) {
        readingMore = false;
        super.failed(why);
    }
}
