package dev.portcullis.console.search;

import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Shadow;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Language;
import dev.portcullis.query.Completion;
import dev.portcullis.query.QueryException;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What lies beneath the box, over whatever is there: what can be written, what was asked before, or what is wrong. It never has the focus. */
final class QueryList extends VBox {
    /** Less would cut the queries, however narrow the box is. In pixels at the normal size of text. */
    private static final double LEAST_WIDTH = 400;

    private static final double FROM_THE_EDGE = 12;

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final double BENEATH = 6;

    /** In pixels, of its shadow. */
    private static final double DEPTH = 18;

    private final Shadow shadow = new Shadow(DEPTH);
    private final QueryBox box;
    private final QueryModel model;

    QueryList(QueryBox box, QueryModel model) {
        this.box = box;
        this.model = model;
        getStyleClass().add("query-list");
        setManaged(false);
    }

    /** Shows what is on offer, or else what is wrong. */
    void draw(Optional<QueryException> wrong, boolean focused) {
        getChildren().clear();
        if (focused && model.browsing()) {
            drawEarlier();
        } else if (focused && model.open()) {
            List<Completion.Proposal> proposals = model.proposals();
            for (int i = 0; i < proposals.size(); i++) {
                getChildren().add(line(i, proposals.get(i)));
            }
            getChildren().add(words("search.hint", "query-hint"));
        } else if (focused && wrong.isPresent()) {
            Label message = new Label(FaultText.sentence(wrong.get()));
            message.getStyleClass().add("query-message");
            message.setWrapText(true);
            getChildren().add(message);
            if (wrong.get().suggestion().isPresent()) {
                getChildren().add(words("search.mend", "query-hint"));
            }
        }
        show();
    }

    /** The views, and apart from them what was asked before. */
    private void drawEarlier() {
        List<Earlier> earlier = model.earlier();
        boolean asked = false;
        for (int i = 0; i < earlier.size(); i++) {
            int place = i;
            Runnable choose = () -> box.chosen(place);
            switch (earlier.get(i)) {
                case Earlier.View(Language.View view) -> {
                    if (i == 0) {
                        getChildren().add(words("search.views", "query-section"));
                    }
                    Label name = new Label(view.name());
                    Label query = new Label(view.query());
                    query.getStyleClass().addAll("mono", "second");
                    getChildren().add(line(place, name, query, choose));
                }
                case Earlier.Asked(String query) -> {
                    if (!asked) {
                        getChildren().add(words("search.history", "query-section"));
                        asked = true;
                    }
                    Label text = new Label(query);
                    text.getStyleClass().add("mono");
                    getChildren().add(line(place, text, new Label(), choose));
                }
            }
        }
        getChildren().add(words("search.earlier.hint", "query-hint"));
    }

    private HBox line(int place, Completion.Proposal proposal) {
        Label text = new Label(proposal.text());
        text.getStyleClass().add("mono");
        text.setMinWidth(Region.USE_PREF_SIZE);
        Label about = new Label(QueryModel.about(proposal));
        about.getStyleClass().add("second");
        return line(place, text, about, () -> box.take(place));
    }

    private HBox line(int place, Label text, Label about, Runnable taken) {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox line = new HBox(text, spring, about);
        line.getStyleClass().add("query-line");
        line.pseudoClassStateChanged(SELECTED, place == model.selected());
        line.setOnMousePressed(event -> {
            event.consume();
            taken.run();
            box.draw();
        });
        return line;
    }

    private static Label words(String key, String styleClass) {
        Label label = new Label(Text.get(key));
        label.getStyleClass().add(styleClass);
        return label;
    }

    /** Over the whole window, so that nothing hides it, and every snapshot shows it. */
    private void show() {
        Scene scene = box.getScene();
        if (getParent() instanceof StackPane window && (getChildren().isEmpty() || scene == null)) {
            window.getChildren().remove(this);
        }
        if (getChildren().isEmpty() || scene == null || !(scene.getRoot() instanceof StackPane window)) {
            return;
        }
        getChildren().addFirst(shadow);
        if (!window.equals(getParent())) {
            window.getChildren().add(this);
        }
        Node around = box.getParent() == null ? box : box.getParent();
        Bounds there = around.localToScene(around.getLayoutBounds());
        applyCss();
        double room = window.getWidth() - there.getMinX() - FROM_THE_EDGE;
        double width = snapSizeX(Math.max(there.getWidth(), Math.min(Measures.px(LEAST_WIDTH), room)));
        resizeRelocate(
                snapPositionX(there.getMinX()),
                snapPositionY(there.getMaxY() + BENEATH),
                width,
                snapSizeY(prefHeight(width)));
    }
}
