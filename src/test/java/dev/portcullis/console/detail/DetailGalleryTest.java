package dev.portcullis.console.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.TokenFamily.State;
import dev.portcullis.api.TokenFamily.Verdict;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.sessions.People;
import dev.portcullis.support.Gallery;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the details in their states, leaves the pictures in {@code target/gallery}, and holds that nothing is cut off. */
@SuppressWarnings("NullAway.Init") // each test begins with show
class DetailGalleryTest {
    private static final SessionView ALICE = People.session(2, "alice.mendez@example.com");

    private final StagedAccess access = new StagedAccess();
    private final List<String> led = new ArrayList<>();
    private final DetailLinks links = new DetailLinks() {
        @Override
        public void sessions(String query) {
            led.add(query);
        }

        @Override
        public void receipt(Receipt receipt) {
            led.add(receipt.id().toString());
        }
    };
    private DetailController detail;

    @ParameterizedTest
    @CsvSource({"DARK", "LIGHT"})
    void aSessionIsShownWithAllThatIsKnownOfIt(Theme theme) throws Exception {
        access.family = Families.plain(216);
        access.events = Events.ordinary();
        access.others = List.of(
                People.session(3, "alice.mendez@example.com"),
                People.session(4, "bartholomew.featherstonehaugh@example.com"),
                People.session(5, "j.okafor@example.com"));
        access.total = 12;
        try (Gallery gallery = show(theme, true)) {
            shown(ALICE);
            await().until(() -> gallery.words().contains("gen 216"));
            gallery.whole("detail-active", ".one-session");
            assertThat(cut(gallery)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"DARK", "LIGHT"})
    void aReuseIsSeenInTheTree(Theme theme) throws Exception {
        access.family = Families.of(
                SessionState.ENDED,
                40,
                Families.superseded(
                        Families.reused(
                                Families.reused(
                                        Families.line(40, State.ENDED), 39, Verdict.STALE, 1, 252, "198.51.100.66"),
                                20,
                                Verdict.RACE,
                                2,
                                4,
                                "2001:db8::8a2e:370:7334"),
                        12),
                false);
        access.events = Events.theft();
        try (Gallery gallery = show(theme, true)) {
            shown(People.ended(ALICE, EndReason.REUSE));
            await().until(() -> gallery.words().contains("gen 40"));
            gallery.whole("detail-reuse", ".one-session");
            assertThat(cut(gallery)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"DARK", "LIGHT"})
    void whileItIsReadAndWhenThatFailsItSaysSo(Theme theme) throws Exception {
        access.gate = new CountDownLatch(1);
        try (Gallery gallery = show(theme, true)) {
            shown(ALICE);
            await().until(() -> access.asked.contains("tokens"));
            gallery.whole("detail-reading", ".one-session");
            assertThat(gallery.words()).contains("Reading…");
            access.failure = new ClientException.Unreachable(
                    ClientException.Unreachable.Cause.values()[0],
                    URI.create("https://sso.example.com"),
                    new IOException("no"));
            access.gate.countDown();
            await().until(() -> gallery.words().contains("Try again"));
            gallery.whole("detail-failed", ".one-session");
            access.failure = null;
            access.family = Families.plain(3);
            fx(() -> ((javafx.scene.control.Button) gallery.scene().lookup(".part-state .button")).fire());
            await().until(() -> gallery.words().contains("gen 3"));
        }
    }

    /** What is cut off, but for values: those say all of it on hover, and copy it. */
    private static List<String> cut(Gallery gallery) {
        List<String> cut = new ArrayList<>(gallery.cut(".label"));
        cut.removeAll(gallery.cut(".value"));
        cut.removeAll(gallery.cut(".others-words"));
        return cut;
    }

    private Gallery show(Theme theme, boolean mayRevoke) {
        return Gallery.show(
                () -> {
                    detail = new DetailController(
                            access, new Background(), links, new UUID(1, 1), mayRevoke, () -> {}, () -> {});
                    Region pane = (Region) Views.load(detail, detail.included());
                    StackPane place = new StackPane(pane);
                    place.setAlignment(Pos.TOP_LEFT);
                    return place;
                },
                theme,
                370,
                900,
                100);
    }

    private void shown(SessionView session) {
        fx(() -> detail.show(List.of(session), 1, People.NOW));
    }

    private static void fx(Runnable something) {
        Gallery.fx(() -> {
            something.run();
            return true;
        });
    }

}
