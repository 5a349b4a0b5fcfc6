package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.desk.Failures;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for one deed: how many live sessions it reaches is counted before it can be done. For the JavaFX thread. */
final class DeedModel {
    private static final Logger LOG = LoggerFactory.getLogger(DeedModel.class);

    private final AccountsAccess access;
    private final Background background;
    private final Deed deed;
    private final Consumer<AccountView> onDone;
    private final ReadOnlyObjectWrapper<AccountView> account;
    private final ReadOnlyObjectWrapper<OptionalLong> sessions = new ReadOnlyObjectWrapper<>(OptionalLong.empty());
    private final ReadOnlyObjectWrapper<List<Difference>> changed = new ReadOnlyObjectWrapper<>(List.of());
    private final StringProperty typed = new SimpleStringProperty("");
    private final StringProperty password = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper uncounted = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final BooleanBinding ready;
    private boolean counting;

    /** @param onDone hears of the account as it is then; of a deleted one, as it was */
    DeedModel(
            AccountsAccess access,
            Background background,
            Deed deed,
            AccountView account,
            Consumer<AccountView> onDone) {
        this.access = access;
        this.background = background;
        this.deed = deed;
        this.onDone = onDone;
        this.account = new ReadOnlyObjectWrapper<>(account);
        ready = Bindings.createBooleanBinding(this::isReady, busy, sessions, typed, password, this.account);
        typed.subscribe(() -> problem.set(""));
        password.subscribe(() -> problem.set(""));
        count();
    }

    Deed deed() {
        return deed;
    }

    /** As it is now. */
    ReadOnlyObjectProperty<AccountView> accountProperty() {
        return account.getReadOnlyProperty();
    }

    /** How many live sessions end with it; empty until they are counted. */
    ReadOnlyObjectProperty<OptionalLong> sessionsProperty() {
        return sessions.getReadOnlyProperty();
    }

    /** Whether they could not be counted. */
    ReadOnlyBooleanProperty uncountedProperty() {
        return uncounted.getReadOnlyProperty();
    }

    /** What somebody else changed since the question was asked. */
    ReadOnlyObjectProperty<List<Difference>> changedProperty() {
        return changed.getReadOnlyProperty();
    }

    /** The address, typed to confirm. */
    StringProperty typedProperty() {
        return typed;
    }

    /** The new password. */
    StringProperty passwordProperty() {
        return password;
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Why it was not done; empty if nothing went wrong. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    BooleanBinding readyBinding() {
        return ready;
    }

    /** Does it. Nothing happens unless {@link #readyBinding} holds. */
    void perform() {
        if (!isReady()) {
            return;
        }
        AccountView seen = account.get();
        String fresh = password.get();
        busy.set(true);
        problem.set("");
        changed.set(List.of());
        background.run(
                () -> switch (deed) {
                    case DISABLE -> access.change(seen, AccountChange.toEnabled(false));
                    case ENABLE -> access.change(seen, AccountChange.toEnabled(true));
                    case PASSWORD -> {
                        access.setPassword(seen.id(), fresh);
                        yield again(seen);
                    }
                    case FACTOR -> {
                        access.removeSecondFactor(seen.id());
                        yield again(seen);
                    }
                    case DELETE -> {
                        access.delete(seen);
                        yield seen;
                    }
                },
                now -> {
                    busy.set(false);
                    password.set("");
                    onDone.accept(now);
                },
                this::failed);
    }

    private boolean isReady() {
        return !busy.get()
                && (!deed.ends() || sessions.get().isPresent())
                && (!deed.wantsTyping()
                        || typed.get().strip().equalsIgnoreCase(account.get().email()))
                && (!deed.wantsPassword() || !password.get().isEmpty());
    }

    /** Counts them. */
    void count() {
        if (deed.ends() && !counting) {
            AccountView of = account.get();
            counting = true;
            uncounted.set(false);
            background.run(
                    () -> access.sessions(of),
                    found -> {
                        counting = false;
                        problem.set("");
                        sessions.set(OptionalLong.of(found));
                    },
                    failure -> {
                        counting = false;
                        uncounted.set(true);
                        say(failure);
                    });
        }
    }

    /** As it is now; if that cannot be read, as it must be: what was done is done. */
    private AccountView again(AccountView before) {
        try {
            return access.account(before.id());
        } catch (ClientException e) {
            LOG.info("The account cannot be read again: {}", e.getMessage());
            return new AccountView(
                    before.id(),
                    before.email(),
                    before.name(),
                    before.permissions(),
                    before.roles(),
                    before.effectivePermissions(),
                    before.enabled(),
                    before.secondFactor() && deed != Deed.FACTOR,
                    before.createdAt(),
                    before.version());
        }
    }

    /** Somebody else was faster: the question is asked anew, of what it is now. */
    private void failed(Throwable failure) {
        AccountView seen = account.get();
        if (Failures.is(failure, ProblemType.PRECONDITION_FAILED)) {
            background.run(
                    () -> access.account(seen.id()),
                    current -> {
                        sessions.set(OptionalLong.empty()); // they were those of before
                        busy.set(false);
                        changed.set(Difference.between(seen, current));
                        account.set(current);
                        count();
                    },
                    this::failed);
            return;
        }
        busy.set(false);
        say(failure);
    }

    private void say(Throwable failure) {
        if (!(failure instanceof ClientException.Declined)) {
            problem.set(Failures.sentence(failure));
        }
    }
}
