package dev.portcullis.console.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.SessionView;
import dev.portcullis.api.TokenFamily;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.detail.OthersModel.Common;
import dev.portcullis.console.detail.OthersModel.Group;
import dev.portcullis.console.sessions.People;
import dev.portcullis.query.Query;
import dev.portcullis.support.Turns;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is read of the session that is shown, without a stage. */
class DetailModelTest {
    private static final SessionView ALICE = People.session(2, "alice.mendez@example.com");
    private static final SessionView BOB = People.session(3, "bob@example.com");

    private final StagedAccess access = new StagedAccess();
    private final Turns turns = new Turns();
    private final DetailModel model = new DetailModel(access, new Background(turns));

    DetailModelTest() {
        access.family = Families.plain(3);
        access.others = List.of(BOB, BOB, BOB, BOB);
        access.total = 4;
    }

    @Test
    void itIsReadWhenTheSessionIsShownAndAgainWhenItHasChangedButNotWhenItWasOnlySeen() {
        model.show(ALICE);
        awaitKnown();
        model.show(ALICE);
        model.show(ALICE);
        assertThat(access.asked).filteredOn("tokens"::equals).hasSize(1);
        model.show(People.ended(ALICE, dev.portcullis.api.EndReason.LOGOUT));
        await().until(() -> access.asked.stream().filter("tokens"::equals).count() == 2);
        await().until(() -> access.asked.stream().filter("history null"::equals).count() == 2);
    }

    @Test
    void nothingOfOneSessionIsShownAtAnother() {
        model.show(ALICE);
        awaitKnown();
        model.show(BOB);
        assertThat(model.familyProperty().get()).isInstanceOf(Part.Awaited.class);
        assertThat(model.timeline().historyProperty().get()).isInstanceOf(Part.Awaited.class);
        assertThat(group(Common.USER)).isInstanceOf(Part.Awaited.class);
        await().until(() -> model.familyProperty().get() instanceof Part.Known<TokenFamily>(var family)
                && family.handle().equals(BOB.handle()));
        model.show(null);
        assertThat(model.familyProperty().get()).isInstanceOf(Part.Awaited.class);
    }

    @Test
    void othersAreThoseOfTheSameUserAddressAndDeviceWithoutTheSessionItself() {
        model.show(ALICE);
        await().until(() -> group(Common.DEVICE) instanceof Part.Known<Group>);
        assertThat(access.asked)
                .contains(
                        "user=alice.mendez@example.com -handle:" + ALICE.handle(),
                        "ip:198.51.100.7 -handle:" + ALICE.handle(),
                        "device=\"Firefox 148 · Windows\" -handle:" + ALICE.handle());
        Group same = ((Part.Known<Group>) group(Common.USER)).value();
        assertThat(same.count()).isEqualTo(4);
        assertThat(same.first()).hasSize(OthersModel.FEW);
        assertThat(same.query()).isEqualTo("user=alice.mendez@example.com");
    }

    @Test
    void whatIsReadAgainStaysUntilTheAnswerIsThereAndIsAskedOfTheSessionAsItIs() {
        model.show(ALICE);
        awaitKnown();
        turns.execute(() -> model.show(People.session(2, "alice.lund@example.com")));
        access.gate = new CountDownLatch(1);
        access.total = 5;
        access.family = Families.plain(4);
        access.asked.clear();
        turns.execute(model::again);
        String renamed = "user=alice.lund@example.com -handle:" + ALICE.handle();
        await().until(() -> access.asked.containsAll(List.of("tokens", "history null", renamed)));
        assertThat(turns.ask(() -> total(model.familyProperty().get()))).isEqualTo(3);
        assertThat(turns.ask(() -> model.timeline().historyProperty().get())).isInstanceOf(Part.Known.class);
        for (Common common : Common.values()) {
            assertThat(turns.ask(() -> count(group(common)))).isEqualTo(4);
        }

        access.gate.countDown();
        await().until(() -> turns.ask(() -> total(model.familyProperty().get()) == 4
                && Stream.of(Common.values()).allMatch(common -> count(group(common)) == 5)));
    }

    @Test
    void eachQueryCanBeAsked() throws Exception {
        SessionView six = People.session(9, "o'neil \"the\" boss@example.com");
        for (Common common : Common.values()) {
            Query.parse(Objects.requireNonNull(common.query(six)));
            Query.parse(Objects.requireNonNull(common.query(People.crowd(30).get(7))));
        }
        for (SessionView session : People.crowd(60)) {
            Query.parse(Objects.requireNonNull(Common.ADDRESS.query(session)) + " -handle:" + session.handle());
        }
    }

    private static long total(Part<TokenFamily> part) {
        return part instanceof Part.Known<TokenFamily>(TokenFamily family) ? family.total() : -1;
    }

    private static long count(Part<Group> part) {
        return part instanceof Part.Known<Group>(Group group) ? group.count() : -1;
    }

    private Part<Group> group(Common common) {
        return model.others().groupProperty(common).get();
    }

    private void awaitKnown() {
        await().until(() -> model.familyProperty().get() instanceof Part.Known<TokenFamily>
                && model.timeline().historyProperty().get() instanceof Part.Known<TimelineModel.History>
                && group(Common.DEVICE) instanceof Part.Known<Group>);
    }
}
