package dev.portcullis.console.overview;

import dev.portcullis.api.NodeView;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Unfolding;
import dev.portcullis.console.desk.Failures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What needs somebody, a line each: what it is, of whom, what to do. */
final class AlertStrip {
    private final OverviewModel model;
    private final VBox place;
    private final Consumer<String> onSessions;
    private final Runnable onAudit;
    private final Runnable onNodes;

    AlertStrip(OverviewModel model, VBox place, Consumer<String> onSessions, Runnable onAudit, Runnable onNodes) {
        this.model = model;
        this.place = place;
        this.onSessions = onSessions;
        this.onAudit = onAudit;
        this.onNodes = onNodes;
        Unfolding.whole(place);
        model.alertsProperty().subscribe(this::show);
    }

    private void show(List<Alert> alerts) {
        place.getChildren().setAll(alerts.stream().map(this::line).toList());
        place.setVisible(!alerts.isEmpty());
        place.setManaged(!alerts.isEmpty());
    }

    private HBox line(Alert alert) {
        return switch (alert) {
            case Alert.AuditBroken(String problem) ->
                line(
                        "bad",
                        Feather.ALERT_OCTAGON,
                        Text.get("overview.alert.audit"),
                        problem,
                        button("overview.alert.audit.show", onAudit));
            case Alert.Reused(SessionView session, int more) -> reused(session, more);
            case Alert.Guessing(long failed, long usual) ->
                line(
                        "warn",
                        Feather.ALERT_TRIANGLE,
                        Text.get("overview.alert.guessing"),
                        Text.get("overview.alert.guessing.what", failed, usual));
            case Alert.NodeLost(NodeView node, int more) -> lost(node, more);
            case Alert.NodeLagging(String node, int more) ->
                line(
                        "warn",
                        Feather.SERVER,
                        Text.get("overview.alert.lagging"),
                        Text.get("overview.alert.lagging.what", node, more),
                        button("overview.alert.nodes.show", onNodes));
            case Alert.Feed(Instant asOf) ->
                line(
                        "warn",
                        Feather.WIFI_OFF,
                        Text.get("overview.alert.feed"),
                        Text.get("overview.alert.feed.what", Figures.clock(asOf)));
            case Alert.Stale(Instant asOf, Throwable why) ->
                line(
                        "warn",
                        Feather.CLOCK,
                        Text.get("overview.alert.stale", Figures.clock(asOf)),
                        Failures.sentence(why),
                        button("overview.again", model::read));
            case Alert.Rebuilding() ->
                line(
                        "plain",
                        Feather.REFRESH_CW,
                        Text.get("overview.alert.rebuilding"),
                        Text.get("overview.alert.rebuilding.what"));
        };
    }

    private HBox reused(SessionView session, int more) {
        Instant ended = Objects.requireNonNullElse(session.endedAt(), session.lastSeenAt());
        String who = session.account().email();
        String what = session.address() == null
                ? Text.get("overview.alert.reuse.what", who, Figures.clock(ended), session.device())
                : Text.get(
                        "overview.alert.reuse.what.from",
                        who,
                        Figures.clock(ended),
                        session.device(),
                        session.address());
        List<Node> buttons = new ArrayList<>();
        if (more > 0) {
            Button others = new Button(Text.get("overview.alert.reuse.more", more));
            others.setOnAction(_ -> onSessions.accept(Counted.reusedLastDay()));
            buttons.add(others);
        }
        Button show = button("overview.alert.reuse.show", () -> onSessions.accept(Counted.session(session.handle())));
        show.setId("reuse-show");
        buttons.add(show);
        buttons.add(seen(() -> model.dismiss(session)));
        return line(
                "bad", Feather.ALERT_TRIANGLE, Text.get("overview.alert.reuse"), what, buttons.toArray(Node[]::new));
    }

    private HBox lost(NodeView node, int more) {
        Instant since = Objects.requireNonNullElse(node.endedAt(), node.leaseEndsAt());
        Button show = button("overview.alert.nodes.show", onNodes);
        show.setId("nodes-show");
        return line(
                "bad",
                Feather.SERVER,
                Text.get("overview.alert.lost"),
                Text.get("overview.alert.lost.what", node.name(), Figures.clock(since), more),
                show,
                seen(model::dismissLost));
    }

    private static Button seen(Runnable dismiss) {
        Button seen = new Button();
        seen.setGraphic(new FontIcon(Feather.X));
        seen.getStyleClass().add("icon-button");
        seen.setAccessibleText(Text.get("overview.alert.reuse.seen"));
        seen.setTooltip(new Tooltip(Text.get("overview.alert.reuse.seen")));
        seen.setOnAction(_ -> dismiss.run());
        return seen;
    }

    private static Button button(String text, Runnable run) {
        Button button = new Button(Text.get(text));
        button.setOnAction(_ -> run.run());
        return button;
    }

    private static HBox line(String level, Ikon ikon, String head, String what, Node... buttons) {
        FontIcon icon = new FontIcon(ikon);
        Label first = new Label(head);
        first.getStyleClass().addAll("strong", "alert-head");
        first.setMinWidth(Region.USE_PREF_SIZE);
        Label second = new Label(what);
        second.setMinWidth(0);
        if (!what.isEmpty()) {
            second.setTooltip(new Tooltip(what));
        }
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox line = new HBox(icon, first, second, spring);
        for (Node button : buttons) {
            ((Region) button).setMinWidth(Region.USE_PREF_SIZE);
            line.getChildren().add(button);
        }
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().addAll("alert", level);
        return line;
    }
}
