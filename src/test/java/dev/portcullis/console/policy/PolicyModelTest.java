package dev.portcullis.console.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.PolicyChange;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyOutcome;
import dev.portcullis.api.PolicyProgress;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.HeldPolicy;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.policy.PolicyModel.State;
import dev.portcullis.console.policy.PolicyModel.WhatIf;
import dev.portcullis.support.PolicyDesk;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.Turns;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The policy screen's model, at the real server. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class PolicyModelTest {
    private static final String IDLE = Place.LIFETIME + "/idleTtlSeconds";
    private static final String ABSOLUTE = Place.LIFETIME + "/absoluteTtlSeconds";

    private static TestServer server;

    private final Turns turns = new Turns();
    private final Background background = new Background(turns);
    private final PolicyDraft draft = new PolicyDraft();
    private PortcullisClient admin;
    private PolicyModel model;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.account("tomas@example.com", "orders:read");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void begin() {
        server.clear();
        server.account("tomas@example.com", "orders:read");
        admin = server.admin();
        model = model(admin, true);
    }

    @Test
    void nothingIsSavedBeforeWhatItDoesIsKnown() {
        turns.execute(model::save);
        assertThat(model.savable()).as("nothing is changed").isFalse();

        try (PortcullisClient tomas = server.loggedIn("tomas@example.com")) {
            assertThat(tomas.verify()).isTrue();
            turns.execute(() -> model.field(ABSOLUTE).set("40m"));
            assertThat(model.savable()).as("the server has not answered").isFalse();

            await().until(() -> turns.ask(model::savable));
            WhatIf.Known known = (WhatIf.Known) model.whatIfProperty().get();
            assertThat(known.effect().sessions()).isEqualTo(2);
            assertThat(known.effect().endNow()).isZero();
            assertThat(known.effect().endWithinHour()).isEqualTo(2);
            assertThat(admin.policy().view().version())
                    .as("a question changes nothing")
                    .isZero();
        }
    }

    @Test
    void whatIsSavedHoldsAndReachesTheLiveSessionsIfThatIsAsked() {
        try (PortcullisClient tomas = server.loggedIn("tomas@example.com")) {
            long before = tomas.current().absoluteTtlSeconds();
            turns.execute(() -> model.applyProperty().set(true));
            turns.execute(() -> model.field(ABSOLUTE).set("40m"));
            await().until(() -> turns.ask(model::savable));

            turns.execute(model::save);

            await().until(() -> turns.ask(() -> !model.dirtyProperty().get()));
            assertThat(Objects.requireNonNull(
                            admin.policy().view().policy().lifetime().absoluteTtlSeconds()))
                    .isEqualTo(2400);
            assertThat(before).isNotEqualTo(2400);
            await().until(() -> tomas.current().absoluteTtlSeconds() == 2400);
        }
    }

    @Test
    void aFaultIsNamedWithItsPlaceWhoeverFindsIt() {
        turns.execute(() -> model.field(IDLE).set("soon"));
        assertThat(model.faultsProperty().get()).extracting(Fault::pointer).containsExactly(IDLE);
        assertThat(model.whatIfProperty().get()).isInstanceOf(WhatIf.Nothing.class);

        turns.execute(() -> model.field(IDLE).set("30d"));
        await("the server's answer")
                .until(() -> turns.ask(() -> model.faultsProperty().get().stream()
                        .anyMatch(fault -> fault.detail().contains("absoluteTtlSeconds"))));
        assertThat(model.faultsProperty().get()).extracting(Fault::pointer).containsExactly(IDLE);
        assertThat(model.savable()).isFalse();

        turns.execute(() -> model.field(IDLE).set("20m"));
        await().until(() -> turns.ask(model::savable));
        assertThat(model.faultsProperty().get()).isEmpty();
    }

    @Test
    void aRoleHasLimitsOfItsOwnOrEverybodys() {
        await().until(() -> turns.ask(() -> model.otherRoles().contains("operator")));
        turns.execute(() -> model.addRole("operator"));
        assertThat(model.otherRoles()).doesNotContain("operator");
        turns.execute(
                () -> model.field(Place.ofRole("operator") + "/idleTtlSeconds").set("10m"));
        await().until(() -> turns.ask(model::savable));
        turns.execute(model::save);
        await().until(() -> turns.ask(() -> !model.dirtyProperty().get()));
        PolicyDocument.Limits own =
                Objects.requireNonNull(admin.policy().view().policy().roles().get("operator"));
        assertThat(own.idleTtlSeconds()).isEqualTo(600);
        assertThat(own.absoluteTtlSeconds()).isNull();

        turns.execute(() -> model.removeRole("operator"));
        await().until(() -> turns.ask(model::savable));
        turns.execute(model::save);
        await().until(() -> turns.ask(() -> !model.dirtyProperty().get()));
        assertThat(admin.policy().view().policy().roles()).isEmpty();
    }

    @Test
    void onesOwnChangesAreMadeOfWhatSomebodyElseDidMeanwhile() {
        turns.execute(() -> model.field(IDLE).set("20m"));
        await().until(() -> turns.ask(model::savable));
        HeldPolicy seen = admin.policy();
        admin.change(seen, new PolicyChange(withQuota(seen.view().policy(), 7), false, false));

        turns.execute(model::save);

        await().until(() -> turns.ask(() -> !model.theirsProperty().get().isEmpty()));
        assertThat(model.theirsProperty().get()).containsExactly(Place.QUOTA_SESSIONS);
        assertThat(model.field(Place.QUOTA_SESSIONS).get()).isEqualTo("7");
        assertThat(model.field(IDLE).get()).isEqualTo("20m");
        assertThat(admin.policy().view().version())
                .as("nothing of mine is saved yet")
                .isEqualTo(1);
        await().until(() -> turns.ask(model::savable));
        turns.execute(model::save);
        await().until(() -> admin.policy().view().version() == 2);
        assertThat(admin.policy().view().policy().quota().sessions()).isEqualTo(7);
    }

    @Test
    void networksAreNamedBesideWhatSomebodyElseNamedMeanwhile() {
        PolicyDocument.Network office = new PolicyDocument.Network("office", List.of("203.0.113.0/24"), true);
        PolicyDocument.Network lab = new PolicyDocument.Network("lab", List.of("198.51.100.0/24"), false);
        turns.execute(() -> model.field(Place.NETWORKS).set("office\t203.0.113.7/24\ttrusted"));
        await("the server's answer")
                .until(() -> turns.ask(() -> !model.faultsProperty().get().isEmpty()));
        assertThat(model.faultsProperty().get())
                .extracting(Fault::pointer)
                .containsExactly(Place.NETWORKS + "/0/ranges/0");

        turns.execute(() -> model.field(Place.NETWORKS).set(NetworkTexts.of(List.of(office))));
        await().until(() -> turns.ask(model::savable));
        HeldPolicy seen = admin.policy();
        admin.change(seen, new PolicyChange(withNetwork(seen.view().policy(), lab), false, false));
        turns.execute(model::save);
        await().until(() -> turns.ask(() -> !model.theirsProperty().get().isEmpty()));
        await().until(() -> turns.ask(model::savable));
        turns.execute(model::save);
        await().until(() -> admin.policy().view().version() == 2);
        assertThat(admin.policy().view().policy().networks()).containsExactlyInAnyOrder(office, lab);
    }

    @Test
    void whoIsAtARolesLimitsKeepsThemThoughSomebodyElseTakesThemAway() {
        String place = Place.ofRole("operator") + "/idleTtlSeconds";
        PolicyDocument.Limits limits = new PolicyDocument.Limits(1200, null, null, null, null);
        try (PolicyDesk desk = new PolicyDesk(server)) {
            desk.change(PolicyDesk.role("operator", limits));
            PolicyModel mine = model(admin, true);
            turns.execute(() -> mine.field(place).set("10m"));
            await().until(() -> turns.ask(mine::savable));
            desk.change(PolicyModelTest::withoutRoles);

            turns.execute(mine::save);

            await("the other's policy")
                    .until(() -> turns.ask(() -> mine.stateProperty().get() instanceof State.Read read
                            && read.held().view().version() == 2));
            assertThat(mine.roles()).containsExactly("operator");
            assertThat(mine.field(place).get()).isEqualTo("10m");
        }
    }

    @Test
    void whoMayOnlyLookAsksNothing() {
        server.account("auditor@example.com", "sessions:read", "audit:read");
        try (PortcullisClient auditor = server.loggedIn("auditor@example.com")) {
            PolicyModel looking = model(auditor, false);
            turns.execute(() -> looking.field(IDLE).set("20m"));
            assertThat(looking.whatIfProperty().get()).isInstanceOf(WhatIf.Nothing.class);
            assertThat(looking.savable()).isFalse();
        }
    }

    @Test
    void whatIsNotSavedIsStillThereWhenTheScreenIsMadeAnewOnWhateverSomebodyElseDidMeanwhile() {
        await().until(() -> turns.ask(() -> model.otherRoles().contains("operator")));
        turns.execute(() -> model.field(IDLE).set("20m"));
        turns.execute(() -> model.field(ABSOLUTE).set("soon"));
        turns.execute(() -> model.addRole("operator"));
        turns.execute(() -> model.applyProperty().set(true));
        turns.execute(model::close);
        HeldPolicy seen = admin.policy();
        admin.change(seen, new PolicyChange(withQuota(seen.view().policy(), 7), false, false));

        new PolicyModel(PolicyAccess.of(admin), background, true, Duration.ZERO, draft).close(); // nobody looked
        PolicyModel second = model(admin, true);
        await().until(() -> turns.ask(() -> !second.theirsProperty().get().isEmpty()));

        assertThat(second.field(IDLE).get()).isEqualTo("20m");
        assertThat(second.field(ABSOLUTE).get()).isEqualTo("soon");
        assertThat(second.faultsProperty().get()).extracting(Fault::pointer).containsExactly(ABSOLUTE);
        assertThat(second.roles()).containsExactly("operator");
        assertThat(second.otherRoles()).doesNotContain("operator");
        assertThat(second.applyProperty().get()).isTrue();
        assertThat(second.dirtyProperty().get()).isTrue();
        assertThat(second.theirsProperty().get()).containsExactly(Place.QUOTA_SESSIONS);
        assertThat(second.field(Place.QUOTA_SESSIONS).get()).isEqualTo("7");

        turns.execute(second::discard);
        turns.execute(second::close);
        PolicyModel third = model(admin, true);
        assertThat(third.dirtyProperty().get()).as("it was given up").isFalse();
    }

    @Test
    void whetherAnythingWouldBeLostIsKnown() {
        assertThat(draft.unsavedProperty().get()).isFalse();
        turns.execute(() -> model.field(IDLE).set("20m"));
        assertThat(draft.unsavedProperty().get()).isTrue();
        turns.execute(model::discard);
        assertThat(draft.unsavedProperty().get()).isFalse();

        turns.execute(() -> model.field(IDLE).set("20m"));
        turns.execute(model::close);
        assertThat(draft.unsavedProperty().get()).as("it waits for the next").isTrue();
        PolicyModel second = model(admin, true);
        await().until(() -> turns.ask(second::savable));
        assertThat(draft.unsavedProperty().get()).isTrue();
        turns.execute(second::save);
        await().until(() -> !draft.unsavedProperty().get());
        turns.execute(() -> second.field(IDLE).set("25m"));
        turns.execute(second::close);

        PolicyModel looking = model(admin, false);
        assertThat(looking.dirtyProperty().get())
                .as("who may not write any more sees what holds")
                .isFalse();
        assertThat(draft.unsavedProperty().get()).isFalse();
    }

    @Test
    void whatWasBeingSavedWhenTheScreenWasMadeAnewIsNobodyElses() {
        turns.execute(() -> model.field(IDLE).set("20m"));
        await().until(() -> turns.ask(model::savable));
        turns.execute(model::close);
        PolicyDocument mine = ((WhatIf.Known) model.whatIfProperty().get()).document();
        admin.change(admin.policy(), new PolicyChange(mine, false, false));

        PolicyModel second = model(admin, true);
        await().until(() -> turns.ask(() -> !second.dirtyProperty().get()));
        assertThat(second.theirsProperty().get()).isEmpty();
        assertThat(second.field(IDLE).get()).isEqualTo("20m");
    }

    @Test
    void whoDoesNotSeeHowFarItHasReachedKeepsWhatTheySawAndLooksAgain() {
        Trouble trouble = new Trouble(PolicyAccess.of(admin));
        trouble.progress = new PolicyProgress(1, 5, 5, 0);
        PolicyModel looking = model(trouble, true);
        await().until(() -> turns.ask(() -> looking.progressProperty().get() != null));

        trouble.broken = true;
        int before = trouble.looks.get();
        await("one look after the other").until(() -> {
            turns.execute(looking::lookAgain);
            return trouble.looks.get() > before + 2;
        });
        assertThat(applying(looking)).isEqualTo(5);

        trouble.progress = new PolicyProgress(1, 0, 0, 0);
        trouble.broken = false;
        await("that it has reached all").until(() -> {
            turns.execute(looking::lookAgain);
            return applying(looking) == 0;
        });
    }

    @Test
    void whoIsOvertakenAndCannotReadWhatTheOtherDidIsToldSoAndMayAskAgain() {
        Trouble trouble = new Trouble(PolicyAccess.of(admin));
        PolicyModel mine = model(trouble, true);
        turns.execute(() -> mine.field(IDLE).set("20m"));
        await().until(() -> turns.ask(mine::savable));
        HeldPolicy seen = admin.policy();
        admin.change(seen, new PolicyChange(withQuota(seen.view().policy(), 7), false, false));
        trouble.broken = true;

        turns.execute(mine::save);
        await("that it cannot be saved")
                .until(() -> turns.ask(() -> mine.whatIfProperty().get() instanceof WhatIf.Failed));
        assertThat(mine.savingProperty().get()).isFalse();
        assertThat(mine.savable()).isFalse();
        assertThat(mine.staleProperty().get()).isNotNull();

        turns.execute(() -> mine.field(IDLE).set("25m"));
        await("that what it would do is not known")
                .until(() -> turns.ask(() -> mine.whatIfProperty().get() instanceof WhatIf.Failed));

        trouble.broken = false;
        turns.execute(mine::askAgain);
        await().until(() -> turns.ask(mine::savable));
        assertThat(mine.theirsProperty().get()).containsExactly(Place.QUOTA_SESSIONS);
        assertThat(mine.field(IDLE).get()).isEqualTo("25m");
        assertThat(mine.staleProperty().get()).isNull();
    }

    @Test
    void whatCouldNotBeReadAnewIsSaidToBeOldUntilTheServerIsHeardAgain() {
        Trouble trouble = new Trouble(PolicyAccess.of(admin));
        PolicyModel looking = model(trouble, true);
        assertThat(looking.staleProperty().get()).isNull();

        trouble.broken = true;
        turns.execute(looking::read);
        await().until(() -> turns.ask(() -> looking.staleProperty().get() != null));
        assertThat(Objects.requireNonNull(looking.staleProperty().get()).saved())
                .isFalse();
        assertThat(looking.stateProperty().get()).isInstanceOf(State.Read.class);
        assertThat(looking.whatIfProperty().get()).as("nothing is changed").isInstanceOf(WhatIf.Nothing.class);

        trouble.broken = false;
        turns.execute(looking::heardAgain);
        await().until(() -> turns.ask(() -> looking.staleProperty().get() == null));
    }

    @Test
    void whatIsSavedIsNotCalledAFailureBecauseItCannotBeReadAfterwards() {
        Trouble trouble = new Trouble(PolicyAccess.of(admin));
        PolicyModel mine = model(trouble, true);
        turns.execute(() -> mine.field(IDLE).set("20m"));
        await().until(() -> turns.ask(mine::savable));
        trouble.broken = true;

        turns.execute(mine::save);

        await().until(() -> turns.ask(() -> mine.staleProperty().get() != null));
        assertThat(Objects.requireNonNull(mine.staleProperty().get()).saved()).isTrue();
        assertThat(mine.dirtyProperty().get()).isFalse();
        assertThat(mine.savingProperty().get()).isFalse();
        assertThat(mine.whatIfProperty().get()).isInstanceOf(WhatIf.Nothing.class);
        assertThat(((State.Read) mine.stateProperty().get()).held().view().version())
                .isEqualTo(1);
        assertThat(admin.policy().view().version()).isEqualTo(1);

        trouble.broken = false;
        turns.execute(() -> mine.field(IDLE).set("25m"));
        await("the policy under its new tag").until(() -> turns.ask(mine::savable));
        assertThat(mine.theirsProperty().get()).as("it was nobody else").isEmpty();
        assertThat(mine.staleProperty().get()).isNull();
        turns.execute(mine::save);
        await().until(() -> admin.policy().view().version() == 2);
    }

    private long applying(PolicyModel looking) {
        return turns.ask(
                () -> Objects.requireNonNull(looking.progressProperty().get()).applying());
    }

    private static PolicyDocument withQuota(PolicyDocument old, int sessions) {
        return new PolicyDocument(
                old.lifetime(),
                old.roles(),
                new PolicyDocument.Quota(sessions, old.quota().atLimit()),
                old.secondFactor(),
                old.stepUp(),
                old.guessing(),
                old.networks());
    }

    private static PolicyDocument withoutRoles(PolicyDocument old) {
        return new PolicyDocument(
                old.lifetime(),
                Map.of(),
                old.quota(),
                old.secondFactor(),
                old.stepUp(),
                old.guessing(),
                old.networks());
    }

    private static PolicyDocument withNetwork(PolicyDocument old, PolicyDocument.Network network) {
        return new PolicyDocument(
                old.lifetime(),
                old.roles(),
                old.quota(),
                old.secondFactor(),
                old.stepUp(),
                old.guessing(),
                List.of(network));
    }

    private PolicyModel model(PortcullisClient client, boolean mayWrite) {
        return model(PolicyAccess.of(client), mayWrite);
    }

    private PolicyModel model(PolicyAccess access, boolean mayWrite) {
        PolicyModel fresh = new PolicyModel(access, background, mayWrite, Duration.ZERO, draft);
        fresh.read();
        await().until(() -> turns.ask(() -> fresh.stateProperty().get() instanceof State.Read));
        return fresh;
    }

    /** The real server, of which nothing can be read at times; what is changed gets there. */
    private static final class Trouble implements PolicyAccess {
        private final PolicyAccess server;
        private final AtomicInteger looks = new AtomicInteger();
        private volatile boolean broken;
        private volatile @Nullable PolicyProgress progress;

        Trouble(PolicyAccess server) {
            this.server = server;
        }

        @Override
        public HeldPolicy policy() {
            get();
            return server.policy();
        }

        @Override
        public PolicyOutcome change(HeldPolicy seen, PolicyChange change) {
            return server.change(seen, change);
        }

        @Override
        public PolicyProgress progress() {
            looks.incrementAndGet();
            get();
            PolicyProgress staged = progress;
            return staged == null ? server.progress() : staged;
        }

        @Override
        public List<String> roles() {
            return server.roles();
        }

        private void get() {
            if (broken) {
                throw new ClientException.Unreachable(
                        ClientException.Cause.BROKEN, URI.create("http://127.0.0.1:1"), new IOException("broken"));
            }
        }
    }
}
