package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model against a made-up server, with a thread of the test's own where the screen's would be. */
class SessionsModelTest {
    private static final SessionView ALICE = People.session(2, "alice@example.com");
    private static final SessionView BOB = People.session(3, "bob@example.com");

    private final ExecutorService screen = Executors.newSingleThreadExecutor();
    private final AtomicReference<Instant> server = new AtomicReference<>(People.NOW);
    private final FakeSource source = new FakeSource(List.of(People.own(), ALICE, BOB), People.stats(3, 0));
    private @Nullable SessionsModel started;

    @Test
    void allPagesAreReadAndTheStreamResumesFromTheFirst() {
        source.sessions = People.crowd(2_500);
        SessionsModel model = start();
        await().until(() -> on(() -> model.rows().size() == 2_500));
        assertThat(source.reads).as("what is seen at first, and three pages").hasValue(4);
        assertThat(source.resumedFrom).containsExactly("42");
        await().untilAsserted(
                        () -> assertThat(on(() -> model.liveProperty().get())).isEqualTo(LiveState.LIVE));
        assertThat(on(() -> model.totalProperty().get())).isEqualTo(2_500);
    }

    @Test
    void aSessionAppearsChangesAndEndsInPlaceWithoutAnotherReading() {
        SessionsModel model = shown(3);
        SessionView carol = People.session(4, "carol@example.com");
        source.say(EventType.SESSION_STARTED, carol);
        await().until(() -> on(() -> model.totalProperty().get() == 4));
        assertThat(row(model, carol).fresh()).isTrue();
        source.say(EventType.SESSION_CHANGED, People.version(carol, 2, List.of("billing")));
        await().until(() -> row(model, carol).session().permissions().contains("billing"));
        source.say(EventType.SESSION_ENDED, People.ended(People.version(carol, 2, List.of()), EndReason.LOGOUT));
        await().until(() -> row(model, carol).ended());
        assertThat(on(() -> model.totalProperty().get())).isEqualTo(3);
        assertThat(on(() -> model.shownProperty().get())).isEqualTo(3);
        server.set(People.NOW.plusSeconds(4));
        await().until(() -> on(() -> model.rows().size() == 3));
        assertThat(source.reads).hasValue(1);
    }

    @Test
    void aHoleInTheStreamIsMendedByReadingAgain() {
        SessionsModel model = shown(3);
        source.sessions = List.of(People.own(), BOB);
        source.say(EventType.RESYNC, (SessionView) null);
        await().until(() -> on(() -> model.rows().size() == 2));
        assertThat(source.reads).hasValue(2);
        assertThat(source.resumedFrom).hasSize(1);
    }

    @Test
    void theSearchNarrowsWhatIsShownAndSaysHowMany() {
        SessionsModel model = shown(3);
        await().until(() -> on(() -> model.statsProperty().get() != null));
        on(() -> {
            model.searchProperty().set("bob device:firefox");
            return null;
        });
        await().until(() -> on(() -> model.shownProperty().get() == 1));
        assertThat(on(() -> model.rows().getFirst().handle())).isEqualTo(BOB.handle());
        assertThat(on(() -> model.totalProperty().get())).isEqualTo(3);
        source.say(EventType.SESSION_STARTED, People.session(4, "carol@example.com"));
        await().until(() -> on(() -> model.totalProperty().get() == 4));
        assertThat(on(() -> model.rows().size())).isEqualTo(1);
        source.say(EventType.SESSION_STARTED, People.session(5, "bob@example.com"));
        await().until(() -> on(() -> model.rows().size() == 2));
        assertThat(source.asked).containsExactly("", "bob device:firefox");
    }

    @Test
    void aQueryThatCannotBeUnderstoodIsNotAskedAndTheRowsStay() {
        SessionsModel model = shown(3);
        on(() -> {
            model.searchProperty().set("stat:active");
            return null;
        });
        assertThat(on(() -> model.faultProperty().get()))
                .satisfies(fault ->
                        assertThat(Objects.requireNonNull(fault).suggestion()).contains("state"));
        assertThat(on(() -> model.rows().size())).isEqualTo(3);
        on(() -> {
            model.searchProperty().set("user:bob");
            return null;
        });
        await().until(() -> on(() -> model.rows().size() == 1));
        assertThat(on(() -> model.faultProperty().get())).isNull();
        assertThat(source.asked).containsExactly("", "user:bob");
    }

