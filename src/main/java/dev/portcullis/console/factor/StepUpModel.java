package dev.portcullis.console.factor;

import dev.portcullis.api.ProblemType;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import java.time.InstantSource;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Proving again who one is, before something that the server does for nobody else (ASVS 7.5.3). For the JavaFX thread. */
public final class StepUpModel {
    /** How far it has come. */
    public enum Step {
        ASKING,
        CHECKING,
        PROVEN
    }

    private final FactorAccess access;
    private final Background background;
    private final StringProperty password = new SimpleStringProperty("");
    private final CodeModel code = new CodeModel();
    private final ReadOnlyBooleanWrapper codeAsked;
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.ASKING);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final Pause pause;
    private final BooleanBinding ready;

    /** @param enrolled whether the operator logged in with a second factor */
    public StepUpModel(FactorAccess access, Background background, InstantSource clock, boolean enrolled) {
        this.access = access;
        this.background = background;
        this.pause = new Pause(clock);
        this.codeAsked = new ReadOnlyBooleanWrapper(enrolled);
        this.ready = Bindings.createBooleanBinding(
                this::isReady, password, codeAsked, code.completeBinding(), step, pause.secondsProperty());
        password.subscribe(this::typed);
        code.textProperty().subscribe(this::typed);
    }

    public StringProperty passwordProperty() {
        return password;
    }

    public CodeModel code() {
        return code;
    }

    /** Whether a code is needed beside the password. */
    public ReadOnlyBooleanProperty codeAskedProperty() {
        return codeAsked.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /** What was wrong with the last try; empty if nothing was. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public Pause pause() {
        return pause;
    }

    /** Whether all has been typed, and may be sent. */
    public BooleanBinding readyBinding() {
        return ready;
    }

    /** Asks the server whether the account has a second factor by now. If it does not say, it will when it gets a password alone. */
    public void start() {
        background.run(access::account, account -> codeAsked.set(account.totp()), _ -> {});
    }

    /** Sends it. Does nothing unless {@link #readyBinding} holds. */
    public void submit() {
        if (!isReady()) {
            return;
        }
        StepUpRequest request = codeAsked.get()
                ? new StepUpRequest(password.get(), code.totp(), code.recoveryCode())
                : new StepUpRequest(password.get(), null, null);
        problem.set("");
        step.set(Step.CHECKING);
        background.run(
                () -> {
                    access.stepUp(request);
                    return Step.PROVEN;
                },
                this::proven,
                this::failed);
    }

    /** Forgets what was typed. */
    public void forget() {
        password.set("");
        code.reset();
    }

    private void proven(Step now) {
        forget();
        step.set(now);
    }

    private void failed(Throwable failure) {
        boolean codeMissing = FactorProblems.is(failure, ProblemType.SECOND_FACTOR_REQUIRED);
        codeAsked.set(codeMissing || codeAsked.get()); // before the step: who hears of that puts the cursor there
        step.set(Step.ASKING);
        code.clear();
        if (codeMissing) {
            return;
        }
        if (FactorProblems.is(failure, ProblemType.INVALID_CREDENTIALS)) {
            problem.set(Text.get(codeAsked.get() ? "factor.step-up.wrong.both" : "factor.step-up.wrong"));
        } else if (failure instanceof ClientException.Refused refused
                && FactorProblems.is(refused, ProblemType.TOO_MANY_ATTEMPTS)) {
            pause.begin(refused.retryAfter().orElse(null));
        } else {
            problem.set(FactorProblems.sentence(failure));
        }
    }

    private void typed() {
        if (step.get() == Step.ASKING
                && !(password.get().isEmpty() && code.textProperty().get().isEmpty())) {
            problem.set("");
        }
    }

    private boolean isReady() {
        return step.get() == Step.ASKING
                && pause.isOver()
                && !password.get().isEmpty()
                && (!codeAsked.get() || code.completeBinding().get());
    }
}
