package dev.portcullis.console.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.PolicyChange;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.client.HeldPolicy;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.policy.PolicyModel.State;
import dev.portcullis.console.policy.PolicyModel.WhatIf;
import dev.portcullis.support.TestServer;
import java.time.Duration;
import java.util.Objects;
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

    private final Background background = new Background(Runnable::run);
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
        model.save();
        assertThat(model.savable()).as("nothing is changed").isFalse();

        try (PortcullisClient tomas = server.loggedIn("tomas@example.com")) {
            assertThat(tomas.verify()).isTrue();
            model.field(ABSOLUTE).set("40m");
            assertThat(model.savable()).as("the server has not answered").isFalse();

            await().until(model::savable);
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
            model.applyProperty().set(true);
            model.field(ABSOLUTE).set("40m");
            await().until(model::savable);

            model.save();

            await().until(() -> !model.dirtyProperty().get());
            assertThat(Objects.requireNonNull(
                            admin.policy().view().policy().lifetime().absoluteTtlSeconds()))
                    .isEqualTo(2400);
            assertThat(before).isNotEqualTo(2400);
            await().until(() -> tomas.current().absoluteTtlSeconds() == 2400);
        }
    }

    @Test
    void aFaultIsNamedWithItsPlaceWhoeverFindsIt() {
        model.field(IDLE).set("soon");
        assertThat(model.faultsProperty().get()).extracting(Fault::pointer).containsExactly(IDLE);
        assertThat(model.whatIfProperty().get()).isInstanceOf(WhatIf.Nothing.class);

        model.field(IDLE).set("30d");
        await("the server's answer")
                .until(() -> model.faultsProperty().get().stream()
                        .anyMatch(fault -> fault.detail().contains("absoluteTtlSeconds")));
        assertThat(model.faultsProperty().get()).extracting(Fault::pointer).containsExactly(IDLE);
        assertThat(model.savable()).isFalse();

        model.field(IDLE).set("20m");
        await().until(model::savable);
        assertThat(model.faultsProperty().get()).isEmpty();
    }

    @Test
    void aRoleHasLimitsOfItsOwnOrEverybodys() {
        await().until(() -> model.otherRoles().contains("operator"));
        model.addRole("operator");
        assertThat(model.otherRoles()).doesNotContain("operator");
        model.field(Place.ofRole("operator") + "/idleTtlSeconds").set("10m");
        await().until(model::savable);
        model.save();
        await().until(() -> !model.dirtyProperty().get());
        PolicyDocument.Limits own =
                Objects.requireNonNull(admin.policy().view().policy().roles().get("operator"));
        assertThat(own.idleTtlSeconds()).isEqualTo(600);
        assertThat(own.absoluteTtlSeconds()).isNull();

        model.removeRole("operator");
        await().until(model::savable);
        model.save();
        await().until(() -> !model.dirtyProperty().get());
        assertThat(admin.policy().view().policy().roles()).isEmpty();
    }

    @Test
    void onesOwnChangesAreMadeOfWhatSomebodyElseDidMeanwhile() {
        model.field(IDLE).set("20m");
        await().until(model::savable);
        HeldPolicy seen = admin.policy();
        admin.change(seen, new PolicyChange(withQuota(seen.view().policy(), 7), false, false));

        model.save();

        await().until(() -> !model.theirsProperty().get().isEmpty());
        assertThat(model.theirsProperty().get()).containsExactly(Place.QUOTA_SESSIONS);
        assertThat(model.field(Place.QUOTA_SESSIONS).get()).isEqualTo("7");
        assertThat(model.field(IDLE).get()).isEqualTo("20m");
        assertThat(admin.policy().view().version())
                .as("nothing of mine is saved yet")
                .isEqualTo(1);
        await().until(model::savable);
        model.save();
        await().until(() -> admin.policy().view().version() == 2);
        assertThat(admin.policy().view().policy().quota().sessions()).isEqualTo(7);
    }

    @Test
    void whoMayOnlyLookAsksNothing() {
        server.account("auditor@example.com", "sessions:read", "audit:read");
        try (PortcullisClient auditor = server.loggedIn("auditor@example.com")) {
            PolicyModel looking = model(auditor, false);
            looking.field(IDLE).set("20m");
            assertThat(looking.whatIfProperty().get()).isInstanceOf(WhatIf.Nothing.class);
            assertThat(looking.savable()).isFalse();
        }
    }

    @Test
    void whatIsNotSavedIsStillThereWhenTheScreenIsMadeAnewOnWhateverSomebodyElseDidMeanwhile() {
        await().until(() -> model.otherRoles().contains("operator"));
        model.field(IDLE).set("20m");
        model.field(ABSOLUTE).set("soon");
        model.addRole("operator");
        model.applyProperty().set(true);
        model.close();
        HeldPolicy seen = admin.policy();
        admin.change(seen, new PolicyChange(withQuota(seen.view().policy(), 7), false, false));

        new PolicyModel(PolicyAccess.of(admin), background, true, Duration.ZERO, draft).close(); // nobody looked
        PolicyModel second = model(admin, true);
        await().until(() -> !second.theirsProperty().get().isEmpty());

        assertThat(second.field(IDLE).get()).isEqualTo("20m");
        assertThat(second.field(ABSOLUTE).get()).isEqualTo("soon");
        assertThat(second.faultsProperty().get()).extracting(Fault::pointer).containsExactly(ABSOLUTE);
        assertThat(second.roles()).containsExactly("operator");
        assertThat(second.otherRoles()).doesNotContain("operator");
        assertThat(second.applyProperty().get()).isTrue();
        assertThat(second.dirtyProperty().get()).isTrue();
        assertThat(second.theirsProperty().get()).containsExactly(Place.QUOTA_SESSIONS);
        assertThat(second.field(Place.QUOTA_SESSIONS).get()).isEqualTo("7");

        second.discard();
        second.close();
        PolicyModel third = model(admin, true);
        assertThat(third.dirtyProperty().get()).as("it was given up").isFalse();
    }

    @Test
    void whatWasBeingSavedWhenTheScreenWasMadeAnewIsNobodyElses() {
        model.field(IDLE).set("20m");
        await().until(model::savable);
        model.close();
        PolicyDocument mine = ((WhatIf.Known) model.whatIfProperty().get()).document();
        admin.change(admin.policy(), new PolicyChange(mine, false, false));

        PolicyModel second = model(admin, true);
        await().until(() -> !second.dirtyProperty().get());
        assertThat(second.theirsProperty().get()).isEmpty();
        assertThat(second.field(IDLE).get()).isEqualTo("20m");
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

    private PolicyModel model(PortcullisClient client, boolean mayWrite) {
        PolicyModel fresh = new PolicyModel(PolicyAccess.of(client), background, mayWrite, Duration.ZERO, draft);
        fresh.read();
        await().until(() -> fresh.stateProperty().get() instanceof State.Read);
        return fresh;
    }
}
