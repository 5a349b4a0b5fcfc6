package dev.portcullis.console.revoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.revoke.RevocationModel.Planned;
import dev.portcullis.console.revoke.RevocationModel.State;
import dev.portcullis.support.Turns;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javafx.util.Subscription;
import org.junit.jupiter.api.Test;

/** What is under way is not lost when the screen that asked for it goes. */
class RevokingTest {
    private final HeldRevocation server = new HeldRevocation();
    private final Turns turns = new Turns();
    private final Revoking revoking = new Revoking(server, new Background(turns), () -> HeldRevocation.NOW);
    private final Told first = new Told();
    private final Told second = new Told();

    /** Notes what it is to tell. */
    private static final class Told implements Revoking.Teller {
        private final List<String> words = new CopyOnWriteArrayList<>();

        @Override
        public void done(Receipt receipt) {
            words.add("done to " + receipt.matched());
        }

        @Override
        public void wanted() {
            words.add("wanted");
        }
    }

    @Test
    void theScreenThatIsThereTellsThatItIsDone() {
        turn(() -> revoking.tell(first));
        begin();
        assertThat(hasReceipt()).isFalse();
        server.letGo();
        awaitTheEnd();
        assertThat(first.words).containsExactly("done to 3");
        assertThat(hasReceipt()).isTrue();
        assertThat(isAsked()).as("another can be asked").isFalse();
    }

    @Test
    void whatIsDoneWhileNoScreenIsThereIsToldByTheNextOneAndOnce() {
        Subscription told = turn(() -> revoking.tell(first));
        begin();
        turn(() -> {
            told.unsubscribe();
            return true;
        });
        server.letGo();
        awaitTheEnd();
        assertThat(first.words).isEmpty();
        turn(() -> revoking.tell(second));
        assertThat(second.words).containsExactly("done to 3");
        turn(() -> revoking.tell(first));
        assertThat(first.words).isEmpty();
        assertThat(hasReceipt()).isTrue();
    }

    @Test
    void aReceiptThatWasStillShownIsShownAgain() {
        turn(() -> revoking.tell(first));
        begin();
        server.letGo();
        awaitTheEnd();
        turn(() -> {
            revoking.tellAgain();
            return revoking.tell(second);
        });
        assertThat(second.words).containsExactly("done to 3");
    }

    @Test
    void theNextScreenAsksAboutWhatFailedWhileNoneWasThere() {
        begin();
        server.fail();
        awaitTheEnd();
        turn(() -> revoking.tell(second));
        assertThat(second.words).containsExactly("wanted");
        assertThat(isAsked()).as("it can be tried again").isTrue();
    }

    @Test
    void theNextScreenLeavesAloneWhatIsStillUnderWay() {
        begin();
        await().until(() -> turn(
                () -> model().stateProperty().get() instanceof State.Running running && running.progress() != null));
        turn(() -> revoking.tell(second));
        assertThat(second.words).isEmpty();
        server.letGo();
        awaitTheEnd();
        assertThat(second.words).containsExactly("done to 3");
    }

    @Test
    void whoeverListensHearsWhetherItIsUnderWay() {
        List<Boolean> heard = new CopyOnWriteArrayList<>();
        turn(() -> revoking.onRunning(() -> heard.add(revoking.isRunning())));
        begin();
        server.letGo();
        awaitTheEnd();
        assertThat(heard).containsExactly(false, true, false);
    }

    @Test
    void whoHasLeftIsToldNothing() {
        turn(() -> revoking.tell(first));
        begin();
        RevocationModel model = turn(this::model);
        turn(() -> {
            revoking.close();
            return true;
        });
        assertThat(isRunning()).isFalse();
        server.letGo();
        await().until(() -> turn(() -> model.stateProperty().get() instanceof State.Done));
        assertThat(first.words).isEmpty();
    }

    private void begin() {
        turn(() -> {
            revoking.ask(new Target.Matching("idle<20m"), RevocationAction.END);
            model().reasonProperty().set("phishing");
            return true;
        });
        await().until(() -> turn(() -> model().plannedProperty().get() instanceof Planned.Known));
        turn(() -> {
            model().execute();
            return true;
        });
        assertThat(isRunning()).isTrue();
    }

    private RevocationModel model() {
        return Objects.requireNonNull(revoking.asked());
    }

    private void awaitTheEnd() {
        await().until(() -> !isRunning());
    }

    private boolean isRunning() {
        return turn(revoking::isRunning);
    }

    private boolean isAsked() {
        return turn(() -> revoking.asked() != null);
    }

    private boolean hasReceipt() {
        return turn(() -> revoking.newest() != null);
    }

    private <T> T turn(Supplier<T> question) {
        return turns.ask(question);
    }
}
