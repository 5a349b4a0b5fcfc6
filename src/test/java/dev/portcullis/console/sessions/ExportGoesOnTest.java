package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.ExportFormat;
import dev.portcullis.client.ExportQuery;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Remembered;
import dev.portcullis.console.revoke.RevocationAccess;
import dev.portcullis.console.revoke.Revoking;
import dev.portcullis.support.Gallery;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** An export is the operator's, and not the screen's that shows how far it is: that is made anew in another language. */
class ExportGoesOnTest {
    @TempDir
    Path folder;

    private final PortcullisClient client = new PortcullisClient(URI.create("http://localhost:1"), "test", Map.of());
    private final List<String> told = new CopyOnWriteArrayList<>();

    private record Shown(SessionsModel model, SessionsScreen screen) {
        boolean says(String level) {
            Node line = screen.root().lookup("#session-exports .alert." + level);
            return line != null;
        }

        void close() {
            screen.close();
            model.close();
        }
    }

    @Test
    void theScreenThatComesAfterItsOwnTellsOfIt() throws Exception {
        FxToolkit.registerPrimaryStage();
        HeldExport held = new HeldExport("{}\n");
        SessionExport export = new SessionExport(held, new Background());
        Shown first = fx(() -> shown(export, "first"));
        Gallery.awaitWhole();
        Path file = folder.resolve("sessions.jsonl");
        fx(() -> {
            export.export(ExportQuery.of("", ExportFormat.JSONL), 1, file);
            return true;
        });
        assertThat(fx(() -> first.says("plain"))).isTrue();

        fx(() -> {
            first.close();
            return true;
        });
        Shown second = fx(() -> shown(export, "second"));
        Gallery.awaitWhole();
        assertThat(fx(() -> second.says("plain"))).as("under way").isTrue();
        held.letGo();
        await().until(() -> fx(() -> second.says("ok")));

        assertThat(file).exists();
        assertThat(told).as("by the screen that is there").containsExactly("second");
        assertThat(fx(() -> first.says("ok"))).isFalse();
        fx(() -> {
            second.close();
            return true;
        });
    }

    @Test
    void theButtonThatGivesItUpStaysWhereItIsWhileItGoesOn() throws Exception {
        FxToolkit.registerPrimaryStage();
        HeldExport held = new HeldExport("{}\n");
        SessionExport export = new SessionExport(held, new Background());
        Shown shown = fx(() -> shown(export, "only"));
        Gallery.awaitWhole();
        fx(() -> {
            export.export(ExportQuery.of("", ExportFormat.JSONL), 2, folder.resolve("sessions.jsonl"));
            return true;
        });
        Node button = fx(() -> shown.screen().root().lookup("#session-exports .alert.plain .button"));
        await().until(() -> fx(() -> {
            export.tick();
            return export.stateProperty().get() instanceof SessionExport.State.Running running
                    && running.sessions() == 1;
        }));
        assertThat(fx(() -> button.equals(shown.screen().root().lookup("#session-exports .alert.plain .button"))))
                .isTrue();
        held.letGo();
        await().until(() -> fx(() -> shown.says("ok")));
        assertThat(fx(() -> shown.says("plain"))).isFalse();
        fx(() -> {
            shown.close();
            return true;
        });
    }

    private Shown shown(SessionExport export, String name) {
        SessionsModel model = new SessionsModel(
                new FakeSource(List.of(), People.stats(0, 0)), People.own(), () -> People.NOW, Platform::runLater);
        SessionsScreen screen = new SessionsScreen(
                model,
                client,
                People.own(),
                null,
                Remembered.nothing(),
                FileChoice.DESKTOP,
                export,
                new Revoking(RevocationAccess.of(client), new Background(), () -> People.NOW),
                new UiClock(Clock.fixed(People.NOW, ZoneOffset.UTC), () -> Duration.ZERO));
        var _ = new Scene(new StackPane(screen.root()));
        screen.onExported(_ -> told.add(name));
        return new Shown(model, screen);
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, call);
    }
}
