package dev.portcullis.console.detail;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.detail.OthersModel.Common;
import dev.portcullis.console.detail.OthersModel.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Other live sessions with the same user, address or device: how many, the newest, and the way to all of them. */
final class OthersController implements SessionPart {
    private final DetailModel model;
    private final Consumer<String> onQuery;
    private final Map<Common, List<Runnable>> ages = new EnumMap<>(Common.class);
    private Instant now = Instant.EPOCH;

    @FXML
    private VBox user;

    @FXML
    private VBox address;

    @FXML
    private VBox device;

    /** @param onQuery shows the sessions that match a query */
    OthersController(DetailModel model, Consumer<String> onQuery) {
        this.model = model;
        this.onQuery = onQuery;
    }

    @FXML
    void initialize() {
        model.others().groupProperty(Common.USER).subscribe(part -> show(Common.USER, user, part));
        model.others().groupProperty(Common.ADDRESS).subscribe(part -> show(Common.ADDRESS, address, part));
        model.others().groupProperty(Common.DEVICE).subscribe(part -> show(Common.DEVICE, device, part));
    }

    @Override
    public void show(SessionView session, Instant at) {
        tick(at);
    }

    @Override
    public void tick(Instant at) {
        now = at;
        ages.values().forEach(all -> all.forEach(Runnable::run));
    }

    private void show(Common common, VBox place, Part<Group> part) {
        Parts.refill(place, () -> fill(common, place, part));
    }

    private void fill(Common common, VBox place, Part<Group> part) {
        ages.put(common, new ArrayList<>());
        Parts.present(place, !(part instanceof Part.Known<Group>(var group) && group.query() == null));
        switch (part) {
            case Part.Awaited<Group>() ->
                place.getChildren()
                        .setAll(line(common, Parts.label(Text.get("detail.reading"), "second", "small-words")));
            case Part.Failed<Group>(Throwable why) -> {
                Button again = new Button(Text.get("detail.again"));
                again.getStyleClass().add("quiet-button");
                again.setOnAction(_ -> model.others().again());
                Tips.install(again, Failures.code(why));
                Label sentence = Parts.label(Failures.sentence(why), "second", "small-words");
                sentence.setWrapText(true);
                place.getChildren().setAll(line(common, again), sentence);
            }
            case Part.Known<Group>(Group group) -> place.getChildren().setAll(known(common, group));
        }
    }

    private List<Node> known(Common common, Group group) {
        if (group.count() == 0) {
            return List.of(line(common, Parts.label(Text.get("detail.others.none"), "second", "small-words")));
        }
        Button all = new Button(Text.get("detail.others.all", group.count()));
        all.getStyleClass().add("quiet-button");
        all.setOnAction(_ -> ask(group));
        Tips.install(all, Objects.requireNonNullElse(group.query(), ""));
        List<Node> lines = new ArrayList<>(List.of(line(common, all)));
        group.first().forEach(session -> lines.add(row(common, group, session)));
        return lines;
    }

    private void ask(Group group) {
        onQuery.accept(Objects.requireNonNull(group.query()));
    }

    private static HBox line(Common common, Node right) {
        Label name = Parts.label(Text.get("detail.others." + common.name().toLowerCase(Locale.ROOT)), "others-name");
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        HBox line = new HBox(name, right);
        line.getStyleClass().add("others-line");
        return line;
    }

    /** What it has in common goes without saying. */
    private Button row(Common common, Group group, SessionView session) {
        String where = Objects.requireNonNullElse(session.address(), Text.get("detail.address.unknown"));
        String words = switch (common) {
            case USER -> session.device() + " · " + where;
            case ADDRESS -> Parts.localPart(session.account().email()) + " · " + session.device();
            case DEVICE -> Parts.localPart(session.account().email()) + " · " + where;
        };
        Label what = Parts.label(words, "others-words");
        what.setMaxWidth(Double.MAX_VALUE);
        what.setMinWidth(0);
        HBox.setHgrow(what, Priority.ALWAYS);
        Label seen = Parts.label(age(session), "tree-time");
        seen.setMinWidth(Label.USE_PREF_SIZE);
        Objects.requireNonNull(ages.get(common)).add(() -> seen.setText(age(session)));
        HBox line = new HBox(what, seen);
        line.getStyleClass().add("others-line");
        Button row = new Button();
        row.setGraphic(line);
        row.setMaxWidth(Double.MAX_VALUE);
        row.getStyleClass().add("others-row");
        row.setAccessibleText(words);
        Tips.install(
                row,
                session.account().email() + "\n" + session.device() + " · " + where + "\n"
                        + Text.get("detail.others.seen", Figures.absolute(session.lastSeenAt())));
        line.prefWidthProperty().bind(row.widthProperty().subtract(12));
        row.setOnAction(_ -> ask(group));
        return row;
    }

    private String age(SessionView session) {
        return Figures.ago(Duration.between(session.lastSeenAt(), now));
    }
}
