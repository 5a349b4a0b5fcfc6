package dev.portcullis.console.sessions;

import dev.portcullis.api.ExportFormat;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.ExportException;
import dev.portcullis.client.ExportQuery;
import dev.portcullis.client.Exports;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Children;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.NoticeLine;
import dev.portcullis.console.desk.ProgressLine;
import dev.portcullis.console.desk.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The ways to export what is asked, and the line that says how far it is. */
final class ExportActions {
    private final SessionsModel model;
    private final SessionExport export;
    private final FileChoice files;
    private final Background background;
    private final Supplier<@Nullable Scene> scene;
    private final List<Action> all;

    /** @param scene where the screen is */
    ExportActions(
            SessionsModel model,
            SessionExport export,
            FileChoice files,
            Background background,
            Supplier<@Nullable Scene> scene) {
        this.model = model;
        this.export = export;
        this.files = files;
        this.background = background;
        this.scene = scene;
        this.all = List.of(
                action("sessions.action.export.csv", Keys.EXPORT, ExportFormat.CSV),
                action("sessions.action.export.jsonl", Keys.EXPORT_LINES, ExportFormat.JSONL));
    }

    List<Action> all() {
        return all;
    }

    private Action action(String text, Keys keys, ExportFormat format) {
        return Action.of(text, Feather.DOWNLOAD, keys, this::hindrance, () -> ask(format));
    }

    /** What is exported is what the rows answer, and not what is being typed. */
    private String hindrance() {
        if (export.isRunning()) {
            return Text.get("sessions.hindrance.exporting");
        }
        return model.isAnswered() ? "" : Text.get("sessions.hindrance.unanswered");
    }

    private void ask(ExportFormat format) {
        Scene over = scene.get();
        if (over == null) {
            return;
        }
        Instant then = model.thenProperty().get();
        ExportQuery query = new ExportQuery(model.matchedProperty().get(), null, then, format);
        long total = model.shownProperty().get();
        files.toSave(over.getWindow(), Text.get("sessions.export.where"), name(then, format))
                .ifPresent(file -> export.export(query, total, file));
    }

    /** With the day, or of the past the minute, of which they are. */
    private String name(@Nullable Instant then, ExportFormat format) {
        String written = PastMoments.written(Objects.requireNonNullElse(then, model.now()), ZoneId.systemDefault());
        String when = then == null
                ? written.substring(0, 10)
                : written.replace(' ', '-').replace(":", "");
        return "sessions-" + when + "." + format.wire();
    }

    /** Says in this place how far it is, and what came of it, until the subscription ends. */
    Subscription install(VBox place) {
        ProgressLine progress = progress(export::dismiss);
        return export.stateProperty().subscribe(state -> {
            List<Node> lines = lines(state, progress, files, background, export::dismiss);
            Children.put(place, lines);
            place.setVisible(!place.getChildren().isEmpty());
            place.setManaged(place.isVisible());
        });
    }

    /** Says how far it is, as long as it is under way. */
    static ProgressLine progress(Runnable dismiss) {
        return new ProgressLine(Feather.DOWNLOAD, Text.get("sessions.export.running"), dismiss);
    }

    /**
     * The lines of this state.
     *
     * @param progress what is said while it is under way
     * @param dismiss takes the line away
     */
    static List<Node> lines(
            SessionExport.State state,
            ProgressLine progress,
            FileChoice files,
            Background background,
            Runnable dismiss) {
        return switch (state) {
            case SessionExport.State.None _ -> List.of();
            case SessionExport.State.Running(long sessions, long total) ->
                List.of(progress.at(
                        Text.get("sessions.export.running.what", sessions, total),
                        total == 0 ? ProgressBar.INDETERMINATE_PROGRESS : Math.min(1, (double) sessions / total)));
            case SessionExport.State.Done(Path file, var manifest) ->
                List.of(NoticeLine.of(
                        "ok",
                        Feather.CHECK_CIRCLE,
                        Text.get("sessions.export.done", manifest.count()),
                        Text.get(
                                "sessions.export.done.where",
                                file.toAbsolutePath().toString(),
                                Exports.manifestOf(file).getFileName().toString()),
                        ends(file, files, background, dismiss)));
            case SessionExport.State.Failed(Throwable why) ->
                List.of(NoticeLine.of(
                        "warn",
                        Feather.ALERT_TRIANGLE,
                        Text.get("sessions.export.failed"),
                        sentence(why),
                        NoticeLine.close(dismiss)));
        };
    }

    private static Node[] ends(Path file, FileChoice files, Background background, Runnable dismiss) {
        List<Node> ends = new ArrayList<>(Written.buttons(file, files, background));
        ends.add(NoticeLine.close(dismiss));
        return ends.toArray(Node[]::new);
    }

    private static String sentence(Throwable why) {
        return switch (why) {
            case ExportException broken -> Text.get("sessions.export.broken", String.valueOf(broken.getMessage()));
            case ClientException refused -> Failures.sentence(refused);
            case IOException file -> Text.get("audit.export.file", String.valueOf(file.getMessage()));
            default -> Failures.sentence(why);
        };
    }
}