    @ParameterizedTest
    @EnumSource(names = {"QUERY_TOO_SLOW", "URI_TOO_LONG"})
    void whatTheServerDoesNotAnswerIsToldWhileTheLastRowsStay(ProblemType why) {
        SessionsModel model = shown(3);
        source.failure = refused(why);
        on(() -> {
            model.searchProperty().set("user:bob");
            return null;
        });
        await().until(() -> on(() -> model.troubleProperty().get() != null));
        assertThat(on(() -> model.rows().size())).isEqualTo(3);
        assertThat(on(() -> model.liveProperty().get())).isEqualTo(LiveState.LIVE);
        assertThat(on(() -> model.matchedProperty().get())).isEmpty();
        source.failure = null;
        on(() -> {
            model.searchProperty().set("user:alice");
            return null;
        });
        await().until(() -> on(() -> model.rows().size() == 1));
        assertThat(on(() -> model.troubleProperty().get())).isNull();
    }

    @Test
    void ofALongListOnlyWhatIsLookedAtIsRead() {
        source.sessions = People.crowd(30_000);
        SessionsModel model = start();
        await().until(() -> on(() -> model.rows().size() == SessionWindow.SEEN + SessionWindow.PAGE));
        assertThat(on(() -> model.stretchProperty().get().whole())).isFalse();
        assertThat(on(() -> model.totalProperty().get())).isEqualTo(30_000);
        UUID selected = on(() -> model.rows().get(3).handle());
        on(() -> {
            model.selection().set(List.of(selected));
            return null;
        });
        for (int rows = 1_000; rows < SessionWindow.CAPACITY; rows += 1_000) {
            int end = rows;
            on(() -> {
                model.view(end - 30, end);
                return null;
            });
            await().until(() -> on(() -> model.rows().size() > end));
        }
        on(() -> {
            model.view(SessionWindow.CAPACITY - 30, SessionWindow.CAPACITY);
            return null;
        });
        await().until(() -> on(() -> model.stretchProperty().get().skipped()) == SessionWindow.SEEN + 1_000);
        assertThat(on(() -> model.rows().size())).isEqualTo(SessionWindow.CAPACITY);
        assertThat(on(() -> model.selection().rows())).extracting(Row::handle).containsExactly(selected);
        on(() -> {
            model.jump(21_000);
            return null;
        });
        await().until(() -> on(() -> model.stretchProperty().get().jump()) == 1);
        List<Row> all = People.crowd(30_000).stream()
                .map(session -> Row.of(session, false))
                .sorted(Ordering.NEWEST.comparator())
                .toList();
        on(() -> {
            Stretch stretch = model.stretchProperty().get();
            assertThat(stretch.skipped() + stretch.at()).isEqualTo(21_000);
            assertThat(model.rows().get(stretch.at()).handle())
                    .isEqualTo(all.get(21_000).handle());
            return null;
        });
        assertThat(on(() -> model.selectedCountProperty().get())).isEqualTo(1);
    }

    @Test
    void ofAnotherTimeTheRowsAreAsTheyWereWhateverHappens() {
        SessionsModel model = shown(3);
        Instant then = People.NOW.minusSeconds(3600);
        source.sessions = List.of(BOB);
        on(() -> {
            model.thenProperty().set(then);
            return null;
        });
        await().until(() -> on(() -> model.rows().size() == 1));
        assertThat(source.times).containsExactly(then);
        source.say(EventType.SESSION_ENDED, People.ended(BOB, EndReason.LOGOUT));
        source.say(EventType.SESSION_STARTED, People.session(4, "carol@example.com"));
        source.say(EventType.HEARTBEAT, new EventData(People.NOW.plusSeconds(9), null, null, null));
        await().until(() ->
                People.NOW.plusSeconds(9).equals(on(() -> model.asOfProperty().get())));
        assertThat(on(() -> List.copyOf(model.rows())))
                .satisfiesExactly(row -> assertThat(row.ended()).isFalse());
    }

