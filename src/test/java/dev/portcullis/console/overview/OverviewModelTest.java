package dev.portcullis.console.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.NodeView;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.sessions.LiveState;
import dev.portcullis.console.sessions.People;
import dev.portcullis.support.Turns;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The overview's model, without a stage: when it asks, what it compares with, what it warns of. */
class OverviewModelTest {
    private final FakeSource source = new FakeSource(60_000);
    private final ObjectProperty<LiveState> live = new SimpleObjectProperty<>(LiveState.LIVE);
    private final ObjectProperty<@Nullable Instant> heard = new SimpleObjectProperty<>(FakeSource.NOW);
    private final ObjectProperty<@Nullable Stats> stats = new SimpleObjectProperty<>();
    private final StringProperty audit = new SimpleStringProperty("");
    private final ObservableList<NodeView> nodes = FXCollections.observableArrayList();
    private final Turns turns = new Turns();
    private int lookers;
    private volatile Instant now = FakeSource.NOW;
    private final OverviewModel model = new OverviewModel(
            source, new Background(turns), () -> now, new Pulse(live, heard, stats), audit, new Servers(nodes, () -> {
                lookers++;
                return () -> lookers--;
            }));

    @Test
    void itAsksOnlyWhileSomebodyLooksAndNotBeforeItIsTime() {
        pass(Duration.ofMinutes(10));
        assertThat(source.asked).hasValue(0);

        on(model::enter);
        picture();
        int first = source.asked.get();
        on(model::tick);
        pass(Duration.ofSeconds(9));
        assertThat(source.asked).as("the last answer is new enough").hasValue(first);
        pass(Duration.ofSeconds(1));
        await().until(() -> source.asked.get() == first + 1);

        on(model::leave);
        pass(Duration.ofHours(1));
        assertThat(source.asked).hasValue(first + 1);
    }

    @Test
    void itComparesWithAWeekAgoOrElseWithYesterdayOrElseWithNothing() {
        assertThat(Objects.requireNonNull(read(TimeRange.DAY).earlier()).before())
                .isEqualTo(Earlier.WEEK);
        assertThat(read(TimeRange.MONTH).earlier()).isNull();
        source.begun = now.minus(Duration.ofDays(3));
        assertThat(Objects.requireNonNull(read(TimeRange.FOUR_HOURS).earlier()).before())
                .isEqualTo(Earlier.DAY);
        assertThat(read(TimeRange.WEEK).earlier()).isNull();
        source.begun = now.minus(Duration.ofHours(2));
        assertThat(read(TimeRange.HOUR).earlier()).isNull();
    }

    @Test
    void stepsBeginAtRoundTimesAndTheRunningOneIsNoFall() {
        Picture day = read(TimeRange.DAY);
        assertThat(day.from()).isEqualTo(Instant.parse("2026-11-23T14:05:00Z"));
        int last = day.stats().minutes().size() - 1;
        assertThat(day.end(last)).isEqualTo(FakeSource.NOW);
        assertThat(day.whole(last)).isFalse();
        assertThat(day.whole(last - 1)).isTrue();
        assertThat(new Lines(day).logins().series().getFirst().values()[last]).isNaN();
    }

    @Test
    void whatCannotBeReadAnewIsOldAndIsNewAgainOnceItIsRead() {
        on(model::enter);
        picture();
        source.failure = unreachable();
        pass(Duration.ofSeconds(40));
        await().until(() -> model.staleProperty().get());
        assertThat(model.stateProperty().get()).as("it stays shown").isInstanceOf(OverviewModel.State.Read.class);
        await().untilAsserted(
                        () -> assertThat(model.alertsProperty().get()).hasAtLeastOneElementOfType(Alert.Stale.class));

        source.failure = null;
        source.now = now;
        heard.set(now);
        on(model::read);
        await().until(() -> !model.staleProperty().get());
        await().until(() -> model.alertsProperty().get().isEmpty());
    }

    @Test
    void whatIsOfAnotherTimeThanTheChosenOneIsOldAtOnceAndUntilThatIsRead() {
        on(model::enter);
        picture();
        source.failure = unreachable();
        on(() -> model.rangeProperty().set(TimeRange.WEEK));
        assertThat(model.staleProperty().get()).isTrue();
        await().untilAsserted(
                        () -> assertThat(model.alertsProperty().get()).hasAtLeastOneElementOfType(Alert.Stale.class));

        source.failure = null;
        on(model::read);
        await().until(() -> !model.staleProperty().get());
        assertThat(Objects.requireNonNull(model.pictureProperty().get()).range())
                .isEqualTo(TimeRange.WEEK);
        await().until(() -> model.alertsProperty().get().isEmpty());
    }

    @Test
    void beforeTheFirstAnswerAFailureIsAllThereIsAndIsTriedAgain() {
        source.failure = unreachable();
        on(model::enter);
        await().until(() -> model.stateProperty().get() instanceof OverviewModel.State.Failed);
        source.failure = null;
        pass(Duration.ofSeconds(10));
        await().until(() -> model.stateProperty().get() instanceof OverviewModel.State.Read);
    }

    @Test
    void whoMayNotSeeSessionsIsAskedNoMore() {
        source.failure = new ClientException.Refused(
                new Problem(ProblemType.FORBIDDEN.urn(), ProblemType.FORBIDDEN.title(), 403, null, null, null));
        on(model::enter);
        await().until(() -> model.stateProperty().get() instanceof OverviewModel.State.Denied);
        int asked = source.asked.get();
        pass(Duration.ofHours(1));
        assertThat(source.asked).hasValue(asked);
    }

