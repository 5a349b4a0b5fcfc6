package dev.portcullis.console.audit;

import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.AuditPage;
import dev.portcullis.client.AuditQuery;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.list.ListModel;
import dev.portcullis.console.list.ListState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The audit as the server lists it, newest first: a stretch of it, which moves down and up as one scrolls. For the JavaFX thread. */
final class AuditModel extends ListModel<AuditEntry> {
    static final int PAGE = 100;

    /** Whoever types fast asks once: each question is an entry. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** Whoever comes back later wants to see what was done meanwhile, by themselves too; before, a further reading would only be one more entry. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final AuditAccess access;
    private final Background background;
    private final InstantSource clock;
    private final int most;
    private final Latest question;
    private final Latest lookUp;
    private final AuditFilter filter;
    private final ReadOnlyLongWrapper total = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Throwable> notFound = new ReadOnlyObjectWrapper<>();
    private Runnable last = this::read;
    private boolean readingMore;
    private @Nullable Long next;
    private boolean cutAbove;
    private boolean started;

    /** What the rows answer. */
    private @Nullable AuditQuery answered;

    /**
     * Reads nothing before {@link #start}.
     *
     * @param clock the server's
     * @param most how many entries are held
     */
    AuditModel(AuditAccess access, Background background, InstantSource clock, ZoneId zone, int most) {
        super(clock, AuditEntry::seq, Duration.ZERO);
        this.access = access;
        this.background = background;
        this.clock = clock;
        this.most = most;
        this.question = new Latest(background);
        this.lookUp = new Latest(background);
        this.filter = new AuditFilter(searchProperty(), zone, () -> read(PATIENCE));
    }

    AuditFilter filter() {
        return filter;
    }

    @Override
    public boolean isNarrowed() {
        return !filter.isEmpty();
    }

    @Override
    public void widen() {
        filter.clear();
    }

    /** How many match, held or not. */
    ReadOnlyLongProperty totalProperty() {
        return total.getReadOnlyProperty();
    }

    /** Whether a further page is on its way. */
    boolean isReadingMore() {
        return readingMore;
    }

    /**
     * Reads the newest. Who comes back a little later and has gone further down finds what they left; so does who comes back at once, unless that was a failure and nothing
     * else.
     */
    void start() {
        boolean nothing = rows().isEmpty() && stateProperty().get() instanceof ListState.Failed;
        if (!started || nothing || (isAtNewest() && !isFresh())) {
            read();
        }
    }

    private boolean isAtNewest() {
        return !cutAbove && rows().size() <= PAGE;
    }

    private boolean isFresh() {
        Instant then = asOfProperty().get();
        return then == null || clock.instant().isBefore(then.plus(FRESH));
    }

    /** Reads the newest. */
    @Override
    public void read() {
        read(Duration.ZERO);
    }

    @Override
    protected void repeat() {
        last.run();
    }

    /** Reads what was before the last that is held. */
    @Override
    public void more() {
        Long after = next;
        if (after != null) {
            further(query -> query.after(after), this::append);
        }
    }

    /** Reads what came after the first that is held, where that was given up on the way down. */
    @Override
    public void back() {
        if (cutAbove && !rows().isEmpty()) {
            long before = rows().getFirst().seq();
            further(query -> query.before(before), this::prepend);
        }
    }

    /** Shows an entry among its neighbours, whatever was asked for. */
    void show(long seq) {
        filter.clear();
        among(seq);
    }

    private void among(long seq) {
        question.cancel();
        last = () -> among(seq);
        readingMore = false;
        AuditQuery all = AuditQuery.newest(PAGE);
        question.ask(
                () -> access.page(all.after(seq + 1)),
                page -> {
                    answered = all;
                    fill(page);
                    cutAbove = true;
                    selectedProperty().set(held(seq).orElse(null));
                },
                this::failed);
    }

    /**
     * Looks up an account's address, for as long as somebody looks at the audit. The rows stay what they are, whatever comes of it.
     *
     * @param onFound hears it; empty if the account is gone
     */
    void email(UUID account, Consumer<Optional<String>> onFound) {
        dismiss();
        lookUp.ask(() -> access.email(account), onFound, notFound::set);
    }

    /** Why the last account could not be looked up; null if it could, or if that has been read. */
    ReadOnlyObjectProperty<@Nullable Throwable> notFoundProperty() {
        return notFound.getReadOnlyProperty();
    }

    /** It has been read why an account could not be looked up. */
    void dismiss() {
        notFound.set(null);
    }

    /** Nobody looks any more: whoever has gone elsewhere is not led to an account that they had asked for. */
    void leave() {
        lookUp.cancel();
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
        last = this::read;
        Optional<AuditQuery> query = filter.query(PAGE);
        if (query.isEmpty()) {
            return;
        }
        started = true;
        readingMore = false;
        reading();
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

    private void further(Further further, Consumer<AuditPage> onPage) {
        Optional<AuditQuery> now = filter.query(PAGE);
        if (now.isEmpty() || !now.get().equals(answered)) {
            return; // the rows answer another question
        }
        Optional<AuditQuery> query = now.map(further::of);
        if (!readingMore) {
            readingMore = true;
            last = () -> further(further, onPage);
            question.ask(() -> access.page(query.get()), onPage, this::failed);
        }
    }

    private void fill(AuditPage page) {
        cutAbove = false;
        put(page.items());
        next = page.next();
        took(page);
    }

    private void append(AuditPage page) {
        held().addAll(page.items());
        next = page.next();
        if (rows().size() > most) {
            held().remove(0, rows().size() - most);
            cutAbove = true;
        }
        took(page);
    }

    private void prepend(AuditPage page) {
        held().addAll(0, page.items());
        cutAbove = page.items().size() == PAGE;
        if (rows().size() > most) {
            held().remove(most, rows().size());
            next = rows().getLast().seq();
        }
        took(page);
    }

    private void took(AuditPage page) {
        readingMore = false;
        total.set(page.total());
        took();
    }

    @Override
    protected void failed(Throwable why) {
        readingMore = false;
        super.failed(why);
    }
}