    @Test
    void untilAnotherTimeIsAnsweredTheRowsAreThoseOfThePresent() {
        SessionsModel model = shown(3);
        Instant then = People.NOW.minusSeconds(3600);
        on(() -> {
            model.selection().set(List.of(ALICE.handle()));
            return null;
        });
        source.gate.set(new CountDownLatch(1));
        on(() -> {
            model.thenProperty().set(then);
            return null;
        });
        assertThat(on(() -> model.pastProperty().get())).isNull();
        assertThat(on(model::isAnswered)).isFalse();
        assertThat(on(model::endable)).as("of what is asked for, nothing is").isEmpty();
        source.gate.get().countDown();
        await().until(() -> then.equals(on(() -> model.pastProperty().get())));
        assertThat(on(() -> model.countProperty().getValue())).isEqualTo("3 then");

        source.failure = unreachable();
        on(() -> {
            model.thenProperty().set(null);
            return null;
        });
        await().until(() -> on(() -> model.troubleProperty().get() != null));
        assertThat(on(() -> model.pastProperty().get()))
                .as("the rows are still those of then")
                .isEqualTo(then);
        assertThat(on(model::endable)).isEmpty();
        assertThat(on(() -> model.countProperty().getValue())).isEqualTo("not answered");
    }

    @Test
    void whoScrollsOnThroughAHeldListReadsOn() {
        source.sessions = People.crowd(30_000);
        SessionsModel model = start();
        await().until(() -> on(() -> model.rows().size() == SessionWindow.SEEN + SessionWindow.PAGE));
        on(() -> {
            model.heldProperty().set(true);
            model.view(1_090, 1_120);
            return null;
        });
        await().until(() -> on(() -> model.rows().size() == SessionWindow.SEEN + 2 * SessionWindow.PAGE));
    }

    @Test
    void whatHasComeIsAmongTheRowsOfAnotherQueryThoughTheyAreHeld() {
        SessionsModel model = shown(3);
        SessionView carol = People.session(4, "carol@example.com");
        on(() -> {
            model.heldProperty().set(true);
            return null;
        });
        source.say(EventType.SESSION_STARTED, carol);
        await().until(() -> on(() -> model.newsProperty().get() == 1));
        source.sessions = List.of(People.own(), ALICE, BOB, carol);
        on(() -> {
            model.searchProperty().set("user:carol");
            return null;
        });
        await().until(() -> on(() -> model.rows().size() == 1));
        assertThat(on(() -> model.newsProperty().get())).isZero();
        source.say(EventType.SESSION_STARTED, People.session(5, "carol@example.com"));
        await().until(() -> on(() -> model.newsProperty().get() == 1));
        assertThat(on(() -> model.rows().size())).isEqualTo(1);
    }

    @Test
    void heldRowsStayAndSayHowManyHaveComeMeanwhile() {
        SessionsModel model = shown(3);
        on(() -> {
            model.heldProperty().set(true);
            return null;
        });
        source.say(EventType.SESSION_STARTED, People.session(4, "carol@example.com"));
        await().until(() -> on(() -> model.newsProperty().get() == 1));
        assertThat(on(() -> model.rows().size())).isEqualTo(3);
        on(() -> {
            model.heldProperty().set(false);
            return null;
        });
        await().until(() -> on(() -> model.rows().size() == 4));
        assertThat(on(() -> model.newsProperty().get())).isZero();
    }

    @Test
    void theSelectionStaysWithItsSessionsWhenRowsComeBeforeThem() {
        SessionsModel model = shown(3);
        on(() -> {
            model.selection().set(List.of(ALICE.handle()));
            return null;
        });
        SessionView newest =
                People.session(9, "zoe@example.com", "10.0.0.1", "curl", List.of(), People.NOW, People.NOW, 1, false);
        source.say(EventType.SESSION_STARTED, newest);
        await().until(() -> on(() -> model.rows().getFirst().handle().equals(newest.handle())));
        assertThat(on(() -> model.selection().rows().getFirst().handle())).isEqualTo(ALICE.handle());
    }

    @Test
    void whatTheSearchHidesIsNotSelectedAnyMore() {
        SessionsModel model = shown(3);
        on(() -> {
            model.selection().set(List.of(ALICE.handle(), BOB.handle()));
            model.searchProperty().set("bob");
            return null;
        });
        await().until(() -> on(() -> model.selectedCountProperty().get() == 1));
        assertThat(on(model::endable)).extracting(SessionView::handle).containsExactly(BOB.handle());
    }

