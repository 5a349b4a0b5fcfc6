package dev.portcullis.console.desk;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * What is remembered of the table: set when the operator arranges it otherwise, asks, or keeps a view.
 *
 * @param arrangement of whoever sits at this computer
 * @param questions of this operator at this server alone
 */
public record Remembered(ObjectProperty<Arrangement> arrangement, ObjectProperty<Questions> questions) {
    /** Nothing yet, and nothing beyond this stay. */
    public static Remembered nothing() {
        return new Remembered(
                new SimpleObjectProperty<>(Arrangement.NONE), new SimpleObjectProperty<>(Questions.NONE));
    }
}
