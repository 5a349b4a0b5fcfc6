package dev.portcullis.console.settings;

import dev.portcullis.api.OwnPasswordChange;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.ProblemWords;
import dev.portcullis.console.factor.FactorAccess;
import dev.portcullis.console.factor.FactorProblems;
import dev.portcullis.console.factor.Pause;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** Changing one's own password. What is typed is held here until it has been changed, or {@link #forget}. For the JavaFX thread. */
public final class PasswordModel {
    private final FactorAccess access;
    private final Background background;
    private final StringProperty current = new SimpleStringProperty("");
    private final StringProperty fresh = new SimpleStringProperty("");
    private final StringProperty again = new SimpleStringProperty("");
    private final BooleanProperty endOthers = new SimpleBooleanProperty(true);
    private final ReadOnlyBooleanWrapper changing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Wrong> wrong = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper done = new ReadOnlyStringWrapper("");
    private final BooleanBinding ready = Bindings.createBooleanBinding(this::isReady, current, fresh, again, changing);

    public PasswordModel(FactorAccess access, Background background) {
        this.access = access;
        this.background = background;
        for (StringProperty field : new StringProperty[] {current, fresh, again}) {
            field.subscribe(this::typed);
        }
    }

    /** A field of the form. */
    public enum Field {
        CURRENT,
        FRESH,
        AGAIN,
        /** None of them is at fault. */
        NONE
    }

    /** What has to be corrected. */
    public record Wrong(Field field, String sentence) {}

    public StringProperty currentProperty() {
        return current;
    }

    /** The new one. */
    public StringProperty freshProperty() {
        return fresh;
    }

    /** The new one once more. */
    public StringProperty againProperty() {
        return again;
    }

    /** Whether all other sessions of the account end with it. */
    public BooleanProperty endOthersProperty() {
        return endOthers;
    }

    /** Whether the server has been asked, and has not answered. */
    public ReadOnlyBooleanProperty changingProperty() {
        return changing.getReadOnlyProperty();
    }

    /** What was wrong with the last try; null if nothing was. */
    public ReadOnlyObjectProperty<@Nullable Wrong> wrongProperty() {
        return wrong.getReadOnlyProperty();
    }

    /** That it has been changed; empty before, and as soon as one types again. */
    public ReadOnlyStringProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    /** Whether all fields are filled, and nothing is under way. */
    public BooleanBinding readyBinding() {
        return ready;
    }

    /** Changes it. Does nothing unless {@link #readyBinding} holds. */
    public void change() {
        if (!isReady()) {
            return;
        }
        wrong.set(null);
        if (!fresh.get().equals(again.get())) {
            wrong.set(new Wrong(Field.AGAIN, Text.get("settings.password.differs")));
            return;
        }
        OwnPasswordChange change = new OwnPasswordChange(current.get(), fresh.get(), endOthers.get());
        changing.set(true);
        background.run(
                () -> {
                    access.changePassword(change);
                    return Boolean.TRUE.equals(change.endOthers());
                },
                this::changed,
                this::failed);
    }

    /** Forgets what was typed. */
    public void forget() {
        current.set("");
        fresh.set("");
        again.set("");
        wrong.set(null);
        done.set("");
    }

    private void changed(boolean othersEnded) {
        changing.set(false);
        forget();
        done.set(Text.get(othersEnded ? "settings.password.done.others" : "settings.password.done"));
    }

    private void failed(Throwable failure) {
        changing.set(false);
        if (!(failure instanceof ClientException.Declined)) {
            wrong.set(wrong(failure));
        }
    }

    private static Wrong wrong(Throwable failure) {
        if (failure instanceof ClientException.Refused refused) {
            if (FactorProblems.is(refused, ProblemType.INVALID_CREDENTIALS)) {
                return new Wrong(Field.CURRENT, Text.get("settings.password.wrong"));
            }
            if (FactorProblems.is(refused, ProblemType.INVALID_REQUEST)) {
                return new Wrong(Field.FRESH, ProblemWords.of(refused.problem()));
            }
            if (FactorProblems.is(refused, ProblemType.TOO_MANY_ATTEMPTS)
                    && refused.retryAfter().isPresent()) {
                return new Wrong(
                        Field.NONE,
                        Text.get(
                                "factor.too-many",
                                Pause.words(refused.retryAfter().get().toSeconds())));
            }
        }
        return new Wrong(Field.NONE, FactorProblems.sentence(failure));
    }

    private void typed() {
        wrong.set(null);
        done.set("");
    }

    private boolean isReady() {
        return !changing.get()
                && !current.get().isEmpty()
                && !fresh.get().isEmpty()
                && !again.get().isEmpty();
    }
}
