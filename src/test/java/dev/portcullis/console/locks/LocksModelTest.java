package dev.portcullis.console.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Lock;
import dev.portcullis.api.NewLock;
import dev.portcullis.api.ProblemType;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.list.ListState;
import dev.portcullis.support.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javafx.util.Subscription;
import org.junit.jupiter.api.Test;

/** The models of the locks screen, without a stage. */
class LocksModelTest {
    private final FakeLocks locks = new FakeLocks().some();
    private final Background background = new Background(new Turns());
    private final LocksModel model = new LocksModel(locks, background, () -> locks.now);
    private Subscription looking = Subscription.EMPTY;
    private final List<Lock> done = new ArrayList<>();

    @Test
    void itAsksWhileSomebodyLooksAndWhatRunsOutIsGoneAtOnce() {
        pass(Duration.ofMinutes(1));
        assertThat(locks.asked).hasValue(0);
        read();
        assertThat(model.rows()).hasSize(4);
        pass(Duration.ofSeconds(4));
        assertThat(locks.asked).hasValue(1);
        locks.failure = FakeLocks.refused(ProblemType.UNAVAILABLE, "");
        pass(Duration.ofMinutes(56));
        await().until(() -> model.rows().size() == 3);
        assertThat(model.rows()).extracting(LockWords::target).doesNotContain("203.0.113.0/24");
        await().until(() -> model.isStale());
        locks.failure = null;
        model.read();
        await().until(() -> !model.isStale());
        looking.unsubscribe();
        int asked = locks.asked.get();
        pass(Duration.ofHours(1));
        assertThat(locks.asked).hasValue(asked);
    }

    @Test
    void oneIsFoundByWhatIsLockedByWhomAndWhy() {
        read();
        model.searchProperty().set("PAYROLL");
        assertThat(model.rows()).extracting(LockWords::target).containsExactly("bob@example.com");
        model.searchProperty().set("svc-guard");
        assertThat(model.rows()).hasSize(1);
        model.searchProperty().set("nothing like it");
        assertThat(model.rows()).isEmpty();
        assertThat(model.total()).isEqualTo(4);
    }

    @Test
    void theOldestOfManyIsReachedByGoingDownAndFoundBySearchingForIt() {
        locks.many(LocksModel.PAGE + 1);
        read();
        assertThat(model.rows()).hasSize(LocksModel.PAGE);
        assertThat(model.moreProperty().get()).isTrue();
        model.more();
        model.more(); // one scrolls on, while it is read
        await().until(() -> model.rows().size() == LocksModel.PAGE + 1);
        assertThat(locks.asked).hasValue(2);
        assertThat(model.moreProperty().get()).isFalse();

        looking.unsubscribe();
        read();
        await().until(() -> model.rows().size() == LocksModel.PAGE);
        model.searchProperty().set("10.0.0.1/32");
        await().until(() -> model.rows().size() == 1);
    }

    @Test
    void whoHasSearchedAsksForNoMoreThanBeforeTheSearch() {
        locks.many(3 * LocksModel.PAGE);
        read();
        model.more();
        await().until(() -> model.rows().size() == 2 * LocksModel.PAGE);
        model.searchProperty().set("10.0.0.1/32");
        await().until(() -> model.rows().size() == 1);
        assertThat(locks.mostAsked).isEqualTo(Integer.MAX_VALUE);
        int asked = locks.asked.get();
        model.searchProperty().set("10.0.0.2/32");
        assertThat(locks.asked).as("all are here").hasValue(asked);

        model.searchProperty().set("");
        pass(Duration.ofSeconds(5));
        await().until(() -> model.rows().size() == 2 * LocksModel.PAGE);
        assertThat(locks.mostAsked).isEqualTo(2 * LocksModel.PAGE);
    }

    @Test
    void whoHasFoundAnOldOneKeepsItSelectedWithoutTheSearch() {
        locks.many(3 * LocksModel.PAGE);
        read();
        model.searchProperty().set("10.0.0.1/32");
        await().until(() -> model.rows().size() == 1);
        Lock found = model.rows().getFirst();
        model.selectedProperty().set(found);

        model.searchProperty().set("");
        assertThat(model.selectedProperty().get()).isEqualTo(found);
        int asked = locks.asked.get();
        pass(Duration.ofSeconds(5));
        await().until(() -> locks.asked.get() > asked
                && model.nowProperty().get().equals(model.asOfProperty().get()));
        assertThat(model.selectedProperty().get()).isEqualTo(found);
        assertThat(model.rows()).contains(found);

        locks.locks = locks.locks.subList(0, 10);
        pass(Duration.ofSeconds(5));
        await().until(() -> model.rows().size() == 10);
        assertThat(model.selectedProperty().get()).as("it was lifted").isNull();
    }

