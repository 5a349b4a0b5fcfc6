package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.api.LockPage;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.list.ListModel;
import dev.portcullis.console.list.ListState;
import dev.portcullis.console.list.Polling;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.util.Subscription;

/** The locks that hold, asked anew every few seconds while somebody looks, and whenever one is set or lifted here. For the JavaFX thread. */
final class LocksModel extends ListModel<Lock> {
    private static final Polling.Pace PACE = new Polling.Pace(Duration.ofSeconds(5), Duration.ofSeconds(5));

    /** What is older than that is what was. */
    private static final Duration OLD = Duration.ofSeconds(20);

    /** So many more are read when one has come to the end of those that are held. */
    static final int PAGE = 1000;

    private final LocksAccess access;
    private final Background background;
    private final InstantSource clock;
    private final Polling<LockPage> polling;
    private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper();
    private List<Lock> all = List.of();

    /** How many are wanted: all of them are asked for anew each time, so that none is shown that has been lifted. */
    private volatile int wanted = PAGE;

    /** How many one has gone down to, whatever has been searched for since. */
    private int reached = PAGE;

    /**
     * Asks nothing before somebody looks.
     *
     * @param clock the server's
     */
    LocksModel(LocksAccess access, Background background, InstantSource clock) {
        super(clock, Lock::id, OLD);
        this.access = access;
        this.background = background;
        this.clock = clock;
        polling = new Polling<>(() -> access.newest(wanted), background, clock, PACE, this::show, this::failed);
        searchProperty().subscribe(this::search);
    }

    /** How many hold, whether they match or not. */
    int total() {
        return all.size();
    }

    /** Whether there are older ones, which are not shown. */
    ReadOnlyBooleanProperty moreProperty() {
        return more.getReadOnlyProperty();
    }

    LocksAccess access() {
        return access;
    }

    Background background() {
        return background;
    }

    /** Somebody looks, until the subscription ends. */
    Subscription look() {
        reached = PAGE;
        wanted = isNarrowed() ? Integer.MAX_VALUE : reached;
        return polling.look();
    }

    @Override
    public void read() {
        reading();
        polling.ask();
    }

    @Override
    public void more() {
        if (more.get() && wanted <= all.size()) {
            reached = all.size() + PAGE;
            wanted = reached;
            polling.ask();
        }
    }

    /** Whoever searches means all of them; afterwards no more are asked for than before, but for those down to the one that was found and selected. */
    private void search() {
        boolean everything = isNarrowed();
        if (!everything) {
            reached = Math.max(reached, withSelected());
        }
        boolean missing = everything && wanted != Integer.MAX_VALUE && more.get();
        wanted = everything ? Integer.MAX_VALUE : reached;
        sift();
        if (missing) {
            polling.ask();
        }
    }

    /** So many that the selected one is among them, also after some more have been set. */
    private int withSelected() {
        Lock selected = selectedProperty().get();
        for (int at = 0; selected != null && at < all.size(); at++) {
            if (all.get(at).id().equals(selected.id())) {
                return at + PAGE;
            }
        }
        return 0;
    }

    /** What has run out is gone, before anybody says so. */
    @Override
    public void tick() {
        super.tick();
        polling.tick();
        if (all.stream().anyMatch(this::over)) {
            sift();
        }
    }

    /** It has been set here: it is shown at once, and the rest with it. */
    void put(Lock lock) {
        all = Stream.concat(
                        Stream.of(lock), all.stream().filter(each -> !each.id().equals(lock.id())))
                .toList();
        sift();
        selectedProperty().set(lock);
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
        all = page.items();
        more.set(page.next() != null);
        sift();
        took();
    }

    private void sift() {
        String words = searchProperty().get().strip().toLowerCase(Locale.ROOT);
        put(all.stream()
                .filter(lock -> !over(lock) && LockWords.searched(lock).contains(words))
                .toList());
    }

    @Override
    protected void failed(Throwable why) {
        super.failed(why);
        if (stateProperty().get() instanceof ListState.Denied) {
            all = List.of();
        }
    }
}
