package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventData;
import dev.portcullis.api.SessionView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionBookTest {
    private static final Instant NOW = People.NOW;
    private static final SessionView ALICE = People.session(2, "alice@example.com");
    private static final SessionView BOB = People.session(3, "bob@example.com");

    private final SessionBook book = new SessionBook(People.own().handle(), 10);

    @Test
    void theHigherVersionWinsInWhateverOrderTheyCome() {
        book.heard(People.version(ALICE, 5, List.of("billing")), false, NOW);
        book.heard(People.version(ALICE, 4, List.of("orders")), false, NOW);
        assertThat(row(ALICE).session().permissions()).containsExactly("billing");
        book.heard(People.version(ALICE, 6, List.of()), false, NOW);
        assertThat(row(ALICE).session().permissions()).isEmpty();
    }

    @Test
    void ofTheSameVersionTheLaterSeenWins() {
        book.heard(Sessions.seenAt(ALICE, NOW.plusSeconds(9)), false, NOW);
        book.heard(Sessions.seenAt(ALICE, NOW.plusSeconds(3)), false, NOW);
        assertThat(row(ALICE).session().lastSeenAt()).isEqualTo(NOW.plusSeconds(9));
    }

    @Test
    void aNewVersionDoesNotTurnBackWhenItWasSeen() {
        book.heard(Sessions.seenAt(ALICE, NOW.plusSeconds(9)), false, NOW);
        book.heard(People.version(ALICE, 2, List.of("billing")), false, NOW);
        assertThat(row(ALICE).session().version()).isEqualTo(2);
        assertThat(row(ALICE).session().lastSeenAt()).isEqualTo(NOW.plusSeconds(9));
    }

    @Test
    void beingSeenMovesTheIdleLimitOn() {
        book.heard(ALICE, false, NOW);
        book.seen(new EventData.Seen(ALICE.handle(), NOW.plusSeconds(30)));
        assertThat(row(ALICE).session().lastSeenAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(row(ALICE).session().idleExpiresAt())
                .isEqualTo(NOW.plusSeconds(30).plus(People.IDLE));
        book.seen(new EventData.Seen(ALICE.handle(), NOW.plusSeconds(10)));
        assertThat(row(ALICE).session().lastSeenAt()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void anEndedSessionStaysAWhileAndLeaves() {
        book.heard(ALICE, false, NOW);
        book.heard(People.ended(ALICE, EndReason.REVOKED), false, NOW);
        assertThat(row(ALICE).ended()).isTrue();
        assertThat(book.total()).isZero();
        assertThat(book.settle(NOW.plusMillis(3_999))).isFalse();
        assertThat(book.settle(NOW.plusSeconds(4))).isTrue();
        assertThat(book.get(ALICE.handle())).isNull();
    }

    @Test
    void anEndedSessionNeverReturns() {
        book.heard(ALICE, false, NOW);
        book.heard(People.ended(ALICE, EndReason.LOGOUT), false, NOW);
        book.heard(People.version(ALICE, 9, List.of()), false, NOW);
        assertThat(row(ALICE).ended()).isTrue();
        book.settle(NOW.plusSeconds(4));
        book.page(List.of(ALICE), NOW.plusSeconds(5));
        assertThat(book.get(ALICE.handle())).isNull();
        assertThat(book.total()).isZero();
    }

    @Test
    void anEndHeardBeforeThePageThatStillShowsTheSessionHolds() {
        book.heard(People.ended(ALICE, EndReason.LOGOUT), false, NOW);
        book.page(List.of(ALICE), NOW);
        assertThat(book.get(ALICE.handle())).isNull();
    }

    @Test
    void aNewSessionIsMarkedAndSettles() {
        book.heard(ALICE, true, NOW);
        assertThat(row(ALICE).fresh()).isTrue();
        assertThat(book.settle(NOW.plusSeconds(4))).isTrue();
        assertThat(row(ALICE).fresh()).isFalse();
    }

    @Test
    void whatThePageHadIsNotMarkedAsNewWhenItsEventComes() {
        book.page(List.of(ALICE), NOW);
        book.heard(ALICE, true, NOW);
        assertThat(row(ALICE).fresh()).isFalse();
        assertThat(book.total()).isEqualTo(1);
    }

    @Test
    void aNewReadingRemovesWhatItDoesNotFind() {
        book.page(List.of(ALICE, BOB), NOW);
        book.beginReading();
        book.page(List.of(BOB), NOW);
        SessionView carol = People.session(4, "carol@example.com");
        book.heard(carol, true, NOW);
        book.endReading(true, 1);
        assertThat(book.get(ALICE.handle())).isNull();
        assertThat(book.get(BOB.handle())).isNotNull();
        assertThat(book.get(carol.handle())).isNotNull();
        assertThat(book.total()).isEqualTo(2);
    }

    @Test
    void aReadingThatBrokeOffProvesNothingAbsent() {
        book.page(List.of(ALICE, BOB), NOW);
        book.beginReading();
        book.page(List.of(BOB), NOW);
        book.endReading(false, 2);
        assertThat(book.get(ALICE.handle())).isNotNull();
    }

    @Test
    void whatHasNoRoomIsCounted() {
        book.page(People.crowd(10), NOW);
        book.expect(25);
        book.endReading(false, 25);
        assertThat(book.total()).isEqualTo(25);
        book.heard(People.session(99, "late@example.com"), true, NOW);
        assertThat(book.get(People.handle(99))).isNull();
        assertThat(book.total()).isEqualTo(26);
        book.heard(People.ended(People.session(98, "unseen@example.com"), EndReason.IDLE), false, NOW);
        assertThat(book.total()).isEqualTo(25);
    }

    @Test
    void theOperatorsOwnSessionIsMarked() {
        book.heard(People.own(), false, NOW);
        book.heard(ALICE, false, NOW);
        assertThat(row(People.own()).own()).isTrue();
        assertThat(row(ALICE).own()).isFalse();
    }

    @Test
    void aSessionWhoseTimeHasPassedIsNotActiveThoughNoEventSaidSo() {
        book.heard(ALICE, false, NOW);
        assertThat(row(ALICE).lapsed(ALICE.idleExpiresAt().minusMillis(1))).isFalse();
        assertThat(row(ALICE).lapsed(ALICE.idleExpiresAt())).isTrue();
    }

    @Test
    void theOrderIsKeptWhileRowsChangeAndEqualRowsDoNotSwap() {
        book.page(People.crowd(10), NOW);
        Ordering byUser = new Ordering(Ordering.Key.USER, false);
        List<UUID> before = handles(book.sorted(byUser.comparator()));
        for (UUID handle : before) {
            book.seen(new EventData.Seen(handle, NOW.plusSeconds(5)));
        }
        assertThat(handles(book.sorted(byUser.comparator()))).isEqualTo(before);
    }

    private Row row(SessionView session) {
        return Objects.requireNonNull(book.get(session.handle()));
    }

    private static List<UUID> handles(Row[] rows) {
        return Arrays.stream(rows).map(Row::handle).toList();
    }
}
