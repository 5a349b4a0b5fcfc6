package dev.portcullis.console.sessions;

import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.sessions.PastMoments.Meant;
import java.time.Instant;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;

/** Wires the choice of a moment: what is typed is said back in full before Enter goes there. */
final class AsOfController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final AsOfModel model;
    private final Runnable onClose;

    @FXML
    private TextField typed;

    @FXML
    private Label meant;

    @FXML
    private FlowPane quick;

    @FXML
    private Button back;

    @FXML
    private Button go;

    AsOfController(AsOfModel model, Runnable onClose) {
        this.model = model;
        this.onClose = onClose;
    }

    @FXML
    void initialize() {
        model.begin();
        typed.textProperty().bindBidirectional(model.typedProperty());
        typed.textProperty().subscribe(this::show);
        AsOfModel.quick().forEach(each -> {
            Button button = new Button(Text.get(
                    "sessions.as-of.quick." + each.name().toLowerCase(Locale.ROOT).replace('_', '-')));
            button.setId("as-of-" + each.name().toLowerCase(Locale.ROOT));
            button.setOnAction(_ -> {
                model.go(each);
                onClose.run();
            });
            quick.getChildren().add(button);
        });
        back.setVisible(model.past());
        back.setManaged(model.past());
        show();
    }

    void focus() {
        typed.requestFocus();
        typed.selectAll();
    }

    @FXML
    void go() {
        if (model.go()) {
            onClose.run();
        }
    }

    @FXML
    void back() {
        model.leave();
        onClose.run();
    }

    @FXML
    void leave() {
        onClose.run();
    }

    private void show() {
        Meant now = model.meant();
        boolean wrong = now instanceof Meant.Wrong;
        typed.pseudoClassStateChanged(WRONG, wrong);
        meant.pseudoClassStateChanged(WRONG, wrong);
        meant.setText(
                switch (now) {
                    case Meant.At(Instant instant) ->
                        Text.get(
                                "sessions.as-of.meant", Figures.absolute(instant), Figures.ago(model.ago(instant)));
                    case Meant.Wrong(String sentence) -> sentence;
                    case Meant.Nothing _ -> Text.get("sessions.as-of.how");
                });
        go.setDisable(!(now instanceof Meant.At));
    }
}
