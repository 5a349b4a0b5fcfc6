package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.support.Gallery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import javafx.event.Event;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** When a view is made that need not be there from the beginning, and how it comes. */
class LaterViewTest {
    private static final int LINES = 40;

    private final List<Node> lines = new ArrayList<>();
    private final VBox content = new VBox();
    private int made;

    @BeforeAll
    static void javafx() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    private final LaterView view = new LaterView(() -> {
        made++;
        for (int i = 0; i < LINES; i++) {
            lines.add(new HBox(new Label("a"), new Label("b"), new Label("c"), new Label("d")));
        }
        content.getChildren().setAll(lines);
        return content;
    });

    @Test
    void itIsMadeOnceWhenItIsFirstToBeSeen() {
        Group scene = new Group();
        Gallery.fx(() -> {
            new Scene(scene);
            view.setVisible(false);
            scene.getChildren().add(view);
            return true;
        });
        assertThat(made).isZero();

        Gallery.fx(() -> {
            view.setVisible(true);
            return true;
        });
        assertThat(made).isEqualTo(1);
        await().until(() -> Gallery.fx(() -> view.wholeProperty().get()));
        assertThat(view.getChildren()).containsExactly(content);

        Gallery.fx(() -> {
            view.setVisible(false);
            view.setVisible(true);
            scene.getChildren().remove(view);
            scene.getChildren().add(view);
            return true;
        });
        assertThat(made).isEqualTo(1);
    }

    @Test
    void itComesInPiecesAndIsSeenWhenItIsWholeAndAsItWas() {
        List<Integer> there = new ArrayList<>();
        List<Boolean> seen = new ArrayList<>();
        Gallery.fx(() -> {
            content.getChildren().subscribe(() -> {
                there.add(content.getChildren().size());
                seen.add(content.isVisible());
            });
            new Scene(new Group(view));
            return true;
        });
        await().until(() -> Gallery.fx(() -> view.wholeProperty().get()));

        assertThat(there).contains(0, 1, LINES / 2, LINES);
        // The first is what the view was before anything was taken out of it.
        assertThat(seen.subList(1, seen.size())).containsOnly(false);
        assertThat(content.isVisible()).isTrue();
        assertThat(content.getChildren()).containsExactlyElementsOf(lines);
    }

    @Test
    void itIsMadeBeforehandWhereThereIsTimeAndNotTwice() {
        Gallery.fx(() -> {
            view.setVisible(false);
            new Scene(new Group(view));
            view.prepare();
            view.prepare();
            return true;
        });
        await().until(() -> Gallery.fx(() -> view.wholeProperty().get()));
        assertThat(made).isEqualTo(1);
        assertThat(view.isVisible()).isFalse();
    }

    @Test
    void aPaneThatIsFilledAnewMeanwhileHasWhatItWasFilledWith() {
        Label other = new Label("other");
        Gallery.fx(() -> {
            Unfolding.whole(content);
            new Scene(new Group(view));
            content.getChildren().setAll(other);
            return true;
        });
        await().until(() -> Gallery.fx(() -> view.wholeProperty().get()));
        assertThat(content.getChildren()).containsExactly(other);
    }

    @Test
    void whoeverWaitsForItHearsOnceAndNothingComesToOneThatIsClosed() {
        List<String> heard = new ArrayList<>();
        Gallery.fx(() -> {
            view.whenWhole(() -> heard.add("whole"));
            new Scene(new Group(view));
            return true;
        });
        await().until(() -> Gallery.fx(() -> view.wholeProperty().get()));
        Gallery.fx(() -> {
            view.whenWhole(() -> heard.add("at once"));
            return true;
        });
        assertThat(heard).containsExactly("whole", "at once");

        LaterView closed = new LaterView(() -> new VBox(new HBox(new Label("a"), new Label("b"), new Label("c"))));
        Gallery.fx(() -> {
            new Scene(new Group(closed));
            closed.close();
            return true;
        });
        await().until(() -> Gallery.fx(Pieces::areDone));
        assertThat(closed.wholeProperty().get()).isFalse();
    }

