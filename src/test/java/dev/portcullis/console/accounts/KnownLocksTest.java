package dev.portcullis.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.AccountView;
import dev.portcullis.api.Lock;
import dev.portcullis.console.common.Background;
import dev.portcullis.support.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javafx.util.Subscription;
import org.junit.jupiter.api.Test;

/** Only the accounts in the list are asked for, however many locks there are. */
class KnownLocksTest {
    private final FakeAccounts access = new FakeAccounts();
    private Instant now = FakeAccounts.NOON;
    private List<AccountView> listed = List.of();
    private final KnownLocks locks = new KnownLocks(access, () -> listed, new Background(new Turns()), () -> now);

    @Test
    void ofNobodyNothingIsKnownAndNothingIsAsked() {
        Subscription looking = locks.look();
        pass();
        assertThat(access.lockedAsked).isEmpty();
        assertThat(locks.knownProperty().get()).isNull();
        looking.unsubscribe();
    }

    @Test
    void whoIsInTheListIsAskedForAtOnceAndAgainAndWhoWasLiftedIsFree() {
        Subscription looking = locks.look();
        listed = access.accounts.subList(0, 3);
        locks.ask(0);
        await().until(() -> known().equals(Set.of(FakeAccounts.id(3))));
        assertThat(access.lockedAsked)
                .as("who begins to look asks too")
                .isNotEmpty()
                .allSatisfy(asked -> assertThat(asked).isEqualTo(ids(0, 3)));

        listed = access.accounts;
        locks.ask(3);
        await("the further page").until(() -> known().size() == 2);
        assertThat(access.lockedAsked.getLast()).isEqualTo(ids(3, 5));

        access.locks = Map.of();
        pass();
        await("those who have been lifted").until(() -> known().isEmpty());
        looking.unsubscribe();
    }

    @Test
    void aLongListIsAskedForOneStretchAfterTheOther() {
        int many = KnownLocks.STRETCH + 7;
        listed = IntStream.rangeClosed(1, many)
                .mapToObj(i -> FakeAccounts.account(i, i + "@example.com", "N", List.of(), true, false))
                .toList();
        Lock last = FakeAccounts.lock(many, "why", null);
        access.locks = Map.of(FakeAccounts.id(many), last);
        Subscription looking = locks.look();
        locks.ask(0);
        await("the first").until(() -> locks.isKnown(FakeAccounts.id(1)));
        assertThat(known()).isEmpty();
        assertThat(locks.isKnown(FakeAccounts.id(many)))
                .as("who was not asked for yet")
                .isFalse();
        pass();
        await("the rest").until(() -> known().contains(FakeAccounts.id(many)));
        assertThat(access.lockedAsked.getLast()).hasSize(7);
        int asked = access.lockedAsked.size();
        pass();
        await("it begins anew").until(() -> access.lockedAsked.size() > asked);
        assertThat(access.lockedAsked.getLast()).hasSize(KnownLocks.STRETCH);
        assertThat(known()).as("what is not asked for this time is as it was").contains(FakeAccounts.id(many));
        looking.unsubscribe();
    }

    private Set<UUID> known() {
        Map<UUID, Lock> all = locks.knownProperty().get();
        return all == null ? Set.of() : all.keySet();
    }

    private List<UUID> ids(int from, int to) {
        return access.accounts.subList(from, to).stream().map(AccountView::id).toList();
    }

    private void pass() {
        now = now.plus(Duration.ofSeconds(5));
        locks.tick();
    }
}