    @Test
    void theOwnSessionIsLeftOutUnlessItAloneIsNamed() {
        SessionsModel model = shown(3);
        on(() -> {
            model.selection().set(List.of(ALICE.handle(), People.own().handle()));
            return null;
        });
        assertThat(on(model::endable)).extracting(SessionView::handle).containsExactly(ALICE.handle());
        assertThat(on(model::ownLeftOut)).isTrue();
        on(() -> {
            model.selection().set(List.of(People.own().handle()));
            return null;
        });
        assertThat(on(model::endable))
                .extracting(SessionView::handle)
                .containsExactly(People.own().handle());
        assertThat(on(model::ownLeftOut)).isFalse();
        source.say(EventType.SESSION_ENDED, People.ended(ALICE, EndReason.LOGOUT));
        await().until(() -> row(model, ALICE).ended());
        on(() -> {
            model.selection().set(List.of(ALICE.handle(), People.own().handle()));
            return null;
        });
        assertThat(on(model::endable)).as("beside one that has ended").isEmpty();
        assertThat(on(model::ownLeftOut)).isTrue();
    }

    @Test
    void theOrderIsAsAskedAndNewestFirstAtTheBeginning() {
        source.sessions = People.crowd(50);
        SessionsModel model = shown(50);
        assertThat(on(() -> model.rows().stream()
                        .map(row -> row.handle().toString())
                        .toList()))
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        on(() -> {
            model.orderingProperty().set(new Ordering(Ordering.Key.IDLE, false));
            return null;
        });
        await().untilAsserted(() -> assertThat(on(() -> model.rows().stream()
                        .map(row -> row.session().idleExpiresAt())
                        .toList()))
                .isSorted());
    }

    @Test
    void anInterruptionIsShownAndOverWhenTheStreamIsOpenAgain() {
        SessionsModel model = shown(3);
        source.awaitListener().interrupted(unreachable());
        await().until(() -> on(() -> model.liveProperty().get() == LiveState.INTERRUPTED));
        assertThat(on(() -> model.interruptionProperty().get())).isInstanceOf(ClientException.Unreachable.class);
        assertThat(on(() -> model.rows().size())).isEqualTo(3);
        source.awaitListener().opened();
        await().until(() -> on(() -> model.liveProperty().get() == LiveState.LIVE));
        assertThat(on(() -> model.interruptionProperty().get())).isNull();
    }

    @Test
    void aRefusedStreamIsTheEnd() {
        SessionsModel model = shown(3);
        source.awaitListener().refused(refused(ProblemType.SESSION_ENDED));
        await().until(() -> on(() -> model.liveProperty().get() == LiveState.ENDED));
    }

    @Test
    void whatWasHeardLastIsTold() {
        SessionsModel model = shown(3);
        Instant later = People.NOW.plusSeconds(7);
        source.say(EventType.HEARTBEAT, new EventData(later, null, null, null));
        await().until(() -> later.equals(on(() -> model.asOfProperty().get())));
    }

    @Test
    void aFailedReadingIsToldAndTriedAgainWhenAsked() {
        source.failure = unreachable();
        SessionsModel model = start();
        await().until(() -> on(() -> model.loadingProperty().get() instanceof Loading.Failed));
        source.failure = null;
        on(() -> {
            model.retry();
            return null;
        });
        await().until(() -> on(() -> model.rows().size() == 3));
        assertThat(on(() -> model.loadingProperty().get())).isInstanceOf(Loading.Done.class);
    }

    @Test
    void whoMayNotReadHearsItAtOnce() {
        source.failure = refused(ProblemType.FORBIDDEN);
        SessionsModel model = start();
        await().until(() -> on(() -> model.liveProperty().get() == LiveState.ENDED));
        assertThat(on(() -> model.loadingProperty().get())).isInstanceOf(Loading.Failed.class);
    }

