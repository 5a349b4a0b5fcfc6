package dev.portcullis.console.detail;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Keyboard;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Failures;
import java.time.Instant;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What happened to the session. */
final class HistoryController implements SessionPart {
    private final DetailModel model;
    private final DetailLinks links;

    @FXML
    private Timeline timeline;

    @FXML
    private Label since;

    @FXML
    private Button earlier;

    @FXML
    private VBox state;

    @FXML
    private Label words;

    @FXML
    private Value code;

    @FXML
    private Button again;

    HistoryController(DetailModel model, DetailLinks links) {
        this.model = model;
        this.links = links;
    }

    @FXML
    void initialize() {
        timeline.onReceipt(id -> model.timeline().receipt(id, links::receipt));
        model.timeline().receiptProblemProperty().subscribe(_ -> showHistory());
        model.timeline().historyProperty().subscribe(_ -> showHistory());
        model.timeline().troubleProperty().subscribe(_ -> showHistory());
        // Not disabled meanwhile: it would lose the keyboard to whatever comes next.
        model.timeline()
                .readingProperty()
                .subscribe(busy -> earlier.setText(Text.get(busy ? "detail.reading" : "detail.history.earlier")));
    }

    @Override
    public void show(SessionView session, Instant now) {
        // It is read by the model, which knows when.
    }

    /** All that is known, as text. */
    String text() {
        return timeline.text();
    }

    @FXML
    void earlier() {
        model.timeline().earlier();
    }

    @FXML
    void again() {
        model.again();
    }

    private void showHistory() {
        Throwable why = model.timeline().troubleProperty().get();
        switch (model.timeline().historyProperty().get()) {
            case Part.Awaited<TimelineModel.History>() -> {
                timeline.show(List.of());
                state(Text.get("detail.reading"), null);
                Parts.present(since, false);
                Parts.present(earlier, false);
            }
            case Part.Failed<TimelineModel.History>(Throwable failure) -> {
                timeline.show(List.of());
                state(Failures.sentence(failure), failure);
                Parts.present(since, false);
                Parts.present(earlier, false);
            }
            case Part.Known<TimelineModel.History>(TimelineModel.History known) -> {
                timeline.show(known.events());
                if (known.next() == null && Keyboard.within(earlier) != null) {
                    timeline.focusLast();
                }
                Parts.present(earlier, known.next() != null);
                Instant from = known.changesSince();
                Parts.present(since, from != null && known.next() == null);
                since.setText(from == null ? "" : Text.get("detail.history.since", Figures.date(from)));
                state(why == null ? model.timeline().receiptProblemProperty().get() : Failures.sentence(why), why);
            }
        }
    }

    private void state(String sentence, @Nullable Throwable failure) {
        Parts.present(state, !sentence.isEmpty());
        words.setText(sentence);
        Parts.present(code, failure != null);
        Parts.present(again, failure != null);
        code.setText(failure == null ? "" : Failures.code(failure));
    }
}
