package dev.portcullis.console.revoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.DeviceType;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationPlan.Share;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.RevocationView;
import dev.portcullis.api.RevokedSessionPage;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Suspension.Then;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.revoke.RevocationModel.Planned;
import dev.portcullis.console.revoke.RevocationModel.State;
import dev.portcullis.support.Turns;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationModelTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:02:11Z");
    private static final Target ALL = new Target.Matching("network:elsewhere idle<20m");

    private final Server server = new Server();
    private volatile Instant now = NOW;

    @Test
    void itIsPlannedBeforeAnythingCanBeDone() {
        server.plans = false;
        RevocationModel model = model(selected(3));
        model.reasonProperty().set("phishing");
        assertThat(model.plannedProperty().get()).isInstanceOf(Planned.Awaited.class);
        assertThat(model.readyBinding().get()).isFalse();
        model.execute();
        server.plans = true;
        awaitPlan(model);
        assertThat(model.readyBinding().get()).isTrue();
        assertThat(server.executed).isEmpty();
    }

    @Test
    void withoutAReasonNothingCanBeDone() {
        RevocationModel model = planned(selected(3));
        assertThat(model.readyBinding().get()).isFalse();
        model.reasonProperty().set("   ");
        assertThat(model.readyBinding().get()).isFalse();
        model.execute();
        assertThat(server.executed).isEmpty();
        model.reasonProperty().set("phishing");
        assertThat(model.readyBinding().get()).isTrue();
    }

    @Test
    void aReasonOfMoreThan500CharactersIsTooLong() {
        RevocationModel model = planned(selected(3));
        model.reasonProperty().set("x".repeat(500));
        assertThat(model.readyBinding().get()).isTrue();
        model.reasonProperty().set("x".repeat(501));
        assertThat(model.readyBinding().get()).isFalse();
    }

    @Test
    void moreThanAFewAreDoneToOnlyByWhoeverTypesThatTheyMeanIt() {
        server.matched = RevocationModel.TYPED_ABOVE + 1;
        RevocationModel model = planned(ALL);
        model.reasonProperty().set("phishing");
        assertThat(model.wantedPhrase()).isEqualTo("end 21");
        assertThat(model.readyBinding().get()).isFalse();
        model.phraseProperty().set("end 20");
        assertThat(model.readyBinding().get()).isFalse();
        model.phraseProperty().set(" End  21 ");
        assertThat(model.readyBinding().get()).isTrue();
    }

    @Test
    void aFewNeedNoTyping() {
        server.matched = RevocationModel.TYPED_ABOVE;
        assertThat(planned(ALL).wantedPhrase()).isEmpty();
    }

    @Test
    void moreThanCanBeNamedAreNotAskedFor() {
        RevocationModel model = model(selected(Target.MOST_NAMED + 1));
        model.reasonProperty().set("phishing");
        assertThat(model.plannedProperty().get())
                .isInstanceOfSatisfying(
                        Planned.Failed.class,
                        failed -> assertThat(failed.sentence()).contains("10,000"));
        assertThat(model.readyBinding().get()).isFalse();
        assertThat(server.asked).isEmpty();
    }

    @Test
    void whereThereIsNothingToDoNothingCanBeDone() {
        server.ended = 3;
        RevocationModel model = planned(selected(3));
        model.reasonProperty().set("phishing");
        assertThat(model.readyBinding().get()).isFalse();
    }

    @Test
    void whatWasPlannedIsDoneAndTheReceiptIsKept() {
        RevocationModel model = planned(selected(3));
        model.reasonProperty().set("  phishing ");
        model.execute();
        await().until(() -> model.stateProperty().get() instanceof State.Done);
        assertThat(server.executed).containsExactly("plan-1: phishing");
        model.execute();
        assertThat(server.executed).hasSize(1);
    }

    @Test
    void whoeverWantsSomethingElseIsShownAnotherPlan() {
        RevocationModel model = planned(ALL);
        model.reasonProperty().set("phishing");
        model.measureProperty()
                .set(new Measure(RevocationAction.SUSPEND, 240, Then.END, true, List.of("10.0.0.0/24"), null));
        awaitPlan(model);
        RevocationRequest asked = server.asked.getLast();
        assertThat(asked.query()).isEqualTo("network:elsewhere idle<20m");
        assertThat(asked.action()).isEqualTo(RevocationAction.SUSPEND);
        assertThat(asked.minutes()).isEqualTo(240);
        assertThat(asked.then()).isEqualTo(Then.END);
        assertThat(Objects.requireNonNull(asked.lock()).accounts()).isTrue();
        assertThat(asked.lock().networks()).containsExactly("10.0.0.0/24");
        assertThat(asked.lock().minutes()).isNull();
        model.execute();
        await().until(() -> model.stateProperty().get() instanceof State.Done);
        assertThat(server.executed).containsExactly("plan-2: phishing");
    }

    @Test
    void aPlanThatIsNotGoodAnyMoreIsNotExecuted() {
        RevocationModel model = planned(selected(3));
        model.reasonProperty().set("phishing");
        now = NOW.plusSeconds(300);
        model.tick();
        assertThat(model.expired()).isTrue();
        assertThat(model.readyBinding().get()).isFalse();
        model.planAgain();
        awaitPlan(model);
        assertThat(model.readyBinding().get()).isTrue();
    }

    @Test
    void thatTheServerFindsThePlanTooOldIsSaidAndAnotherCanBeHad() {
        ProblemType type = ProblemType.PLAN_EXPIRED;
        server.failure = new ClientException.Refused(new Problem(type.urn(), type.title(), 410, null, null, null));
        RevocationModel model = planned(selected(3));
        assertThat(failure(model).sentence()).startsWith("Nothing was done");
        assertThat(model.expired()).isTrue();
        assertThat(model.readyBinding().get()).isFalse();
    }

    @Test
    void howFarItHasComeIsSaid() {
        List<State> states = new CopyOnWriteArrayList<>();
        RevocationModel model = planned(selected(3));
        model.stateProperty().subscribe(state -> states.add(state));
        server.progress = new RevocationView(
                new UUID(1, 2),
                RevocationView.State.RUNNING,
                RevocationAction.END,
                NOW,
                "nadia",
                "phishing",
                3,
                2,
                null);
        model.reasonProperty().set("phishing");
        model.execute();
        await().until(() -> model.stateProperty().get() instanceof State.Done);
        assertThat(states).contains(new State.Running(server.progress));
    }

    @Test
    void ofWhatIsUnderWayNobodyClaimsThatNothingWasDone() {
        server.progress = new RevocationView(
                new UUID(1, 2),
                RevocationView.State.RUNNING,
                RevocationAction.END,
                NOW,
                "nadia",
                "phishing",
                3,
                2,
                null);
        server.failure = new ClientException.Refused(new Problem("urn:x", "Not permitted", 403, null, null, null));
        assertThat(failure(planned(selected(3))).uncertain()).isTrue();
    }

    @Test
    void aFailureKeepsTheReasonAndCanBeTriedAgain() {
        server.failure = new ClientException.Unreachable(
                ClientException.Cause.TIMEOUT, URI.create("http://localhost:1"), new IOException("late"));
        RevocationModel model = planned(selected(3));
        assertThat(failure(model).sentence())
                .contains("did not answer in time")
                .contains("not certain whether this was done");
        assertThat(model.reasonProperty().get()).isEqualTo("phishing");
        now = NOW.plusSeconds(301);
        model.tick();
        assertThat(model.readyBinding().get())
                .as("what may have been executed is executed again, which does nothing twice")
                .isTrue();
    }

    @Test
    void whatTheServerRefusedWasNotDone() {
        assertThat(failure(new Problem("urn:x", "Not permitted", 403, "It needs sessions:revoke.", null, null)))
                .isEqualTo("Nothing was done. Not permitted: It needs sessions:revoke.");
    }

    @Test
    void whileTheStoreIsAwayNobodyClaimsThatNothingWasDone() {
        assertThat(failure(new Problem(
                        "urn:x", "The session store cannot be reached", 503, "Nothing is wrong with it.", null, null)))
                .isEqualTo("The session store cannot be reached: Nothing is wrong with it. It is not certain whether"
                        + " this was done: try again; nothing is done twice.");
    }

    @Test
    void thatItCannotBePlannedIsSaidAndCanBeTriedAgain() {
        server.planFailure =
                new ClientException.Refused(new Problem("urn:x", "Busy", 503, "Too many plans at once.", null, null));
        RevocationModel model = model(ALL);
        await().until(() -> model.plannedProperty().get() instanceof Planned.Failed);
        assertThat(model.plannedProperty().get())
                .isEqualTo(new Planned.Failed("Whom it would hit cannot be said. Busy: Too many plans at once."));
        server.planFailure = null;
        model.planAgain();
        awaitPlan(model);
    }

    @Test
    void theBlastRadiusCountsUsersAddressesPermissionsAndWhoWasSeenLately() {
        BlastRadius radius = BlastRadius.of(
                List.of(
                        session("alice", 60, "billing", "orders"),
                        session("alice", 3_000, "orders"),
                        session("bob", 10)),
                NOW);
        assertThat(radius.users()).containsExactly(new BlastRadius.Share("alice", 2), new BlastRadius.Share("bob", 1));
        assertThat(radius.addresses()).containsExactly(new BlastRadius.Share("10.0.0.1", 3));
        assertThat(radius.permissions())
                .containsExactly(new BlastRadius.Share("orders", 2), new BlastRadius.Share("billing", 1));
        assertThat(radius.seenLately()).isEqualTo(2);
    }

    @Test
    void theReceiptSaysItAloudWhenNoneWasEnded() {
        assertThat(ReceiptText.title(receipt(3, 0))).isEqualTo("3 sessions ended everywhere");
        assertThat(ReceiptText.title(receipt(1, 1))).isEqualTo("1 session ended everywhere");
        assertThat(ReceiptText.title(receipt(0, 3))).isEqualTo("None ended: 3 had ended already");
        assertThat(ReceiptText.title(receipt(0, 1))).isEqualTo("None ended: it had ended already");
        assertThat(ReceiptText.title(receipt(0, 0))).isEqualTo("None ended: there are no such sessions");
        assertThat(ReceiptText.counts(receipt(3, 0))).isEqualTo("3 ended · receipt 0002");
        assertThat(ReceiptText.counts(receipt(3, 2))).isEqualTo("3 ended · 2 had already ended · receipt 0002");
        assertThat(ReceiptText.time(0.42)).isEqualTo("0.4 ms");
        assertThat(ReceiptText.time(18.4)).isEqualTo("18 ms");
    }

    private State.Failed failure(RevocationModel model) {
        model.reasonProperty().set("phishing");
        model.execute();
        await().until(() -> model.stateProperty().get() instanceof State.Failed);
        return (State.Failed) model.stateProperty().get();
    }

    private String failure(Problem problem) {
        server.failure = new ClientException.Refused(problem);
        server.matched = 1;
        return failure(planned(selected(1))).sentence();
    }

    private RevocationModel planned(Target target) {
        RevocationModel model = model(target);
        awaitPlan(model);
        return model;
    }

    private static void awaitPlan(RevocationModel model) {
        await().until(() -> model.plannedProperty().get() instanceof Planned.Known);
    }

    private RevocationModel model(Target target) {
        return new RevocationModel(server, new Background(new Turns()), () -> now, target, RevocationAction.END);
    }

    private static Target selected(int sessions) {
        return Target.of(
                IntStream.range(0, sessions).mapToObj(each -> new UUID(0, each)).toList(), false);
    }

    /** Plans and executes as it is told. */
    private final class Server implements RevocationAccess {
        private final List<RevocationRequest> asked = new CopyOnWriteArrayList<>();
        private final List<String> executed = new CopyOnWriteArrayList<>();
        private volatile boolean plans = true;
        private volatile int matched = 3;
        private volatile int ended;
        private volatile @Nullable ClientException planFailure;
        private volatile @Nullable ClientException failure;
        private volatile @Nullable RevocationView progress;

        @Override
        public RevocationPlan plan(RevocationRequest request) {
            asked.add(request);
            await().until(() -> plans);
            if (planFailure != null) {
                throw planFailure;
            }
            Share nobody = new Share(0, List.of());
            return new RevocationPlan(
                    "plan-" + asked.size(),
                    now.plusSeconds(300),
                    Objects.requireNonNull(request.action()),
                    matched,
                    0,
                    ended,
                    new RevocationPlan.OwnSession(false, false),
                    new RevocationPlan.Radius(nobody, nobody, nobody, nobody, 0, 0),
                    null);
        }

        @Override
        public Receipt execute(RevocationPlan plan, String reason, Consumer<RevocationView> onProgress) {
            executed.add(plan.plan() + ": " + reason);
            if (progress != null) {
                onProgress.accept(progress);
            }
            if (failure != null) {
                throw failure;
            }
            return receipt(plan.matched(), 0);
        }

        @Override
        public RevokedSessionPage sessions(UUID revocation, @Nullable UUID after, int limit) {
            return new RevokedSessionPage(List.of(), null);
        }
    }

    private static Receipt receipt(int ended, int already) {
        return new Receipt(
                new UUID(1, 2),
                NOW,
                RevocationAction.END,
                "nadia",
                "phishing",
                ended + already,
                ended,
                0,
                0,
                0,
                already,
                null,
                0,
                List.of(),
                1,
                null,
                List.of(),
                "");
    }

    private static SessionView session(String user, int seenSecondsAgo, String... permissions) {
        Instant seen = NOW.minusSeconds(seenSecondsAgo);
        return new SessionView(
                UUID.randomUUID(),
                new SessionView.Account(new UUID(1, 1), user, user),
                SessionState.ACTIVE,
                null,
                null,
                null,
                null,
                seen,
                seen,
                List.of("pwd"),
                seen,
                seen.plusSeconds(1800),
                seen.plusSeconds(43_200),
                1800,
                43_200,
                "10.0.0.1",
                null,
                "curl",
                null,
                null,
                DeviceType.OTHER,
                null,
                null,
                null,
                null,
                false,
                false,
                Delivery.TOKENS,
                List.of(permissions),
                Map.of(),
                new SessionView.Tokens(
                        new SessionView.Access(new UUID(3, 3), seen),
                        new SessionView.Refresh(new UUID(4, 4), 1, seen, false)),
                1,
                null);
    }
}
