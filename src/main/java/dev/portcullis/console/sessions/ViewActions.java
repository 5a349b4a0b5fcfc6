package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import java.util.List;
import org.kordamp.ikonli.feather.Feather;

/** The ways to views: by key, and by name in the palette. */
final class ViewActions {
    private final ViewsModel model;
    private final Choices choices;
    private final Action open;
    private final Action save;

    ViewActions(ViewsModel model, Choices choices) {
        this.model = model;
        this.choices = choices;
        this.open = Action.of("sessions.action.views", Feather.BOOKMARK, Keys.VIEWS, () -> open(false));
        this.save = Action.of(
                "sessions.action.save-view", Feather.SAVE, Keys.SAVE, model::hindrance, () -> open(true));
    }

    List<Action> all() {
        return List.of(open, save);
    }

    /** To show each. */
    List<Action> ofViews() {
        return model.all().stream()
                .map(entry -> new Action(
                        () -> Text.get("sessions.action.view", entry.view().name()),
                        entry.builtIn() ? Feather.LAYERS : Feather.BOOKMARK,
                        null,
                        () -> "",
                        () -> model.show(entry.view())))
                .toList();
    }

    private void open(boolean saving) {
        ViewsController chooser = new ViewsController(model, saving, choices::close);
        choices.open(chooser, chooser::close);
        chooser.focus();
    }
}
