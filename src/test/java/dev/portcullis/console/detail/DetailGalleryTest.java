package dev.portcullis.console.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.TokenFamily.State;
import dev.portcullis.api.TokenFamily.Verdict;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.sessions.People;
import dev.portcullis.support.Gallery;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the details in their states, leaves the pictures in {@code target/gallery}, and holds that nothing is cut off. */
@SuppressWarnings("NullAway.Init") // each test begins with show
class DetailGalleryTest {
    private static final EditForm.Frame FRAME =
            new EditForm.Frame(() -> People.NOW, ZoneId.systemDefault(), People.handle(1));
    private static final List<String> PERMISSIONS =
            List.of("billing", "orders:read", "orders:write", "reports", "warehouse.stock:adjust");
    private static final SessionView ALICE = People.session(2, "alice.mendez@example.com");

    private final StagedAccess access = new StagedAccess();
    private final List<String> led = new ArrayList<>();
    private boolean mayRevoke = true;
    private final DetailLinks links = new DetailLinks() {
        @Override
        public String unchangeable() {
            return mayRevoke ? "" : "Changing a session needs the permission sessions:revoke.";
        }

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
        try (Gallery gallery = show(theme)) {
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
        try (Gallery gallery = show(theme)) {
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
        try (Gallery gallery = show(theme)) {
            shown(ALICE);
            await().until(() -> access.asked.contains("tokens"));
            gallery.whole("detail-reading", ".one-session");
            assertThat(gallery.words()).contains("Reading…");
            access.failure = new ClientException.Unreachable(
                    ClientException.Unreachable.Cause.BROKEN,
                    URI.create("https://sso.example.com"),
                    new IOException("no"));
            access.gate.countDown();
            await().until(() -> gallery.words().contains("Try again"));
            gallery.whole("detail-failed", ".one-session");
            access.failure = null;
            access.family = Families.plain(3);
            fx(() -> ((Button) gallery.scene().lookup(".part-state .button")).fire());
            await().until(() -> gallery.words().contains("gen 3"));
        }
    }

    @ParameterizedTest
    @CsvSource({"DARK", "LIGHT"})
    void anAuditorSeesTheSameAndASuspendedSessionSaysSo(Theme theme) throws Exception {
        mayRevoke = false;
        access.family = Families.plain(40);
        access.events = Events.ordinary();
        try (Gallery gallery = show(theme)) {
            shown(People.suspended(ALICE, People.NOW.plusSeconds(600)));
            await().until(() -> gallery.words().contains("gen 40"));
            gallery.picture("detail-auditor");
            assertThat(gallery.scene().lookup("#detail-edit").isDisabled()).isTrue();
            assertThat(gallery.words()).contains("suspended");
        }
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void aSessionIsChangedInAFormThatSaysWhatIsWrongAndWhatCameInBetween(Theme theme, int width, int height)
            throws Exception {
        SessionView seen = People.version(People.session(3, "alice.mendez@example.com"), 4, PERMISSIONS);
        access.family = Families.plain(3);
        access.sessions.put(seen.handle(), People.version(seen, 5, PERMISSIONS.subList(1, PERMISSIONS.size())));
        access.refusal = EditTest.refused(ProblemType.PRECONDITION_FAILED, null);
        try (Gallery gallery = show(theme, width, height)) {
            shown(seen);
            fx(() -> ((Button) gallery.scene().lookup("#detail-edit")).fire());
            fx(() -> {
                text(gallery, "#edit-idle").setText("2 hours");
                text(gallery, "#edit-end").setText("18:00");
            });
            gallery.picture("edit");
            assertThat(((Button) gallery.scene().lookup("#edit-save")).isDisabled())
                    .isTrue();
            assertThat(((Label) gallery.scene().lookup("#edit-idle-fault")).getText())
                    .startsWith("This is no duration");
            fx(() -> {
                text(gallery, "#edit-idle").setText("10m");
                ((CheckBox) gallery.scene().lookup("#edit-permissions .check-box")).fire();
                ((Button) gallery.scene().lookup("#edit-save")).fire();
            });
            await().until(() -> gallery.scene().lookup("#edit-conflict").isVisible());
            gallery.picture("edit-conflict");
            assertThat(gallery.scene().lookup("#edit-save").isVisible()).isFalse();
        }
    }

    @Test
    void whereNothingCanBeEndedItSaysWhyAndTheKeyboardStaysInThePane() {
        access.family = Families.plain(3);
        try (Gallery gallery = show(Theme.DARK)) {
            shown(ALICE);
            Node end = gallery.scene().lookup(".detail-footer .danger");
            assertThat(end.getParent().getAccessibleHelp()).isEmpty();
            fx(end::requestFocus);
            fx(() -> detail.show(List.of(People.ended(ALICE, EndReason.LOGOUT)), 0, People.NOW));
            assertThat(end.getParent().getAccessibleHelp()).isEqualTo(Text.get("detail.edit.ended"));
            assertThat(Gallery.fx(() -> gallery.scene().getFocusOwner().getId()))
                    .isEqualTo("detail-one");
            fx(() -> detail.show(List.of(), 0, People.NOW));
            assertThat(end.getParent().getAccessibleHelp())
                    .as("its row has left")
                    .isEqualTo(Text.get("detail.edit.ended"));
        }
    }

    @Test
    void othersGrowOlderAndAreReadAgainUnderTheKeyboard() {
        access.family = Families.plain(3);
        access.others = List.of(People.session(3, "alice.mendez@example.com"));
        access.total = 12;
        try (Gallery gallery = show(Theme.DARK)) {
            shown(ALICE);
            await().until(() -> Collections.frequency(gallery.words(), "12 others") == 3);
            assertThat(ages(gallery)).containsExactly("0 s", "0 s", "0 s");
            fx(() -> detail.tick(People.NOW.plusSeconds(120)));
            assertThat(ages(gallery)).containsExactly("2 m", "2 m", "2 m");

            fx(() -> gallery.scene().lookup(".others .quiet-button").requestFocus());
            access.total = 13;
            fx(detail::again);
            await().until(() -> Collections.frequency(gallery.words(), "13 others") == 3);
            assertThat(Gallery.fx(() -> ((Button) gallery.scene().getFocusOwner()).getText()))
                    .isEqualTo("13 others");
        }
    }

    private static List<String> ages(Gallery gallery) {
        return Gallery.fx(() -> gallery.scene().getRoot().lookupAll(".others .tree-time").stream()
                .map(label -> ((Label) label).getText())
                .toList());
    }

    private static TextField text(Gallery gallery, String selector) {
        return (TextField) gallery.scene().lookup(selector);
    }

    /** What is cut off, but for values: those say all of it on hover, and copy it. */
    private static List<String> cut(Gallery gallery) {
        List<String> cut = new ArrayList<>(gallery.cut(".label"));
        cut.removeAll(gallery.cut(".value"));
        cut.removeAll(gallery.cut(".others-words"));
        return cut;
    }

    private Gallery show(Theme theme) {
        return show(theme, 370, 900);
    }

    private Gallery show(Theme theme, int width, int height) {
        return Gallery.show(
                () -> {
                    detail = new DetailController(
                            access,
                            new Background(),
                            links,
                            FRAME,
                            () -> detail.view().getScene(),
                            mayRevoke,
                            () -> {},
                            () -> {});
                    StackPane pane = new StackPane(detail.view());
                    pane.getStyleClass().add("detail-place");
                    StackPane place = new StackPane(pane);
                    place.setAlignment(Pos.TOP_LEFT);
                    return place;
                },
                theme,
                width,
                height,
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
