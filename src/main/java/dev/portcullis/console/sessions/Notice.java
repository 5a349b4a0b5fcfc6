package dev.portcullis.console.sessions;

import dev.portcullis.client.ClientException;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Failures;
import java.time.Duration;
import java.time.Instant;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Says over the table that its rows are not what is: of another time, held, or an answer to an older question; and leads back. */
final class Notice {
    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final SessionsModel model;
    private final HBox place;
    private final Label words = new Label();
    private final Button back = new Button();
    private final Tooltip tip = new Tooltip();
    private final FontIcon icon = new FontIcon(Feather.CLOCK);

    Notice(SessionsModel model, HBox place) {
        this.model = model;
        this.place = place;
        words.setMaxWidth(Double.MAX_VALUE);
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        place.getChildren().setAll(icon, words, back);
        model.troubleProperty().subscribe(this::show);
        model.thenProperty().subscribe(this::show);
        model.heldProperty().subscribe(this::show);
        model.newsProperty().subscribe(this::show);
        model.matchedProperty().subscribe(this::show);
        show();
    }

    /** How long ago it was grows. */
    void tick() {
        if (model.thenProperty().get() != null) {
            show();
        }
    }

    private void show() {
        ClientException trouble = model.troubleProperty().get();
        Instant then = model.thenProperty().get();
        boolean held = model.heldProperty().get();
        place.pseudoClassStateChanged(WRONG, trouble != null);
        place.pseudoClassStateChanged(PAST, trouble == null && then != null);
        if (trouble != null) {
            String before = model.matchedProperty().get();
            say(
                    Text.get(
                            before.isBlank() ? "sessions.notice.trouble" : "sessions.notice.trouble.query",
                            Failures.sentence(trouble),
                            before),
                    "sessions.failed.again",
                    model::retry);
        } else if (then != null) {
            say(
                    Text.get(
                            "sessions.notice.past",
                            Figures.dayAndMinute(then),
                            Figures.ago(Duration.between(then, model.now()))),
                    "sessions.notice.now",
                    () -> model.thenProperty().set(null));
            tip.setText(Text.get("sessions.notice.past.whole", Figures.absolute(then), then));
        } else if (held) {
            say(
                    Text.get("sessions.notice.held", model.newsProperty().get()),
                    "sessions.notice.on",
                    () -> model.heldProperty().set(false));
        }
        icon.setVisible(trouble == null && then != null);
        icon.setManaged(icon.isVisible());
        boolean any = trouble != null || then != null || held;
        place.setVisible(any);
        place.setManaged(any);
    }

    private void say(String sentence, String way, Runnable run) {
        words.setText(sentence);
        words.setTooltip(model.thenProperty().get() == null ? null : tip);
        back.setText(Text.get(way));
        back.setOnAction(_ -> run.run());
    }
}
