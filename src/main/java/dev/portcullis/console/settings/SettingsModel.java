package dev.portcullis.console.settings;

import dev.portcullis.api.OwnAccount;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.factor.FactorAccess;
import dev.portcullis.console.factor.FactorProblems;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The operator's own account, as far as it concerns the second factor. For the JavaFX thread. */
public final class SettingsModel {
    /** So few recovery codes are worth a warning. */
    static final int FEW = 3;

    private final FactorAccess access;
    private final Background background;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Reading());
    private final ReadOnlyBooleanWrapper turningOff = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    public SettingsModel(FactorAccess access, Background background) {
        this.access = access;
        this.background = background;
    }

    /** What is known of the account. */
    public sealed interface State {
        record Reading() implements State {}

        record Known(OwnAccount account) implements State {}

        /** It could not be read, and this is why. */
        record Unknown(String sentence) implements State {}
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Whether the server has been asked to do without the second factor, and has not answered. */
    public ReadOnlyBooleanProperty turningOffProperty() {
        return turningOff.getReadOnlyProperty();
    }

    /** Why the second factor could not be turned off; empty if nothing went wrong. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Asks the server. What is shown stays until it has answered. */
    public void refresh() {
        background.run(access::account, account -> state.set(new State.Known(account)), this::unknown);
    }

    /** The server is heard again: what could not be read is, now. */
    void heardAgain() {
        if (state.get() instanceof State.Unknown) {
            refresh();
        }
    }

    /** Does without the second factor. */
    public void turnOff() {
        if (turningOff.get()) {
            return;
        }
        turningOff.set(true);
        problem.set("");
        background.run(
                () -> {
                    access.removeTotp();
                    return true;
                },
                _ -> turnedOff(),
                failure -> {
                    turningOff.set(false);
                    problem.set(failure instanceof ClientException.Declined ? "" : FactorProblems.sentence(failure));
                });
    }

    /** Reads the account without it. What is turned off stays so if that fails, and is told all the same. */
    private void turnedOff() {
        background.run(
                access::account,
                account -> {
                    turningOff.set(false);
                    state.set(new State.Known(account));
                },
                failure -> {
                    turningOff.set(false);
                    state.set(new State.Unknown(
                            Text.get("settings.factor.turned-off", FactorProblems.sentence(failure))));
                });
    }

    private void unknown(Throwable failure) {
        state.set(new State.Unknown(
                FactorProblems.is(failure, ProblemType.NOT_FOUND)
                        ? Text.get("settings.factor.not-offered")
                        : FactorProblems.sentence(failure)));
    }
}
