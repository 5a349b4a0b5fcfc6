package dev.portcullis.console.factor;

import dev.portcullis.api.ProblemType;
import dev.portcullis.api.TotpSecret;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** Setting up a second factor: the secret, the first code, the recovery codes. They are held here until {@link #forget}, and nowhere else. For the JavaFX thread. */
public final class EnrolModel {
    private static final int GROUP = 4;

    /** What was asked had been sent by then, or may have been. */
    private static final Set<ClientException.Cause> ARRIVED = EnumSet.of(
            ClientException.Cause.TIMEOUT, ClientException.Cause.BROKEN, ClientException.Cause.NOT_PORTCULLIS);

    private final FactorAccess access;
    private final Background background;
    private final CodeModel code = new CodeModel();
    private final Pause pause;
    private final BooleanProperty kept = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(new Step.Beginning());
    private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper("");
    private final boolean codesOnly;
    private boolean forgotten;

    public EnrolModel(FactorAccess access, Background background, InstantSource clock) {
        this(access, background, clock, false);
    }

    /** @param codesOnly whether there is a second factor already, and only its recovery codes are to be new */
    EnrolModel(FactorAccess access, Background background, InstantSource clock, boolean codesOnly) {
        this.codesOnly = codesOnly;
        this.access = access;
        this.background = background;
        this.pause = new Pause(clock);
        code.textProperty().subscribe(text -> {
            if (!text.isEmpty()) {
                problem.set("");
            }
        });
    }

    /** How far it has come. */
    public sealed interface Step {
        /** The secret is asked for. */
        record Beginning() implements Step {}

        /** There is no secret, and this is why. */
        record NotBegun(String sentence) implements Step {}

        /** The app has to learn the secret, and show it with a code. */
        record Scanning(TotpSecret secret) implements Step {
            /** As people read it: in groups of four. */
            public String grouped() {
                return secret.secret().replaceAll("(.{" + GROUP + "})(?=.)", "$1 ");
            }
        }

        /** It counts. The recovery codes are shown this one time. */
        record Codes(List<String> codes) implements Step {
            @Override
            public String toString() {
                return "Codes[" + codes.size() + "]";
            }
        }

        /** Nothing of it is held any more. */
        record Over() implements Step {}
    }

    public ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /** The first code. */
    public CodeModel code() {
        return code;
    }

    public Pause pause() {
        return pause;
    }

    /** Whether the server has the code, and has not answered. */
    public ReadOnlyBooleanProperty checkingProperty() {
        return checking.getReadOnlyProperty();
    }

    /** What was wrong with the last try; empty if nothing was. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Where the recovery codes have been saved, or why they could not be; empty before. */
    public ReadOnlyStringProperty savedProperty() {
        return saved.getReadOnlyProperty();
    }

    /** Whether the operator says that they have kept the recovery codes. */
    public BooleanProperty keptProperty() {
        return kept;
    }

    /** Asks for a secret, or, where only the recovery codes are to be new, for those. */
    public void begin() {
        step.set(new Step.Beginning());
        if (codesOnly) {
            checking.set(true); // the old ones count no more from the moment in which the server hears of it
            background.run(
                    () -> access.renewRecoveryCodes().recoveryCodes(),
                    codes -> unlessForgotten(() -> confirmed(codes)),
                    this::notBegun);
            return;
        }
        background.run(
                access::beginTotp,
                secret -> unlessForgotten(() -> step.set(new Step.Scanning(secret))),
                this::notBegun);
    }

    /** Sends the first code. Does nothing unless it is complete. */
    public void confirm() {
        if (!(step.get() instanceof Step.Scanning)
                || checking.get()
                || !pause.isOver()
                || !code.completeBinding().get()) {
            return;
        }
        String digits = code.textProperty().get();
        problem.set("");
        checking.set(true);
        background.run(
                () -> access.confirmTotp(digits).recoveryCodes(),
                codes -> unlessForgotten(() -> confirmed(codes)),
                failure -> unlessForgotten(() -> failed(failure)));
    }

    /** Writes the recovery codes into a file that only its owner can read. */
    public void save(Path file) {
        if (step.get() instanceof Step.Codes(List<String> codes)) {
            background.run(
                    () -> RecoveryFile.write(file, codes),
                    path -> saved.set(Text.get("factor.enrol.saved", path.getFileName())),
                    failure -> saved.set(Text.get(
                            "factor.enrol.not-saved", failure.getClass().getSimpleName())));
        }
    }

    /** Whether it can be left without losing anything. */
    public boolean isLeavable() {
        return !checking.get() && (!(step.get() instanceof Step.Codes) || kept.get());
    }

    /** Whether the second factor counts. */
    public boolean isDone() {
        return step.get() instanceof Step.Codes;
    }

    /** Forgets the secret and all codes. */
    public void forget() {
        forgotten = true;
        code.clear();
        step.set(new Step.Over());
    }

    /** Who gave no further proof did not want it after all. */
    private void notBegun(Throwable failure) {
        unlessForgotten(() -> {
            checking.set(false);
            if (failure instanceof ClientException.Declined) {
                forget();
            } else {
                String sentence = FactorProblems.sentence(failure);
                step.set(new Step.NotBegun(
                        codesOnly && mayHaveArrived(failure)
                                ? Text.get("factor.enrol.codes-unsure", sentence)
                                : sentence));
            }
        });
    }

    /** Whether the server may have done it all the same. */
    private static boolean mayHaveArrived(Throwable failure) {
        return switch (failure) {
            case ClientException.Refused refused -> refused.problem().status() >= 500;
            case ClientException.Unreachable unreachable -> ARRIVED.contains(unreachable.kind());
            default -> false;
        };
    }

    private void confirmed(List<String> codes) {
        checking.set(false);
        code.clear();
        step.set(new Step.Codes(List.copyOf(codes)));
    }

    private void failed(Throwable failure) {
        checking.set(false);
        code.clear();
        if (FactorProblems.is(failure, ProblemType.INVALID_CREDENTIALS)
                || FactorProblems.is(failure, ProblemType.INVALID_REQUEST)) {
            problem.set(Text.get("factor.enrol.wrong"));
        } else if (failure instanceof ClientException.Refused refused
                && FactorProblems.is(refused, ProblemType.TOO_MANY_ATTEMPTS)) {
            pause.begin(refused.retryAfter().orElse(null));
        } else {
            problem.set(FactorProblems.sentence(failure));
        }
    }

    private void unlessForgotten(Runnable then) {
        if (!forgotten) {
            then.run();
        }
    }
}
