package dev.portcullis.console.policy;

import dev.portcullis.client.HeldPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Where the policy screen leaves what was changed and not saved, for the one that comes after it: all screens are made anew in another language, and when an operator whose
 * session has ended logs in again. For the JavaFX thread.
 */
public final class PolicyDraft {
    /**
     * What was changed.
     *
     * @param of the policy that held
     * @param texts by their places
     * @param roles those with limits of their own
     * @param apply whether the live sessions were to be given the limits, too
     */
    record Kept(HeldPolicy of, Map<String, String> texts, List<String> roles, boolean apply) {}

    private final ReadOnlyBooleanWrapper unsaved = new ReadOnlyBooleanWrapper();
    private @Nullable Kept kept;

    /** Whether there is anything that would be lost: here, or on the screen. */
    public ReadOnlyBooleanProperty unsavedProperty() {
        return unsaved.getReadOnlyProperty();
    }

    void unsaved(boolean now) {
        unsaved.set(now);
    }

    void keep(Kept now) {
        kept = now;
    }

    /** Whoever takes it has it. */
    Optional<Kept> take() {
        Optional<Kept> taken = Optional.ofNullable(kept);
        kept = null;
        return taken;
    }
}
