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
import org.jspecify.annotations.Nullable;
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
        model.pastProperty().subscribe(this::show);
        model.heldProperty().subscribe(this::show);
        model.newsProperty().subscribe(this::show);
        model.matchedProperty().subscribe(this::show);
        show();
    }

    /** How long ago it was grows. */
    void tick() {
        if (model.pastProperty().get() != null) {
            show();
        }
    }

    private void show() {
        ClientException trouble = model.troubleProperty().get();
        Instant then = model.pastProperty().get();
        boolean held = model.heldProperty().get();
        place.pseudoClassStateChanged(WRONG, trouble != null);
        place.pseudoClassStateChanged(PAST, trouble == null && then != null);
        if (trouble != null) {
            // A time that is not answered may be one that the server does not know: to ask the same again is F5.
            boolean leave = then == null && model.thenProperty().get() != null;
            say(
                    before(Failures.sentence(trouble), model.matchedProperty().get(), then),
                    leave ? "sessions.notice.now" : "sessions.failed.again",
                    leave ? this::leave : model::retry);
        } else if (then != null) {
            say(
                    Text.get(
                            "sessions.notice.past",
                            Figures.dayAndMinute(then),
                            Figures.ago(Duration.between(then, model.now()))),
                    "sessions.notice.now",
                    this::leave);
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

    private void leave() {
        model.thenProperty().set(null);
    }

    /** What the rows answer still. */
    private static String before(String trouble, String query, @Nullable Instant then) {
        if (then == null) {
            return Text.get(
                    query.isBlank() ? "sessions.notice.trouble" : "sessions.notice.trouble.query", trouble, query);
        }
        return Text.get(
                query.isBlank() ? "sessions.notice.trouble.past" : "sessions.notice.trouble.past.query",
                trouble,
                query,
                Figures.dayAndMinute(then));
    }

    private void say(String sentence, String way, Runnable run) {
        words.setText(sentence);
        words.setTooltip(model.pastProperty().get() == null ? null : tip);
        back.setText(Text.get(way));
        back.setOnAction(_ -> run.run());
    }
}
