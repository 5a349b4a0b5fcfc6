package dev.portcullis.console.desk;

import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Unfolding;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What stands where a screen has nothing to show: why, in a sentence, and what to do next. */
public final class StatePane extends VBox {
    private static final double WIDEST = 400;
    private static final double INDICATOR = 28;

    public StatePane() {
        getStyleClass().add("empty-state");
        Unfolding.whole(this);
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    }

    /** Something is being read. */
    public void waiting(String headline) {
        ProgressIndicator indicator = new ProgressIndicator();
        indicator.setPrefSize(Measures.px(INDICATOR), Measures.px(INDICATOR));
        getChildren().setAll(indicator, words(headline, "strong"));
    }

    /**
     * There is nothing, or it cannot be shown.
     *
     * @param next what helps; a button for each
     */
    public void show(Ikon ikon, String headline, String sentence, List<Action> next) {
        FontIcon icon = new FontIcon(ikon);
        icon.getStyleClass().add("empty-icon");
        List<Node> lines = new ArrayList<>(List.of(icon, words(headline, "strong"), words(sentence, "second")));
        for (Action action : next) {
            Button button = new Button(action.words().get());
            button.setOnAction(_ -> action.perform());
            lines.add(button);
        }
        getChildren().setAll(lines);
    }

    /** Something failed: what, in a sentence, what to do next, and a code for whoever looks for the cause, to be copied. */
    public void failed(String headline, Throwable why, List<Action> next) {
        show(Feather.CLOUD_OFF, headline, Failures.sentence(why), next);
        TextField code = new TextField(Failures.code(why));
        code.setEditable(false);
        code.setFocusTraversable(true);
        code.setAccessibleText(code.getText());
        code.getStyleClass().add("failure-code");
        getChildren().add(code);
    }

    private static Label words(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMaxWidth(Measures.px(WIDEST));
        label.getStyleClass().add(styleClass);
        return label;
    }
}
