package dev.portcullis.console.overview;

import dev.portcullis.api.NodeView;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Children;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Unfolding;
import dev.portcullis.console.desk.Failures;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.Pos;
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

/**
 * What needs somebody, a line each: what it is, of whom, what to do. A line stays as long as what it tells of, whatever the figures in it: else the keyboard would go elsewhere
 * with it, and a click would find nothing.
 */
final class AlertStrip {
    private final OverviewModel model;
    private final VBox place;
    private final Consumer<String> onSessions;
    private final Runnable onAudit;
    private final Runnable onNodes;
    private Map<Object, Line> lines = Map.of();

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
        Map<Object, Line> now = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            Line there = lines.get(subject(alert));
            Line line = there == null ? line(alert) : there;
            line.say(words(alert));
            now.put(subject(alert), line);
        }
        lines = now;
        Children.put(place, List.copyOf(now.values()));
        place.setVisible(!alerts.isEmpty());
        place.setManaged(!alerts.isEmpty());
    }

    /** Of what it tells; what can be done about it goes for that and nothing else. */
    private static Object subject(Alert alert) {
        return switch (alert) {
            case Alert.Reused(SessionView session, long _) -> session.handle();
            case Alert.NodeLost(NodeView node, int _) -> node.name();
            case Alert.AuditBroken _,
                    Alert.Guessing _,
                    Alert.NodeLagging _,
                    Alert.Feed _,
                    Alert.Stale _,
                    Alert.Rebuilding _ -> alert.getClass();
        };
    }

    private Line line(Alert alert) {
        return switch (alert) {
            case Alert.AuditBroken _ ->
                new Line("bad", Feather.ALERT_OCTAGON, button("overview.alert.audit.show", onAudit));
            case Alert.Reused(SessionView session, long _) -> reused(session);
            case Alert.Guessing _ -> new Line("warn", Feather.ALERT_TRIANGLE);
            case Alert.NodeLost _ -> lost();
            case Alert.NodeLagging _ -> new Line("warn", Feather.SERVER, button("overview.alert.nodes.show", onNodes));
            case Alert.Feed _ -> new Line("warn", Feather.WIFI_OFF);
            case Alert.Stale _ -> new Line("warn", Feather.CLOCK, button("overview.again", model::read));
            case Alert.Rebuilding _ -> new Line("plain", Feather.REFRESH_CW);
        };
    }

    private Line reused(SessionView session) {
        Button show = button("overview.alert.reuse.show", () -> onSessions.accept(Counted.session(session.handle())));
        show.setId("reuse-show");
        Line line = new Line("bad", Feather.ALERT_TRIANGLE, show, seen(() -> model.dismiss(session)));
        line.others.setOnAction(_ -> onSessions.accept(Counted.reusedLastDay()));
        return line;
    }

    private Line lost() {
        Button show = button("overview.alert.nodes.show", onNodes);
        show.setId("nodes-show");
        return new Line("bad", Feather.SERVER, show, seen(model::dismissLost));
    }

    private static Words words(Alert alert) {
        return switch (alert) {
            case Alert.AuditBroken(String problem) -> new Words(Text.get("overview.alert.audit"), problem);
            case Alert.Reused(SessionView session, long more) ->
                new Words(
                        Text.get("overview.alert.reuse"),
                        what(session),
                        more > 0 ? Text.get("overview.alert.reuse.more", more) : "");
            case Alert.Guessing(long failed, long usual) ->
                new Words(Text.get("overview.alert.guessing"), Text.get("overview.alert.guessing.what", failed, usual));
            case Alert.NodeLost(NodeView node, int more) ->
                new Words(
                        Text.get("overview.alert.lost"),
                        Text.get(
                                "overview.alert.lost.what",
                                node.name(),
                                Figures.clock(Objects.requireNonNullElse(node.endedAt(), node.leaseEndsAt())),
                                more));
            case Alert.NodeLagging(String node, int more) ->
                new Words(Text.get("overview.alert.lagging"), Text.get("overview.alert.lagging.what", node, more));
            case Alert.Feed(Instant asOf) ->
                new Words(Text.get("overview.alert.feed"), Text.get("overview.alert.feed.what", Figures.clock(asOf)));
            case Alert.Stale(Instant asOf, Throwable why) ->
                new Words(Text.get("overview.alert.stale", Figures.clock(asOf)), Failures.sentence(why));
            case Alert.Rebuilding() ->
                new Words(Text.get("overview.alert.rebuilding"), Text.get("overview.alert.rebuilding.what"));
        };
    }

    private static String what(SessionView session) {
        Instant ended = Objects.requireNonNullElse(session.endedAt(), session.lastSeenAt());
        String who = session.account().email();
        return session.address() == null
                ? Text.get("overview.alert.reuse.what", who, Figures.clock(ended), session.device())
                : Text.get(
                        "overview.alert.reuse.what.from",
                        who,
                        Figures.clock(ended),
                        session.device(),
                        session.address());
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

    /**
     * What a line says.
     *
     * @param others what the button to others of its kind says; empty if there are none
     */
    private record Words(String head, String what, String others) {
        Words(String head, String what) {
            this(head, what, "");
        }
    }

    /** A line, which can say something else in time. */
    private static final class Line extends HBox {
        private final Label head = new Label();
        private final Label what = new Label();
        private final Tooltip whole = new Tooltip();
        private final Button others = new Button();

        /** Before the other buttons. */
        private final int placeOfOthers;

        Line(String level, Ikon ikon, Button... buttons) {
            head.getStyleClass().addAll("strong", "alert-head");
            head.setMinWidth(Region.USE_PREF_SIZE);
            what.setMinWidth(0);
            others.setMinWidth(Region.USE_PREF_SIZE);
            Region spring = new Region();
            HBox.setHgrow(spring, Priority.ALWAYS);
            getChildren().addAll(new FontIcon(ikon), head, what, spring);
            placeOfOthers = getChildren().size();
            for (Button button : buttons) {
                button.setMinWidth(Region.USE_PREF_SIZE);
                getChildren().add(button);
            }
            setAlignment(Pos.CENTER_LEFT);
            getStyleClass().addAll("alert", level);
        }

        void say(Words words) {
            head.setText(words.head());
            what.setText(words.what());
            whole.setText(words.what());
            what.setTooltip(words.what().isEmpty() ? null : whole);
            others.setText(words.others());
            if (words.others().isEmpty()) {
                getChildren().remove(others);
            } else if (!getChildren().contains(others)) {
                getChildren().add(placeOfOthers, others);
            }
        }
    }
}
