package dev.portcullis.console.policy;

import dev.portcullis.api.PolicyDocument.Network;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.console.common.Keyboard;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.common.Unfolding;
import dev.portcullis.console.policy.NetworkTexts.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What networks are called: a line for each, and beneath it what is wrong with it. */
final class NetworksTable {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final int COLUMNS = 3;
    private static final Pattern RANGE = Pattern.compile(".*/ranges/(\\d{1,6})");

    /** What is seen beneath a line that was scrolled to, in pixels. */
    private static final double MARGIN = 40;

    private final PolicyModel model;
    private final GridPane grid;
    private final Label none;
    private final Button add;
    private final List<Row> rows = new ArrayList<>();
    private boolean typing;

    /**
     * Fills the grid, and goes with the model.
     *
     * @param none is shown as long as there is none
     * @param add adds one
     */
    NetworksTable(PolicyModel model, GridPane grid, Label none, Button add) {
        Unfolding.whole(grid);
        this.model = model;
        this.grid = grid;
        this.none = none;
        this.add = add;
        add.setOnAction(_ -> add());
        PolicyController.present(add, model.mayWrite());
        ColumnConstraints name = new ColumnConstraints();
        ColumnConstraints ranges = new ColumnConstraints();
        ranges.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(name, ranges, new ColumnConstraints(), new ColumnConstraints());
        build(List.of());
        model.field(Place.NETWORKS).subscribe(this::follow);
    }

    /** Adds a line, to be typed into. */
    private void add() {
        List<Line> lines = new ArrayList<>(lines());
        lines.add(Line.EMPTY);
        build(lines);
        TextField name = rows.getLast().name;
        name.requestFocus();
        Platform.runLater(() -> reveal(name)); // when it has its place
    }

    /** Scrolls to it. */
    private static void reveal(Node node) {
        Node around = node;
        while (around != null && !(around instanceof ScrollPane)) {
            around = around.getParent();
        }
        if (around instanceof ScrollPane scroll && scroll.getContent() != null) {
            Node content = scroll.getContent();
            double bottom = content.sceneToLocal(node.localToScene(node.getBoundsInLocal()))
                            .getMaxY()
                    + MARGIN;
            double seen = scroll.getViewportBounds().getHeight();
            double hidden = content.getBoundsInLocal().getHeight() - seen;
            if (hidden > 0 && bottom > scroll.getVvalue() * hidden + seen) {
                scroll.setVvalue(Math.min(1, (bottom - seen) / hidden));
            }
        }
    }

    /** Puts each fault where it belongs; what belongs elsewhere is not this table's. */
    void show(List<Fault> faults) {
        List<Line> lines = lines();
        List<Network> networks = NetworkTexts.networks(NetworkTexts.text(lines));
        rows.forEach(Row::right);
        for (Fault fault : faults) {
            Place.network(fault.pointer()).ifPresent(number -> {
                int line = NetworkTexts.line(lines, number);
                if (line >= 0) {
                    rows.get(line).wrong(fault, sentence(fault, networks.get(number)));
                }
            });
        }
    }

    /** With the range that it is about: there may be many. */
    private static String sentence(Fault fault, Network network) {
        Matcher range = RANGE.matcher(fault.pointer());
        int index = range.matches()
                ? Integer.parseInt(range.group(1))
                : network.ranges().size();
        return index < network.ranges().size()
                ? Text.get("policy.fault.of", network.ranges().get(index), PolicyFaults.sentence(fault))
                : PolicyFaults.sentence(fault);
    }

    private List<Line> lines() {
        return rows.stream().map(Row::line).toList();
    }

    private void typed() {
        typing = true;
        model.field(Place.NETWORKS).set(NetworkTexts.text(lines()));
        typing = false;
    }

    private void follow(String text) {
        if (typing || text.equals(NetworkTexts.text(lines()))) {
            return;
        }
        Node owner = Keyboard.within(grid);
        int at = owner == null ? -1 : place(owner);
        if (owner == null || at < 0) {
            build(NetworkTexts.lines(text));
        } else {
            goOn(text, owner, at);
        }
    }

    /** Follows with the keyboard in a line: it goes on in that of the same network; where that is gone, in the one that comes up. */
    private void goOn(String text, Node owner, int at) {
        List<Line> before = lines();
        int control = rows.get(at).controls().indexOf(owner);
        List<Line> now = new ArrayList<>(NetworkTexts.lines(text));
        if (before.get(at).empty() && now.stream().noneMatch(Line::empty)) {
            now.add(before.get(at)); // somebody is about to type into it
        }
        build(now);
        Keyboard.pass(
                owner,
                now.isEmpty()
                        ? add
                        : rows.get(place(before, at, now)).controls().get(control));
    }

