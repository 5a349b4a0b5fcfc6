package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventData;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionBookTest {
    private static final Instant NOW = People.NOW;
    private static final SessionView ALICE = People.session(2, "alice@example.com");
    private static final SessionView BOB = People.session(3, "bob@example.com");

    private final Ends ends = new Ends();
    private SessionBook book = book("", Ordering.NEWEST, List.of(), 0, null, null, 0);

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
        book.seen(new EventData.Seen(ALICE.handle(), NOW.plusSeconds(30)), NOW);
        assertThat(row(ALICE).session().lastSeenAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(row(ALICE).session().idleExpiresAt())
                .isEqualTo(NOW.plusSeconds(30).plus(People.IDLE));
        book.seen(new EventData.Seen(ALICE.handle(), NOW.plusSeconds(10)), NOW);
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
        again(List.of(ALICE));
        assertThat(book.get(ALICE.handle())).isNull();
        assertThat(book.total()).isZero();
    }

    @Test
    void anEndHeardBeforeThePageThatStillShowsTheSessionHolds() {
        book.heard(People.ended(ALICE, EndReason.LOGOUT), false, NOW);
        again(List.of(ALICE));
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
        again(List.of(ALICE));
        book.heard(ALICE, true, NOW);
        assertThat(row(ALICE).fresh()).isFalse();
        assertThat(book.total()).isEqualTo(1);
    }

    @Test
    void aNewReadingRemovesWhatItDoesNotFind() {
        again(List.of(ALICE, BOB));
        again(List.of(BOB));
        assertThat(book.get(ALICE.handle())).isNull();
        assertThat(book.get(BOB.handle())).isNotNull();
        assertThat(book.total()).isEqualTo(1);
    }

    @Test
    void aNewReadingKeepsWhatWasHeardLaterAndWhatIsMarked() {
        SessionView carol = People.session(4, "carol@example.com");
        book.heard(carol, true, NOW);
        book.heard(ALICE, false, NOW);
        book.heard(People.version(ALICE, 5, List.of("billing")), false, NOW);
        again(List.of(ALICE, carol));
        assertThat(row(ALICE).session().version()).isEqualTo(5);
        assertThat(row(carol).fresh()).isTrue();
    }

    /** Ten rows from the middle of a thousand: 200 come before them. */
    private List<SessionView> middle() {
        List<SessionView> all = newestFirst(People.crowd(40));
        book = book("", Ordering.NEWEST, all.subList(15, 25), 200, "before", "after", 1_000);
        return all;
    }

    @Test
    void whatLiesBesideTheRowsIsOnlyCounted() {
        List<SessionView> all = middle();
        book.heard(all.get(3), true, NOW);
        assertThat(book.get(all.get(3).handle())).isNull();
        assertThat(book.total()).isEqualTo(1_001);
        assertThat(book.segment().skipped()).isEqualTo(201);
        book.heard(People.ended(all.get(30), EndReason.IDLE), false, NOW);
        assertThat(book.total()).isEqualTo(1_000);
        assertThat(book.segment().skipped()).isEqualTo(201);
    }

    @Test
    void whatBelongsBetweenTheRowsIsPutThere() {
        List<SessionView> all = newestFirst(People.crowd(40));
        List<SessionView> without = new ArrayList<>(all.subList(15, 25));
        SessionView late = without.remove(4);
        book = book("", Ordering.NEWEST, without, 200, "before", "after", 1_000);
        book.heard(late, true, NOW);
        assertThat(handles(book.sorted()))
                .isEqualTo(all.subList(15, 25).stream().map(SessionView::handle).toList());
        assertThat(book.total()).isEqualTo(1_001);
    }

    @Test
    void aRowWhoseOrderTakesItElsewhereIsLeftBehindAndStaysKnownIfItIsSelected() {
        List<SessionView> all = People.crowd(40).stream()
                .map(session -> Row.of(session, false))
                .sorted(new Ordering(Ordering.Key.SEEN, false).comparator())
                .map(Row::session)
                .toList();
        book = book("", new Ordering(Ordering.Key.SEEN, false), all.subList(10, 20), 200, "before", "after", 1_000);
        SessionView moving = all.get(12);
        SessionView other = all.get(13);
        book.keep(Set.of(moving.handle()));
        book.seen(new EventData.Seen(moving.handle(), NOW.plusSeconds(5)), NOW);
        book.seen(new EventData.Seen(other.handle(), NOW.plusSeconds(5)), NOW);
        assertThat(book.get(moving.handle())).isNull();
        assertThat(book.get(other.handle())).isNull();
        assertThat(book.aside()).extracting(Row::handle).containsExactly(moving.handle());
        assertThat(book.total()).isEqualTo(1_000);
        book.heard(People.ended(moving, EndReason.REVOKED), false, NOW);
        assertThat(book.aside()).isEmpty();
        assertThat(book.total()).isEqualTo(999);
    }

    @Test
    void aPageThatIsLetGoOfIsCountedAsSkipped() {
        List<SessionView> all = newestFirst(People.crowd(40));
        book = book("", Ordering.NEWEST, all.subList(0, 10), 0, null, "10", 40);
        book.append(page(all.subList(10, 20), "10", "20", 40), NOW);
        book.append(page(all.subList(20, 30), "20", "30", 40), NOW);
        book.trim(true, 20);
        assertThat(handles(book.sorted()))
                .isEqualTo(all.subList(10, 30).stream().map(SessionView::handle).toList());
        assertThat(book.segment().skipped()).isEqualTo(10);
        assertThat(book.segment().before()).isEqualTo("10");
        book.prepend(page(all.subList(0, 10), null, "10", 40), NOW);
        assertThat(book.segment().skipped()).isZero();
        assertThat(book.size()).isEqualTo(30);
    }

    @Test
    void onlyWhatMatchesTheQueryIsAmongTheRows() {
        book = book("permission:billing", Ordering.NEWEST, List.of(), 0, null, null, 0);
        book.heard(ALICE, true, NOW);
        assertThat(book.get(ALICE.handle())).isNull();
        book.heard(People.version(ALICE, 2, List.of("billing")), false, NOW);
        assertThat(row(ALICE).fresh()).isFalse();
        assertThat(book.total()).isEqualTo(1);
        book.heard(People.version(ALICE, 3, List.of()), false, NOW);
        assertThat(book.get(ALICE.handle())).isNull();
        assertThat(book.total()).isZero();
    }

    @Test
    void whatMatchesByTheClockAloneLeavesWhenItDoesNotAnyMore() {
        book = book("idle<1m", Ordering.NEWEST, List.of(ALICE), 0, null, null, 1);
        assertThat(book.settle(NOW.plusSeconds(59))).isFalse();
        assertThat(book.settle(NOW.plusSeconds(61))).isTrue();
        assertThat(book.get(ALICE.handle())).isNull();
    }

    @Test
    void whoAsksForEndedSessionsSeesThemStay() {
        SessionView ended = People.ended(ALICE, EndReason.LOGOUT);
        book = book("state:ended", Ordering.NEWEST, List.of(ended), 0, null, null, 1);
        book.heard(People.ended(BOB, EndReason.LOGOUT), false, NOW);
        book.settle(NOW.plusSeconds(9));
        assertThat(row(ALICE).leaving()).isFalse();
        assertThat(row(BOB).ended()).isTrue();
        assertThat(book.total()).isEqualTo(2);
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
        again(People.crowd(10));
        book.order(new Ordering(Ordering.Key.USER, false));
        List<UUID> before = handles(book.sorted());
        for (UUID handle : before) {
            book.seen(new EventData.Seen(handle, NOW.plusSeconds(5)), NOW);
        }
        assertThat(handles(book.sorted())).isEqualTo(before);
    }

    private Row row(SessionView session) {
        return Objects.requireNonNull(book.get(session.handle()));
    }

    /** The same is read anew. */
    private void again(List<SessionView> sessions) {
        SessionBook before = book;
        book = book("", Ordering.NEWEST, sessions, 0, null, null, sessions.size());
        book.follow(before, NOW);
    }

    private SessionBook book(
            String query,
            Ordering by,
            List<SessionView> sessions,
            long skipped,
            @Nullable String previous,
            @Nullable String next,
            long total) {
        return new SessionBook(
                People.own().handle(),
                Asked.of(query, null),
                by,
                ends,
                page(sessions, previous, next, total),
                skipped,
                NOW);
    }

    private static SessionPage page(
            List<SessionView> sessions, @Nullable String previous, @Nullable String next, long total) {
        return new SessionPage(List.copyOf(sessions), total, previous, next, "42", NOW);
    }

    private static List<SessionView> newestFirst(List<SessionView> sessions) {
        return sessions.stream()
                .map(session -> Row.of(session, false))
                .sorted(Ordering.NEWEST.comparator())
                .map(Row::session)
                .toList();
    }

    private static List<UUID> handles(Row[] rows) {
        return Arrays.stream(rows).map(Row::handle).toList();
    }
}
