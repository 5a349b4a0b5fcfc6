package dev.portcullis.console.desk;

import java.util.Optional;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/**
 * What a screen can be searched for: the box in the top bar is this screen's while it is shown.
 *
 * @param text as it is typed
 * @param prompt stands in the box while it is empty
 * @param count "n of N"
 * @param language how it is written, if it is more than words
 */
public record Query(StringProperty text, String prompt, ObservableValue<String> count, Optional<Language> language) {
    /** Words. */
    public Query(StringProperty text, String prompt, ObservableValue<String> count) {
        this(text, prompt, count, Optional.empty());
    }
}
