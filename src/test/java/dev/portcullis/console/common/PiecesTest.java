package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.console.common.Pieces.Piece;
import dev.portcullis.support.Gallery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** In which order pieces are done, and what one that fails does to the others. */
class PiecesTest {
    private final List<String> done = new ArrayList<>();

    @BeforeAll
    static void javafx() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void whatSomebodyWaitsForIsDoneBeforeTheRestAndWhatAPieceBringsBeforeWhatFollowsIt() {
        Gallery.fx(() -> {
            Pieces.last(piece("last"));
            Pieces.first(List.of(
                    new Piece(this, 1, () -> {
                        done.add("one");
                        Pieces.first(List.of(piece("of one")));
                    }),
                    piece("two")));
            return true;
        });
        await().until(() -> Gallery.fx(Pieces::areDone));
        assertThat(done).containsExactly("one", "of one", "two", "last");
    }

    @Test
    void whatFailsIsToldAndTheOthersAreDone() {
        List<Throwable> told = new ArrayList<>();
        Gallery.fx(() -> {
            Thread thread = Thread.currentThread();
            Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
            thread.setUncaughtExceptionHandler((_, failure) -> told.add(failure));
            Pieces.first(List.of(
                    new Piece(this, 1000, () -> {
                        throw new IllegalStateException("on purpose");
                    }),
                    piece("after it"),
                    new Piece(this, 1, () -> thread.setUncaughtExceptionHandler(before))));
            return true;
        });
        await().until(() -> Gallery.fx(Pieces::areDone));
        assertThat(told).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(done).containsExactly("after it");
    }

    private Piece piece(String name) {
        return new Piece(this, 1, () -> done.add(name));
    }
}