    @Test
    void whoMayNotSeeThemIsToldSoAndAFailureIsTriedAgain() {
        locks.failure = new IllegalStateException("no");
        looking = model.look();
        await().until(() -> model.stateProperty().get() instanceof ListState.Failed);
        locks.failure = FakeLocks.refused(ProblemType.FORBIDDEN, "");
        pass(Duration.ofSeconds(5));
        await().until(() -> model.stateProperty().get() instanceof ListState.Denied);
        int asked = locks.asked.get();
        pass(Duration.ofHours(1));
        assertThat(locks.asked).hasValue(asked);
    }

    @Test
    void aNewLockIsShownAtOnce() {
        read();
        LockModel form = form();
        form.targetProperty().set("alice@example.com");
        assertThat(form.readyBinding().get()).as("without a reason").isFalse();
        form.reasonProperty().set(" phished ");
        form.minutesProperty().set(0);
        form.perform();
        await().until(() -> !done.isEmpty());
        assertThat(locks.wanted).containsExactly(NewLock.account(new UUID(1, 2), "phished", null));
        model.put(done.getFirst());
        assertThat(model.rows()).hasSize(5);
        assertThat(model.selectedProperty().get()).isEqualTo(done.getFirst());
    }

    @Test
    void whatIsNoNetworkAndWhoIsUnknownIsSaidBeforeTheServerIsAsked() {
        LockModel form = form();
        form.reasonProperty().set("why");
        form.targetProperty().set("nobody@example.com");
        form.perform();
        await().until(() -> form.problemProperty().get().equals("Nobody is known by this address."));
        form.kindProperty().set(Lock.Kind.NETWORK);
        assertThat(form.problemProperty().get()).isEmpty();
        form.perform();
        assertThat(form.problemProperty().get()).startsWith("This is no network.");
        assertThat(locks.wanted).isEmpty();
    }

    @Test
    void onesOwnNetworkIsLockedOnlyByWhoInsists() {
        LockModel form = form();
        form.kindProperty().set(Lock.Kind.NETWORK);
        form.targetProperty().set("10.0.0.0/8");
        form.reasonProperty().set("why");
        form.perform();
        await().until(() -> form.insistingProperty().get());
        assertThat(form.problemProperty().get()).contains("you could not log in again");
        assertThat(form.readyBinding().get()).isFalse();
        form.insistProperty().set(true);
        form.perform();
        await().until(() -> !done.isEmpty());
        assertThat(Objects.requireNonNull(locks.wanted.getLast()).force()).isTrue();
        form.targetProperty().set("10.0.0.0/16");
        assertThat(form.insistingProperty().get())
                .as("of another network it is asked anew")
                .isFalse();
        assertThat(form.insistProperty().get()).isFalse();
    }

    @Test
    void whatSomebodyElseHasLiftedIsLiftedAndAFailureIsSaid() {
        read();
        Lock lock = model.rows().getFirst();
        List<String> lifted = new ArrayList<>();
        locks.failure = FakeLocks.refused(ProblemType.UNAVAILABLE, "The session store cannot be reached.");
        LiftModel lift = new LiftModel(locks, background, lock, () -> lifted.add("lifted"));
        lift.perform();
        await().until(() -> lift.problemProperty().get().equals("The session store cannot be reached."));
        locks.failure = null;
        locks.lift(lock.id());
        lift.perform();
        await().until(() -> lifted.size() == 1);
        model.remove(lock);
        assertThat(model.rows()).hasSize(3);
    }

    @Test
    void aReasonThatIsLongerThanTheServerTakesIsSaidBeforeItIsSent() {
        LockModel form = form();
        form.targetProperty().set("203.0.113.9");
        form.reasonProperty().set("x".repeat(500));
        assertThat(form.readyBinding().get()).isTrue();

        form.reasonProperty().set("x".repeat(502));
        assertThat(form.readyBinding().get()).isFalse();
        assertThat(form.problemProperty().get()).isEqualTo("The reason is 2 characters too long.");
        form.targetProperty().set("203.0.113.10");
        assertThat(form.problemProperty().get()).as("of another, too").contains("too long");

        form.reasonProperty().set("x".repeat(501) + "  ");
        assertThat(form.problemProperty().get()).isEqualTo("The reason is one character too long.");
        form.reasonProperty().set("Scanner");
        assertThat(form.problemProperty().get()).isEmpty();
        assertThat(form.readyBinding().get()).isTrue();
    }

    private LockModel form() {
        return new LockModel(locks, background, done::add);
    }

    private void read() {
        looking = model.look();
        await().until(() -> model.stateProperty().get() instanceof ListState.Read);
    }

    private void pass(Duration time) {
        locks.now = locks.now.plus(time);
        model.tick();
    }
}
