package dev.portcullis.console.audit;

import dev.portcullis.client.ClientException;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Children;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Unfolding;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.desk.NoticeLine;
import dev.portcullis.console.desk.ProgressLine;
import dev.portcullis.console.desk.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** How far a verification and an export are, what came of them, and that an account could not be looked up: a line each, until somebody has read it. */
final class AuditNotices {
    private final AuditModel model;
    private final VerifyModel verification;
    private final ExportModel exporting;
    private final FileChoice files;
    private final Background background;
    private final VBox place;
    private final ProgressLine verifying;
    private final ProgressLine writing;
    private final Subscription subscription;
    private List<Node> ofVerification = List.of();
    private List<Node> ofExport = List.of();
    private List<Node> ofLookUp = List.of();

    AuditNotices(
            AuditModel model,
            VerifyModel verification,
            ExportModel exporting,
            FileChoice files,
            Background background,
            VBox place) {
        Unfolding.whole(place);
        this.model = model;
        this.verification = verification;
        this.exporting = exporting;
        this.files = files;
        this.background = background;
        this.place = place;
        verifying = new ProgressLine(Feather.SHIELD, Text.get("audit.verify.running"), verification::cancel);
        writing = new ProgressLine(Feather.DOWNLOAD, Text.get("audit.export.running"), exporting::dismiss);
        subscription = Subscription.combine(
                verification.stateProperty().subscribe(state -> {
                    ofVerification = lines(state);
                    show();
                }),
                exporting.stateProperty().subscribe(state -> {
                    ofExport = lines(state);
                    show();
                }),
                model.notFoundProperty().subscribe(why -> {
                    ofLookUp = lines(why);
                    show();
                }));
    }

    /** Until it ends, they are shown. */
    Subscription subscription() {
        return subscription;
    }

    /** A line that is there stays, with the keyboard on it, if need be. */
    private void show() {
        List<Node> lines = Stream.of(ofVerification, ofExport, ofLookUp)
                .flatMap(List::stream)
                .toList();
        Children.put(place, lines);
        place.setVisible(!lines.isEmpty());
        place.setManaged(!lines.isEmpty());
    }

    private List<Node> lines(VerifyModel.State state) {
        return switch (state) {
            case VerifyModel.State.None _ -> List.of();
            case VerifyModel.State.Running _ ->
                List.of(verifying.at(Text.get("audit.verify.running.what"), ProgressBar.INDETERMINATE_PROGRESS));
            case VerifyModel.State.Holds(long entries, long upTo, Instant at) ->
                List.of(NoticeLine.of(
                        "ok",
                        Feather.CHECK_CIRCLE,
                        Text.get("audit.verify.holds"),
                        Text.get("audit.verify.holds.what", entries, upTo, Figures.clock(at)),
                        NoticeLine.close(verification::dismiss)));
            case VerifyModel.State.Broken(long firstBad, String problem, Instant _) ->
                List.of(NoticeLine.of(
                        "bad",
                        Feather.ALERT_OCTAGON,
                        Text.get("audit.verify.broken", firstBad),
                        problem,
                        NoticeLine.button("audit.verify.show", () -> model.show(firstBad)),
                        NoticeLine.close(verification::dismiss)));
            case VerifyModel.State.Failed(Throwable why) ->
                List.of(NoticeLine.of(
                        "warn",
                        Feather.CLOUD_OFF,
                        Text.get("audit.verify.failed"),
                        why instanceof ClientException.Unreachable unreachable
                                        && unreachable.kind() == ClientException.Cause.TIMEOUT
                                ? Text.get("audit.verify.long")
                                : Failures.sentence(why),
                        NoticeLine.button("list.again", verification::verify),
                        NoticeLine.close(verification::dismiss)));
        };
    }

    private List<Node> lines(@Nullable Throwable notFound) {
        return notFound == null
                ? List.of()
                : List.of(NoticeLine.of(
                        "warn",
                        Feather.CLOUD_OFF,
                        Text.get("audit.account.failed"),
                        Failures.sentence(notFound),
                        NoticeLine.close(model::dismiss)));
    }

    private List<Node> lines(ExportModel.State state) {
        return switch (state) {
            case ExportModel.State.None _ -> List.of();
            case ExportModel.State.Running(long entries, long total) ->
                List.of(writing.at(
                        Text.get("audit.export.running.what", entries, total),
                        total == 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) entries / total));
            case ExportModel.State.Done(Path file, long entries) -> {
                List<Node> ends = new ArrayList<>(Written.buttons(file, files, background));
                ends.add(NoticeLine.close(exporting::dismiss));
                yield List.of(NoticeLine.of(
                        "ok",
                        Feather.CHECK_CIRCLE,
                        Text.get("audit.export.done", entries),
                        file.toAbsolutePath().toString(),
                        ends.toArray(Node[]::new)));
            }
            case ExportModel.State.Failed(Throwable why) ->
                List.of(NoticeLine.of(
                        "warn",
                        Feather.ALERT_TRIANGLE,
                        Text.get("audit.export.failed"),
                        why instanceof IOException
                                ? Text.get("audit.export.file", String.valueOf(why.getMessage()))
                                : Failures.sentence(why),
                        NoticeLine.close(exporting::dismiss)));
        };
    }
}
