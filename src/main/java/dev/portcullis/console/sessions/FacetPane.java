package dev.portcullis.console.sessions;

import dev.portcullis.api.ProblemType;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.DirectScrollPane;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.desk.Failures;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The counts beside the table: each value a line, over a bar as long as its share. A click asks for it, another one does no more. */
final class FacetPane extends StackPane {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    private final VBox sections = new VBox();
    private final Label trouble = new Label();
    private final Consumer<FacetsModel.Value> onChosen;
    private @Nullable String focused;

    FacetPane(FacetsModel model, Consumer<FacetsModel.Value> onChosen) {
        this.onChosen = onChosen;
        getStyleClass().addAll("panel", "facets");
        sections.getStyleClass().add("facet-sections");
        trouble.getStyleClass().add("facet-trouble");
        trouble.setWrapText(true);
        ScrollPane scroll = new DirectScrollPane(sections);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        getChildren().setAll(scroll);
        model.shownProperty().subscribe(this::show);
    }

    private void show(FacetsModel.Shown shown) {
        focused = getScene() == null || getScene().getFocusOwner() == null
                ? null
                : getScene().getFocusOwner().getId();
        sections.getChildren().clear();
        Throwable failure = shown.failure();
        pseudoClassStateChanged(STALE, failure != null);
        if (failure != null) {
            trouble.setText(
                    Failures.is(failure, ProblemType.BUSY)
                            ? Text.get("sessions.facets.busy")
                            : Text.get("sessions.facets.failed", Failures.sentence(failure)));
            sections.getChildren().add(trouble);
        } else if (shown.values().isEmpty()) {
            trouble.setText(Text.get("sessions.facets.counting"));
            sections.getChildren().add(trouble);
        }
        for (FacetsModel.Kind kind : FacetsModel.Kind.values()) {
            List<FacetsModel.Value> values = shown.values().getOrDefault(kind, List.of());
            if (!values.isEmpty()) {
                sections.getChildren().add(section(kind, values));
            }
        }
    }

    private VBox section(FacetsModel.Kind kind, List<FacetsModel.Value> values) {
        Label title = new Label(Text.get("sessions.facet." + kind.name().toLowerCase(Locale.ROOT)));
        title.getStyleClass().add("section-title");
        VBox section = new VBox(title);
        section.getStyleClass().add("facet-section");
        long most = values.stream().mapToLong(FacetsModel.Value::sessions).max().orElse(1);
        values.forEach(value -> section.getChildren().add(line(value, most)));
        return section;
    }

    private Region line(FacetsModel.Value value, long most) {
        String words = words(value);
        Label name = new Label(words);
        name.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        Label count = new Label(Figures.count(value.sessions()));
        count.getStyleClass().addAll("mono", "second");
        count.setMinWidth(USE_PREF_SIZE);
        Share share = new Share((double) value.sessions() / Math.max(1, most));
        VBox line = new VBox(new HBox(6, name, count), share);
        line.getStyleClass().add("facet");
        line.setId("facet-" + value.kind().name().toLowerCase(Locale.ROOT) + "-" + value.text());
        line.pseudoClassStateChanged(CHOSEN, value.chosen());
        line.setFocusTraversable(true);
        line.setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
        line.setAccessibleText(words + ", " + Figures.count(value.sessions()));
        Tips.install(line, Text.get(value.chosen() ? "sessions.facet.less" : "sessions.facet.more", words));
        line.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                onChosen.accept(value);
            }
        });
        line.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                event.consume();
                onChosen.accept(value);
            }
        });
        if (line.getId().equals(focused)) {
            javafx.application.Platform.runLater(line::requestFocus);
        }
        return line;
    }

    /** The words of the language are said in the user's own; names are names. */
    private static String words(FacetsModel.Value value) {
        return switch (value.kind()) {
            case STATE -> Text.get("sessions.facet.state." + value.text());
            case DELIVERY -> Text.get("sessions.facet.delivery." + value.text());
            case NETWORK, BROWSER, OS, PERMISSION -> value.text();
        };
    }

    /** The bar under a value. */
    private static final class Share extends Region {
        private final Region fill = new Region();
        private final double portion;

        Share(double portion) {
            this.portion = Math.clamp(portion, 0, 1);
            getStyleClass().add("portion");
            fill.getStyleClass().add("fill");
            getChildren().add(fill);
        }

        @Override
        protected void layoutChildren() {
            fill.resizeRelocate(0, 0, portion == 0 ? 0 : snapSizeX(Math.max(2, getWidth() * portion)), getHeight());
        }
    }
}
