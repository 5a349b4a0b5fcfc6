package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import java.util.List;
import org.kordamp.ikonli.feather.Feather;

/** The ways into the past, and back. */
final class AsOfActions {
    private final AsOfModel model;
    private final Choices choices;
    private final Action choose;
    private final Action back;

    AsOfActions(AsOfModel model, Choices choices) {
        this.model = model;
        this.choices = choices;
        this.choose = Action.of("sessions.action.as-of", Feather.CLOCK, Keys.AS_OF, this::choose);
        this.back = Action.of(
                "sessions.notice.now",
                Feather.CORNER_UP_LEFT,
                null,
                () -> model.past() ? "" : Text.get("sessions.hindrance.now"),
                model::leave);
    }

    List<Action> all() {
        return List.of(choose, back);
    }

    private void choose() {
        AsOfController chooser = new AsOfController(model, choices::close);
        choices.open(chooser, () -> {});
        chooser.focus();
    }
}