    @Test
    void aSessionThatIsFoundToHaveEndedStaysEndedWhenReadAgain() {
        SessionsModel model = shown(3);
        source.awaitListener().refused(refused(ProblemType.SESSION_ENDED));
        await().until(() -> on(() -> model.liveProperty().get() == LiveState.ENDED));
        source.failure = refused(ProblemType.SESSION_ENDED);
        int before = source.reads.get();
        on(() -> {
            model.retry();
            return null;
        });
        await().until(() -> source.reads.get() > before);
        await().until(() -> on(() -> model.liveProperty().get() == LiveState.ENDED));
        assertThat(on(() -> model.rows().size())).isEqualTo(3);
    }

    @Test
    void theCountsAreKeptLiveByEvents() {
        SessionsModel model = shown(3);
        await().until(() -> on(() -> model.statsProperty().get() != null));
        source.say(
                EventType.SESSION_STARTED,
                new EventData(People.NOW.plusSeconds(1), People.session(4, "carol@example.com"), null, null));
        await().until(() ->
                Objects.requireNonNull(on(() -> model.statsProperty().get())).active() == 4);
    }

    /** Told of what it missed, a minute would have as many logins as all of the interruption. */
    @Test
    void whileNothingIsHeardTheCountsStayAndAfterItTheyAreCountedAnew() {
        SessionsModel model = shown(3);
        await().until(() -> on(() -> model.statsProperty().get() != null));
        source.awaitListener().interrupted(unreachable());
        await().until(() -> on(() -> model.liveProperty().get() == LiveState.INTERRUPTED));
        Instant then = stats(model).at();
        server.set(People.NOW.plusSeconds(50));
        source.say(EventType.LOGIN_FAILED, new EventData(People.NOW.plusSeconds(2), null, null, null));
        await().until(() ->
                People.NOW.plusSeconds(2).equals(on(() -> model.asOfProperty().get())));
        assertThat(stats(model).at()).isEqualTo(then);
        source.stats = People.stats(2, 0);
        source.awaitListener().opened();
        await().until(() -> stats(model).active() == 2);
        assertThat(stats(model).at()).isEqualTo(People.NOW.plusSeconds(50));
    }

    private Stats stats(SessionsModel model) {
        return Objects.requireNonNull(on(() -> model.statsProperty().get()));
    }

    /** A burst of changes reaches the screen as few swaps, however many rows there are. */
    @Test
    void manyRowsAreSwappedAsAWhole() {
        source.sessions = People.crowd(SessionWindow.CAPACITY);
        SessionsModel model = shown(SessionWindow.CAPACITY);
        AtomicInteger swaps = new AtomicInteger();
        AtomicInteger resizes = new AtomicInteger();
        on(() -> {
            model.rows().around(new RowList.Around() {
                @Override
                public void before() {
                    swaps.incrementAndGet();
                }

                @Override
                public void after(boolean resized) {
                    resizes.addAndGet(resized ? 1 : 0);
                }
            });
            return null;
        });
        for (SessionView session : source.sessions) {
            source.seen(session, People.NOW.plusSeconds(60));
        }
        await().until(() ->
                row(model, source.sessions.get(4_999)).session().lastSeenAt().equals(People.NOW.plusSeconds(60)));
        assertThat(swaps).hasPositiveValue().hasValueLessThan(100);
        assertThat(resizes).hasValue(0);
    }

    private SessionsModel start() {
        SessionsModel model = on(() -> new SessionsModel(source, People.own(), server::get, screen));
        started = model;
        return model;
    }

    private SessionsModel shown(int rows) {
        SessionsModel model = start();
        await().until(() -> on(() -> model.rows().size() == rows));
        return model;
    }

    private Row row(SessionsModel model, SessionView session) {
        return on(() -> model.rows().stream()
                .filter(row -> row.handle().equals(session.handle()))
                .findFirst()
                .orElseThrow());
    }

    private <T extends @Nullable Object> T on(Callable<T> task) {
        try {
            return screen.submit(task).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ClientException unreachable() {
        return new ClientException.Unreachable(
                ClientException.Cause.REFUSED, URI.create("http://localhost:1"), new IOException("refused"));
    }

    private static ClientException.Refused refused(ProblemType type) {
        return new ClientException.Refused(new Problem(type.urn(), type.title(), type.status(), null, null, null));
    }

    @AfterEach
    void close() {
        if (started != null) {
            started.close();
        }
        screen.shutdownNow();
    }
}
