package dev.portcullis.console.detail;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Action;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javafx.fxml.FXML;
import javafx.scene.layout.VBox;

/** Everything about one session, part by part. */
final class OneSessionController {
    private final DetailModel model;
    private final List<SessionPart> parts;

    @FXML
    private VBox root;

    /**
     * @param own the operator's own session
     * @param copies what can be copied of all of it
     * @param links where other things than this session are shown
     */
    OneSessionController(DetailModel model, UUID own, List<Action> copies, DetailLinks links) {
        this.model = model;
        this.parts = List.of(
                new HeadController(own, copies),
                new LimitsController(),
                new OriginController(),
                new TokensController(model),
                new HoldsController(),
                new HistoryController(model, links),
                new OthersController(model, links::sessions));
    }

    /** Loads the view of one part after the other. */
    List<Runnable> loads() {
        return parts.stream()
                .<Runnable>map(part -> () -> root.getChildren().add(Views.load(part)))
                .toList();
    }

    void show(SessionView session, Instant now) {
        model.show(session);
        parts.forEach(part -> part.show(session, now));
    }

    /** Nothing is shown any more, or something else. */
    void leave() {
        model.show(null);
    }

    /** Whether what is shown is of the past. */
    void past(boolean now) {
        parts.forEach(part -> part.past(now));
    }

    /** Shows what time has changed. */
    void tick(Instant now) {
        parts.forEach(part -> part.tick(now));
    }
}
