package dev.portcullis.session;

import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.Suspension;

/** What an operator does to sessions. */
public sealed interface Measure {
    /** Ends them. */
    record End() implements Measure {}

    /** Suspends them for so many minutes. */
    record Suspend(int minutes, Suspension.Then then) implements Measure {}

    /** Releases those that are suspended. */
    record Release() implements Measure {}

    default RevocationAction action() {
        return switch (this) {
            case End() -> RevocationAction.END;
            case Suspend _ -> RevocationAction.SUSPEND;
            case Release() -> RevocationAction.RELEASE;
        };
    }
}
