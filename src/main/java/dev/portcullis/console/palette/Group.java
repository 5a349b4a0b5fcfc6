package dev.portcullis.console.palette;

import dev.portcullis.console.desk.Action;
import java.util.List;

/**
 * Actions that belong together.
 *
 * @param title a screen's, or the console's name
 */
public record Group(String title, List<Action> actions) {
    public Group {
        actions = List.copyOf(actions);
    }
}
