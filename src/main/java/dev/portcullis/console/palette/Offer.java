package dev.portcullis.console.palette;

import dev.portcullis.console.desk.Action;

/**
 * An action as it was when the palette opened.
 *
 * @param group where it belongs: a screen's title, or the console's name
 * @param hindrance why it cannot be done; empty if it can
 */
public record Offer(Action action, String group, String words, String key, String hindrance) {
    static Offer of(Action action, String group) {
        return new Offer(
                action,
                group,
                action.words().get(),
                action.keyWords().orElse(""),
                action.hindrance().get());
    }

    boolean possible() {
        return hindrance.isEmpty();
    }
}