    @Test
    void whatIsPressedMeanwhileIsForWhatHasTheKeyboardThen() {
        TextField field = new TextField();
        LaterView coming = new LaterView(() -> new VBox(field), List.of());
        List<String> before = new ArrayList<>();
        Gallery.fx(() -> {
            new Scene(new Group(coming));
            coming.requestFocus();
            coming.whenWhole(() -> {
                before.add(field.getText());
                field.applyCss(); // without its skin it hears no keys
                field.requestFocus();
            });
            type(coming, "a");
            type(coming, "b");
            return true;
        });
        await().until(() -> Gallery.fx(() -> coming.wholeProperty().get()));
        assertThat(before).containsExactly("");
        assertThat(field.getText()).isEqualTo("ab");

        // From then on it keeps nothing for itself.
        Gallery.fx(() -> {
            type(field, "c");
            return true;
        });
        assertThat(field.getText()).isEqualTo("abc");
    }

    @Test
    void whatWasPressedForOneThatWasLeftIsForNoOther() {
        TextField field = new TextField();
        LaterView left = new LaterView(() -> new VBox(new Label("left")), List.of());
        Gallery.fx(() -> {
            new Scene(new Group(left, field));
            field.applyCss();
            left.requestFocus();
            type(left, "a");
            field.requestFocus();
            return true;
        });
        await().until(() -> Gallery.fx(() -> left.wholeProperty().get()));
        assertThat(field.getText()).isEmpty();
    }

    @Test
    void whoeverWaitsForOneThatCannotBeLoadedHearsOfIt() {
        List<String> heard = new ArrayList<>();
        LaterView broken = new LaterView(() -> {
            throw new IllegalStateException("on purpose");
        });
        broken.onFailed(() -> heard.add("failed"));
        Gallery.fx(() -> {
            Thread thread = Thread.currentThread();
            Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
            thread.setUncaughtExceptionHandler((_, failure) -> heard.add(failure.getMessage()));
            new Scene(new Group(broken));
            thread.setUncaughtExceptionHandler(before);
            return true;
        });
        assertThat(heard).containsExactly("failed", "on purpose");
        assertThat(broken.wholeProperty().get()).isFalse();
    }

    @Test
    void whatIsComingIsLoadedInAPulseOfItsOwnAndSoIsEachOfItsParts() {
        List<String> done = new ArrayList<>();
        LaterView coming = new LaterView(
                () -> {
                    done.add("view");
                    return content;
                },
                List.of(() -> done.add("one " + content.getScene()), () -> done.add("other " + content.getScene())));
        List<String> pulses = new ArrayList<>();
        AnimationTimer pulse = new AnimationTimer() {
            @Override
            public void handle(long now) {
                pulses.add(String.join(", ", done));
                done.clear();
            }
        };
        Gallery.fx(() -> {
            new Scene(new Group(coming));
            done.add("shown");
            pulse.start();
            return true;
        });
        await().until(() -> Gallery.fx(() -> coming.wholeProperty().get() && done.isEmpty()));
        Gallery.fx(() -> {
            pulse.stop();
            return true;
        });
        assertThat(pulses.stream().filter(each -> !each.isEmpty()))
                .hasSizeGreaterThanOrEqualTo(3)
                .noneMatch(each -> each.contains("one") && each.contains("other"))
                .last()
                .isEqualTo("other null");
        assertThat(content.isVisible()).isTrue();
    }

    private static void type(Node target, String character) {
        Event.fireEvent(
                target, new KeyEvent(KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, false, false, false));
    }

    @Test
    void whatIsTakenElsewhereMeanwhileStaysThere() {
        HBox elsewhere = new HBox();
        Gallery.fx(() -> {
            new Scene(new Group(view));
            elsewhere.getChildren().add(lines.get(1));
            return true;
        });
        await().until(() -> Gallery.fx(() -> view.wholeProperty().get()));
        assertThat(elsewhere.getChildren()).containsExactly(lines.get(1));
        assertThat(content.getChildren()).hasSize(LINES - 1).doesNotContain(lines.get(1));
    }
}
