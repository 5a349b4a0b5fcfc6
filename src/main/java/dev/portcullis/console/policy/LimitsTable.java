package dev.portcullis.console.policy;

import dev.portcullis.api.Problem.Fault;
import dev.portcullis.console.common.Keyboard;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.common.Unfolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The limits: a line for everybody and one for each role that has its own, a column for each limit. Beneath a line, what is wrong with it. */
final class LimitsTable {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final String REMOVE = "remove";

    private final PolicyModel model;
    private final GridPane grid;
    private final Node add;
    private final Map<String, TextField> fields = new TreeMap<>();
    private final Map<String, VBox> notes = new TreeMap<>();

    /**
     * Where a control is, however often the table is built.
     *
     * @param role in whose line; null for everybody's
     * @param what the limit, or that it removes the role
     */
    private record Spot(@Nullable String role, String what) {}

    /**
     * Fills the grid, and goes with the model.
     *
     * @param add adds a role
     */
    LimitsTable(PolicyModel model, GridPane grid, Node add) {
        Unfolding.whole(grid);
        this.model = model;
        this.grid = grid;
        this.add = add;
        build();
        model.roles().subscribe(this::build);
    }

    /** Puts each fault and warning where it belongs; what belongs elsewhere is not this table's. */
    void show(List<Fault> faults, List<Fault> warnings) {
        fields.forEach((place, field) -> field.pseudoClassStateChanged(
                WRONG, faults.stream().anyMatch(fault -> fault.pointer().equals(place))));
        notes.forEach((line, box) -> {
            List<Label> labels = new ArrayList<>();
            faults.forEach(fault -> add(labels, line, fault, "field-problem"));
            warnings.forEach(warning -> add(labels, line, warning, "field-warning"));
            box.getChildren().setAll(labels);
            box.setVisible(!labels.isEmpty());
            box.setManaged(!labels.isEmpty());
        });
    }

    private static void add(List<Label> labels, String line, Fault fault, String styleClass) {
        if (Place.within(fault.pointer(), line)) {
            String limit = fault.pointer().substring(fault.pointer().lastIndexOf('/') + 1);
            String sentence = PolicyFaults.sentence(fault);
            Label label = new Label(
                    Place.LIMITS.contains(limit)
                            ? Text.get("policy.fault.of", Place.limitName(limit), sentence)
                            : sentence);
            label.setWrapText(true);
            label.getStyleClass().add(styleClass);
            labels.add(label);
        }
    }

    private void build() {
        Node owner = Keyboard.within(grid);
        fields.forEach((place, field) -> field.textProperty().unbindBidirectional(model.field(place)));
        fields.clear();
        notes.clear();
        List<Node> parts = new ArrayList<>();
        grid.getColumnConstraints().setAll(wide());
        Place.LIMITS.forEach(_ -> grid.getColumnConstraints().add(wide()));
        int column = 1;
        for (String limit : Place.LIMITS) {
            Label head = new Label(Place.limitName(limit));
            head.setMinWidth(Region.USE_PREF_SIZE);
            head.getStyleClass().add("section-title");
            Tips.install(head, Text.get("policy.limit.tip." + limit));
            parts.add(at(head, column++, 0));
        }
        int row = 1;
        row = line(parts, row, Text.get("policy.everybody"), Place.LIFETIME, null);
        for (String role : model.roles()) {
            row = line(parts, row, role, Place.ofRole(role), role);
        }
        if (isInView()) { // where somebody is at work, nothing moves
            Unfolding.setNow(grid, parts);
        } else {
            Unfolding.set(grid, parts);
        }
        show(model.faultsProperty().get(), model.warningsProperty().get());
        if (owner != null && owner.getUserData() instanceof Spot spot) {
            goOn(owner, spot, parts);
        }
    }

    /** The keyboard goes on where it was; where that line is gone, at the one that comes up. */
    private void goOn(Node owner, Spot spot, List<Node> parts) {
        Node same = parts.stream()
                .filter(part -> spot.equals(part.getUserData()))
                .findFirst()
                .orElse(null);
        if (same != null) {
            grid.applyCss(); // a field without its skin loses what is typed before it is drawn
            Keyboard.pass(owner, same);
        } else if (spot.role() != null) {
            goOnAfter(spot.role());
        }
    }

    private void remove(String role) {
        model.removeRole(role);
        goOnAfter(role);
    }

    /** The keyboard goes on at the line that comes up for this role's; where none does, at what brings another. */
    private void goOnAfter(String role) {
        List<String> left = model.roles();
        if (left.isEmpty() && !add.isDisabled()) {
            add.requestFocus();
            return;
        }
        long before = left.stream().filter(each -> each.compareTo(role) < 0).count();
        String where =
                left.isEmpty() ? Place.LIFETIME : Place.ofRole(left.get((int) Math.min(before, left.size() - 1)));
        TextField next = fields.get(where + "/" + Place.LIMITS.getFirst());
        if (next != null) {
            grid.applyCss(); // a field without its skin loses what is typed before it is drawn
            next.requestFocus();
        }
    }

    private int line(List<Node> parts, int row, String name, String where, @Nullable String role) {
        Label label = new Label(name);
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.getStyleClass().add(role == null ? "strong" : "medium");
        parts.add(at(label, 0, row));
        int column = 1;
        for (String limit : Place.LIMITS) {
            TextField field = new TextField();
            String place = where + "/" + limit;
            field.textProperty().bindBidirectional(model.field(place));
            field.setEditable(model.mayWrite());
            field.setAccessibleText(name + ", " + Place.limitName(limit));
            field.getStyleClass().add("limit");
            field.setUserData(new Spot(role, limit));
            if (role == null) {
                field.setId("policy-" + limit);
            } else {
                field.promptTextProperty().bind(model.field(Place.LIFETIME + "/" + limit));
            }
            fields.put(place, field);
            parts.add(at(field, column++, row));
        }
        if (role != null && model.mayWrite()) {
            Button remove = new Button();
            remove.setGraphic(new FontIcon(Feather.X));
            remove.getStyleClass().add("icon-button");
            Tips.install(remove, Text.get("policy.role.remove", role));
            remove.setAccessibleText(Text.get("policy.role.remove", role));
            remove.setUserData(new Spot(role, REMOVE));
            remove.setOnAction(_ -> remove(role));
            parts.add(at(remove, column, row));
        }
        VBox beneath = new VBox();
        beneath.setVisible(false);
        beneath.setManaged(false);
        notes.put(where, beneath);
        parts.add(at(beneath, 1, row + 1));
        GridPane.setColumnSpan(beneath, Place.LIMITS.size());
        return row + 2;
    }

    private boolean isInView() {
        Node each = grid;
        while (each != null && each.isVisible()) {
            each = each.getParent();
        }
        return each == null;
    }

    private static Node at(Node node, int column, int row) {
        GridPane.setConstraints(node, column, row);
        return node;
    }

    private static ColumnConstraints wide() {
        ColumnConstraints column = new ColumnConstraints();
        column.setHgrow(Priority.SOMETIMES);
        return column;
    }
}
