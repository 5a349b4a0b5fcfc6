package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Remembered;
import dev.portcullis.support.Gallery;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Subscription;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** Jumps in a long list are such as the table can follow: it has nothing to complain of. */
@SuppressWarnings("NullAway.Init") // the test begins with show
class JumpTest {
    private static final int ALL = 30_000;

    private final PortcullisClient client = new PortcullisClient(URI.create("http://localhost:1"), "test", Map.of());

    /** JavaFX's own; held here, or it would be forgotten with its handler. */
    private final Logger logger = Logger.getLogger("javafx.scene.control");

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final FakeSource source = new FakeSource(People.crowd(ALL), People.stats(ALL, 0));

    private SessionsModel model;
    private SessionsScreen screen;

    @Test
    void theTableHasNothingToComplainOf() throws Exception {
        watched(gallery -> {
            for (double to : new double[] {0.7, 1, 0.2, 0.999, 0.5, 0}) {
                drag(to);
                drawn(gallery);
            }
            for (KeyCode key : List.of(KeyCode.END, KeyCode.HOME, KeyCode.PAGE_DOWN, KeyCode.END)) {
                fx(() -> {
                    TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
                    table.requestFocus();
                    table.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
                    return true;
                });
                drawn(gallery);
            }
            long total = fx(() -> model.stretchProperty().get().total());
            await().until(() -> fx(() -> {
                Stretch stretch = model.stretchProperty().get();
                return stretch.skipped() + model.rows().size() == total;
            }));
            drawn(gallery);
        });
    }

    /** A busy desk is shown the place that was leapt to together with the rows before it, which were read meanwhile: more than fit, and fewer than there were. */
    @Test
    void itIsNeverLaidOutBeyondItsRows() throws Exception {
        watched(gallery -> {
            AtomicInteger atOnce = new AtomicInteger();
            for (int leaps = 0; leaps < 20 && atOnce.get() < SessionWindow.PAGE; leaps++) {
                drag(0.5);
                drawn(gallery);
                await().until(() -> fx(() -> model.rows().size() > 2 * SessionWindow.PAGE));
                drawn(gallery);
                int answers = source.answers.get() + 2;
                Subscription first = fx(() -> {
                    int before = model.stretchProperty().get().jump();
                    bar().setValue(bar().getMax());
                    await().until(() -> source.answers.get() >= answers);
                    return model.stretchProperty().subscribe((was, now) -> {
                        if (was.jump() == before && now.jump() != before) {
                            atOnce.set(model.rows().size());
                        }
                    });
                });
                drawn(gallery);
                first.unsubscribe();
            }
            assertThat(atOnce).hasValueGreaterThan(SessionWindow.PAGE);
        });
    }

    private void watched(Walk walk) throws Exception {
        Gallery gallery = Gallery.show(
                () -> {
                    model = new SessionsModel(source, People.own(), () -> People.NOW, Platform::runLater);
                    screen = new SessionsScreen(
                            model,
                            client,
                            People.own(),
                            null,
                            Remembered.nothing(),
                            FileChoice.DESKTOP,
                            new UiClock(Clock.fixed(People.NOW, ZoneOffset.UTC), () -> Duration.ZERO));
                    return screen.root();
                },
                Theme.DARK,
                1440,
                900,
                100);
        Handler listening = listening();
        logger.addHandler(listening);
        try {
            await().until(() -> fx(() -> model.rows().size() >= SessionWindow.PAGE));
            await().until(() -> fx(() -> bar().getMax() > ALL - 100));
            walk.through(gallery);
        } finally {
            logger.removeHandler(listening);
            fx(() -> {
                screen.close();
                model.close();
                return true;
            });
            gallery.close();
        }
        assertThat(complaints).isEmpty();
    }

    private interface Walk {
        void through(Gallery gallery) throws Exception;
    }

    private void drag(double to) {
        fx(() -> {
            bar().setValue(to * bar().getMax());
            return true;
        });
    }

    private ScrollBar bar() {
        return (ScrollBar) screen.root().lookup("#list-scroll");
    }

    private void drawn(Gallery gallery) throws Exception {
        await().until(() -> fx(() -> !screen.root().lookup(".row-places").isVisible()));
        fx(() -> {
            gallery.scene().getRoot().applyCss();
            gallery.scene().getRoot().layout();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Handler listening() {
        return new Handler() {
            @Override
            public void publish(LogRecord complaint) {
                StringWriter where = new StringWriter();
                new Throwable(complaint.getMessage()).printStackTrace(new PrintWriter(where, true));
                complaints.add(where.toString());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, call);
    }
}