    /** In which line a control is; none if it is in none. */
    private int place(Node control) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).controls().contains(control)) {
                return i;
            }
        }
        return -1;
    }

    /** Where a line is now, or the one that has come up for it. */
    private static int place(List<Line> before, int at, List<Line> now) {
        Line line = before.get(at);
        if (at < now.size() && now.get(at).name().equals(line.name())) {
            return at; // there may be two of one name
        }
        Line same = NetworkTexts.successor(line, before, now);
        return same == null ? Math.min(at, now.size() - 1) : now.indexOf(same);
    }

    private void remove(Row row) {
        List<Line> lines = new ArrayList<>(lines());
        int at = rows.indexOf(row);
        lines.remove(at);
        build(lines);
        typed();
        (rows.isEmpty() ? add : rows.get(Math.min(at, rows.size() - 1)).name).requestFocus();
    }

    private void build(List<Line> lines) {
        rows.clear();
        grid.getChildren().clear();
        PolicyController.present(none, lines.isEmpty());
        PolicyController.present(grid, !lines.isEmpty());
        if (lines.isEmpty()) {
            return;
        }
        head(0, "policy.network.name", "policy.network.tip.name");
        head(1, "policy.network.ranges", "policy.network.tip.ranges");
        head(2, "policy.network.trusted", "policy.network.tip.trusted");
        for (Line line : lines) {
            rows.add(new Row(line, 1 + 2 * rows.size()));
        }
        show(model.faultsProperty().get());
        grid.applyCss(); // a field without its skin loses what is typed before it is drawn
    }

    private void head(int column, String words, String tip) {
        Label head = new Label(Text.get(words));
        head.setMinWidth(Region.USE_PREF_SIZE);
        head.getStyleClass().add("section-title");
        Tips.install(head, Text.get(tip));
        grid.add(head, column, 0);
    }

    private final class Row {
        private final TextField name = new TextField();
        private final TextField ranges = new TextField();
        private final CheckBox trusted = new CheckBox();
        private final Button remove = new Button();
        private final VBox beneath = new VBox();

        Row(Line line, int at) {
            int number = rows.size() + 1;
            name.setId("policy-network-name-" + number);
            ranges.setId("policy-network-ranges-" + number);
            name.setText(line.name());
            name.getStyleClass().add("names");
            name.setAccessibleText(Text.get("policy.network.name"));
            ranges.setText(line.ranges());
            ranges.setTextFormatter(new TextFormatter<>(change -> {
                change.setText(change.getText().replaceAll("[\\r\\n\\t]", " ")); // as they are copied from elsewhere
                return change;
            }));
            if (model.mayWrite()) {
                name.setPromptText(Text.get("policy.network.prompt.name"));
                ranges.setPromptText("203.0.113.0/24 2001:db8::/32");
            }
            ranges.getStyleClass().add("network-ranges");
            ranges.setAccessibleText(line.name() + ", " + Text.get("policy.network.ranges"));
            trusted.setSelected(line.trusted());
            trusted.setAccessibleText(line.name() + ", " + Text.get("policy.network.trusted"));
            Tips.install(trusted, Text.get("policy.network.tip.trusted"));
            name.setEditable(model.mayWrite());
            ranges.setEditable(model.mayWrite());
            trusted.setDisable(!model.mayWrite());
            name.textProperty().subscribe((_, _) -> typed());
            ranges.textProperty().subscribe((_, _) -> typed());
            trusted.selectedProperty().subscribe((_, _) -> typed());
            grid.addRow(at, name, ranges, trusted);
            if (model.mayWrite()) {
                remove.setGraphic(new FontIcon(Feather.X));
                remove.getStyleClass().add("icon-button");
                Tips.install(remove, Text.get("policy.network.remove", line.name()));
                remove.setAccessibleText(Text.get("policy.network.remove", line.name()));
                remove.setOnAction(_ -> remove(this));
                grid.add(remove, COLUMNS, at);
            }
            grid.add(beneath, 0, at + 1, COLUMNS, 1);
            right();
        }

        /** From left to right. */
        List<Node> controls() {
            return List.of(name, ranges, trusted, remove);
        }

        Line line() {
            return new Line(name.getText(), ranges.getText(), trusted.isSelected());
        }

        void right() {
            name.pseudoClassStateChanged(WRONG, false);
            ranges.pseudoClassStateChanged(WRONG, false);
            beneath.getChildren().clear();
            PolicyController.present(beneath, false);
        }

        void wrong(Fault fault, String sentence) {
            (fault.pointer().endsWith("/name") ? name : ranges).pseudoClassStateChanged(WRONG, true);
            Label label = new Label(sentence);
            label.setWrapText(true);
            label.getStyleClass().add("field-problem");
            beneath.getChildren().add(label);
            PolicyController.present(beneath, true);
        }
    }
}
