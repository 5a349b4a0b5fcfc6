package dev.portcullis.console.audit;

import dev.portcullis.client.ClientException;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** How far a verification and an export are, and what came of them: a line each, until somebody has read it. */
final class AuditNotices {
    private final AuditModel model;
    private final VerifyModel verification;
    private final ExportModel exporting;
    private final VBox place;

    AuditNotices(AuditModel model, VerifyModel verification, ExportModel exporting, VBox place) {
        this.model = model;
        this.verification = verification;
        this.exporting = exporting;
        this.place = place;
        verification.stateProperty().subscribe(_ -> show());
        exporting.stateProperty().subscribe(_ -> show());
    }

    private void show() {
        List<Node> lines = new ArrayList<>();
        addVerification(lines);
        addExport(lines);
        place.getChildren().setAll(lines);
        place.setVisible(!lines.isEmpty());
        place.setManaged(!lines.isEmpty());
    }

    private void addVerification(List<Node> lines) {
        switch (verification.stateProperty().get()) {
            case VerifyModel.State.None _ -> {}
            case VerifyModel.State.Running _ ->
                lines.add(line(
                        "plain",
                        Feather.SHIELD,
                        Text.get("audit.verify.running"),
                        Text.get("audit.verify.running.what"),
                        bar(ProgressBar.INDETERMINATE_PROGRESS),
                        button("audit.cancel", verification::cancel)));
            case VerifyModel.State.Holds(long entries, long upTo, Instant at) ->
                lines.add(line(
                        "ok",
                        Feather.CHECK_CIRCLE,
                        Text.get("audit.verify.holds"),
                        Text.get("audit.verify.holds.what", entries, upTo, Figures.clock(at)),
                        close(verification::dismiss)));
            case VerifyModel.State.Broken(long firstBad, String problem, Instant _) ->
                lines.add(line(
                        "bad",
                        Feather.ALERT_OCTAGON,
                        Text.get("audit.verify.broken", firstBad),
                        problem,
                        button("audit.verify.show", () -> model.show(firstBad)),
                        close(verification::dismiss)));
            case VerifyModel.State.Failed(Throwable why) ->
                lines.add(line(
                        "warn",
                        Feather.CLOUD_OFF,
                        Text.get("audit.verify.failed"),
                        why instanceof ClientException.Unreachable unreachable
                                        && unreachable.kind() == ClientException.Cause.TIMEOUT
                                ? Text.get("audit.verify.long")
                                : Failures.sentence(why),
                        button("audit.action-again", verification::verify),
                        close(verification::dismiss)));
        }
    }

    private void addExport(List<Node> lines) {
        switch (exporting.stateProperty().get()) {
            case ExportModel.State.None _ -> {}
            case ExportModel.State.Running(long entries, long total) ->
                lines.add(line(
                        "plain",
                        Feather.DOWNLOAD,
                        Text.get("audit.export.running"),
                        Text.get("audit.export.running.what", entries, total),
                        bar(total == 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) entries / total),
                        button("audit.cancel", exporting::dismiss)));
            case ExportModel.State.Done(Path file, long entries) ->
                lines.add(line(
                        "ok",
                        Feather.CHECK_CIRCLE,
                        Text.get("audit.export.done", entries),
                        file.toAbsolutePath().toString(),
                        close(exporting::dismiss)));
            case ExportModel.State.Failed(Throwable why) ->
                lines.add(line(
                        "warn",
                        Feather.ALERT_TRIANGLE,
                        Text.get("audit.export.failed"),
                        why instanceof IOException
                                ? Text.get("audit.export.file", String.valueOf(why.getMessage()))
                                : Failures.sentence(why),
                        close(exporting::dismiss)));
        }
    }

    private static ProgressBar bar(double progress) {
        ProgressBar bar = new ProgressBar(progress);
        bar.getStyleClass().addAll("thin", "notice-bar");
        return bar;
    }

    private static Button button(String text, Runnable run) {
        Button button = new Button(Text.get(text));
        button.setOnAction(_ -> run.run());
        return button;
    }

    private static Button close(Runnable run) {
        Button close = new Button();
        close.setGraphic(new FontIcon(Feather.X));
        close.getStyleClass().add("icon-button");
        close.setAccessibleText(Text.get("audit.notice.close"));
        close.setTooltip(new Tooltip(Text.get("audit.notice.close")));
        close.setOnAction(_ -> run.run());
        return close;
    }

    private static HBox line(String level, Ikon ikon, String head, String what, Node... more) {
        Label first = new Label(head);
        first.getStyleClass().addAll("strong", "alert-head");
        first.setMinWidth(Region.USE_PREF_SIZE);
        Label second = new Label(what);
        second.setMinWidth(0);
        second.setTooltip(new Tooltip(what));
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox line = new HBox(new FontIcon(ikon), first, second, spring);
        for (Node each : more) {
            ((Region) each).setMinWidth(Region.USE_PREF_SIZE);
            line.getChildren().add(each);
        }
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().addAll("alert", level);
        return line;
    }
}