    @Test
    void aReuseIsToldNewestFirstUntilSomebodyHasSeenToIt() {
        SessionView newest = People.ended(People.session(41, "svc-payments@example.com"), EndReason.REUSE);
        SessionView older = People.ended(People.session(40, "alice.mendez@example.com"), EndReason.REUSE);
        source.reused = List.of(newest, older);
        source.reusedLastDay = 2;
        on(model::enter);
        await().until(() -> model.alertsProperty().get().equals(List.of(new Alert.Reused(newest, 1))));
        on(() -> model.dismiss(newest));
        assertThat(model.alertsProperty().get()).containsExactly(new Alert.Reused(older, 0));
        on(() -> model.dismiss(older));
        assertThat(model.alertsProperty().get()).isEmpty();
    }

    @Test
    void ofABurstOfReusesAllAreCountedThoughFewAreNamed() {
        source.reused = IntStream.range(0, OverviewSource.REUSES)
                .mapToObj(i -> People.ended(People.session(60 - i, "svc-payments@example.com"), EndReason.REUSE))
                .toList();
        source.reusedLastDay = 300;
        SessionView newest = source.reused.getFirst();
        on(model::enter);
        await().until(() -> model.alertsProperty().get().equals(List.of(new Alert.Reused(newest, 299))));
        on(() -> model.dismiss(newest));
        assertThat(model.alertsProperty().get()).containsExactly(new Alert.Reused(source.reused.get(1), 298));
    }

    @Test
    void guessingIsFarMoreThanIsUsualAndNotAFewForgottenPasswords() {
        on(model::enter);
        picture();
        stats.set(failing(4));
        on(model::tick);
        assertThat(model.alertsProperty().get()).isEmpty();
        stats.set(failing(400));
        on(model::tick);
        assertThat(model.alertsProperty().get()).hasOnlyElementsOfType(Alert.Guessing.class);
        assertThat(new Usual(0, 0).exceededBy(failing(1))).isEmpty();
        assertThat(new Usual(0, 0).exceededBy(failing(20))).hasValue(20);
    }

    @Test
    void aSilentFeedAChangedAuditAndCountsThatAreMadeAnewAreSaid() {
        source.rebuilding = true;
        on(model::enter);
        picture();
        audit.set("The entry is not what was written.");
        live.set(LiveState.INTERRUPTED);
        assertThat(model.alertsProperty().get())
                .containsExactly(
                        new Alert.AuditBroken("The entry is not what was written."),
                        new Alert.Rebuilding(),
                        new Alert.Feed(FakeSource.NOW));
        live.set(LiveState.LIVE);
        assertThat(model.alertsProperty().get()).doesNotHaveAnyElementsOfTypes(Alert.Feed.class);
        pass(Duration.ofSeconds(16));
        assertThat(model.alertsProperty().get()).hasAtLeastOneElementOfType(Alert.Feed.class);
    }

    @Test
    void aServerThatIsLostOrLagsIsToldUntilSomebodyHasSeenToIt() {
        on(model::enter);
        picture();
        assertThat(lookers).as("it has them looked at").isEqualTo(1);
        NodeView lost = node("eu-2", NodeView.State.LOST, now);
        NodeView lagging = node("eu-3", NodeView.State.LAGGING, now);
        nodes.setAll(
                node("eu-1", NodeView.State.RUNNING, now), lost, lagging, node("eu-4", NodeView.State.STOPPED, now));
        assertThat(model.alertsProperty().get())
                .containsExactly(new Alert.NodeLost(lost, 0), new Alert.NodeLagging("eu-3", 0));
        on(() -> model.dismissLost());
        assertThat(model.alertsProperty().get()).containsExactly(new Alert.NodeLagging("eu-3", 0));
        NodeView again = node("eu-2", NodeView.State.LOST, now.plusSeconds(60));
        nodes.set(1, again);
        assertThat(model.alertsProperty().get())
                .as("it was back and is lost once more")
                .contains(new Alert.NodeLost(again, 0));
        on(model::leave);
        assertThat(lookers).isZero();
    }

    private static NodeView node(String name, NodeView.State state, Instant end) {
        return new NodeView(
                name,
                state,
                "0.1.0",
                null,
                end.minusSeconds(600),
                end,
                end,
                state.runs() ? null : end,
                false,
                null,
                null);
    }

    private Picture read(TimeRange range) {
        return new OverviewReader(source).read(range, now);
    }

    private void picture() {
        await().until(() -> model.pictureProperty().get() != null);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        on(model::tick);
    }

    /** As on JavaFX's thread: not while an answer is taken. */
    private void on(Runnable work) {
        turns.ask(() -> {
            work.run();
            return true;
        });
    }

    private static Stats failing(long failed) {
        List<Stats.Minute> minutes = new ArrayList<>();
        for (int i = 5; i >= 1; i--) {
            minutes.add(new Stats.Minute(FakeSource.NOW.minusSeconds(i * 60L), 10, 0, 0, 0, 0));
        }
        minutes.add(new Stats.Minute(FakeSource.NOW, 10, 0, failed, 0, 0));
        return new Stats(FakeSource.NOW, 10, 0, minutes);
    }

    private static ClientException unreachable() {
        return new ClientException.Unreachable(
                ClientException.Cause.REFUSED, URI.create("http://localhost:1"), new IOException("refused"));
    }
}
