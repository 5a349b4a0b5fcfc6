package dev.portcullis.console.factor;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** A second factor as it is typed: the six digits of an app (RFC 6238), or one of the recovery codes instead. */
public final class CodeModel {
    /** How many digits a code has. */
    public static final int DIGITS = 6;

    private static final int LONGEST_RECOVERY_CODE = 64;

    private final StringProperty text = new SimpleStringProperty("");
    private final BooleanProperty recovery = new SimpleBooleanProperty();
    private final BooleanBinding complete = Bindings.createBooleanBinding(this::isComplete, text, recovery);

    public CodeModel() {
        recovery.subscribe(() -> text.set(""));
    }

    public StringProperty textProperty() {
        return text;
    }

    /** Whether it is a recovery code that is typed. */
    public BooleanProperty recoveryProperty() {
        return recovery;
    }

    /** Whether it can be sent. */
    public BooleanBinding completeBinding() {
        return complete;
    }

    /** What of something typed or pasted belongs here: "123 456" is a code. */
    public String accept(String typed) {
        return recovery.get() ? typed.replaceAll("\\s", "") : typed.replaceAll("\\D", "");
    }

    /** Whether there is room for so much. */
    public boolean hasRoomFor(String whole) {
        return whole.length() <= (recovery.get() ? LONGEST_RECOVERY_CODE : DIGITS);
    }

    /** The digits, if it is those that were typed. */
    public @Nullable String totp() {
        return recovery.get() || text.get().isEmpty() ? null : text.get();
    }

    /** The recovery code, if it is that which was typed. */
    public @Nullable String recoveryCode() {
        return recovery.get() && !text.get().isEmpty() ? text.get() : null;
    }

    /** Forgets what was typed. */
    public void clear() {
        text.set("");
    }

    /** Likewise, and expects the app's digits. */
    public void reset() {
        recovery.set(false);
        clear();
    }

    private boolean isComplete() {
        return recovery.get() ? !text.get().isEmpty() : text.get().length() == DIGITS;
    }
}
