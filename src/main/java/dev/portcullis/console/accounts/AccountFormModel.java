package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RoleView;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.desk.FaultWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableSet;
import org.jspecify.annotations.Nullable;

/**
 * A new account, or changes of one. Only what was changed is sent, and with what it was a change of: if somebody else was faster, what they did is shown, and the
 * operator decides. For the JavaFX thread.
 */
final class AccountFormModel {
    private final AccountsAccess access;
    private final Background background;
    private final Latest roleQuestion;
    private final Consumer<AccountView> onDone;
    private @Nullable AccountView seen;

    private final StringProperty email = new SimpleStringProperty("");
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty password = new SimpleStringProperty("");
    private final StringProperty permissions = new SimpleStringProperty("");
    private final ObservableSet<String> roles = FXCollections.observableSet(new TreeSet<>());
    private final ObservableList<RoleView> allRoles = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper rolesProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Wrong> wrong = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Conflict> conflict = new ReadOnlyObjectWrapper<>();

    /** A field of the form. */
    enum Field {
        EMAIL,
        NAME,
        PASSWORD,
        ROLES,
        PERMISSIONS,
        /** None of them is at fault. */
        NONE
    }

    /** What has to be corrected. */
    record Wrong(Field field, String sentence) {}

    /**
     * Somebody else was faster.
     *
     * @param differences what they did; empty if all that is shown of the account is as before
     */
    record Conflict(AccountView current, List<Difference> differences) {}

    /**
     * Begins a form.
     *
     * @param seen whom to change; null to make somebody new
     * @param onDone hears of the account as it is then
     */
    AccountFormModel(
            AccountsAccess access, Background background, @Nullable AccountView seen, Consumer<AccountView> onDone) {
        this.access = access;
        this.background = background;
        this.roleQuestion = new Latest(background);
        this.onDone = onDone;
        if (seen != null) {
            fill(seen);
        }
        readRoles();
    }

    /** Reads which roles there are: at first, and again if they could not be read. */
    void readRoles() {
        roleQuestion.ask(
                access::roles,
                found -> {
                    allRoles.setAll(found);
                    rolesProblem.set("");
                },
                why -> rolesProblem.set(Failures.sentence(why)));
    }

    boolean isNew() {
        return seen == null;
    }

    StringProperty emailProperty() {
        return email;
    }

    StringProperty nameProperty() {
        return name;
    }

    /** Of a new account. */
    StringProperty passwordProperty() {
        return password;
    }

    /** Granted by name, apart by spaces or commas. */
    StringProperty permissionsProperty() {
        return permissions;
    }

    /** Those that it has, or shall have. */
    ObservableSet<String> roles() {
        return roles;
    }

    /** Those that there are. */
    ObservableList<RoleView> allRoles() {
        return allRoles;
    }

    /** Why these could not be read; empty if nothing went wrong. */
    ReadOnlyStringProperty rolesProblemProperty() {
        return rolesProblem.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** What is wrong with the last try; null if nothing is. */
    ReadOnlyObjectProperty<@Nullable Wrong> wrongProperty() {
        return wrong.getReadOnlyProperty();
    }

    /** What somebody else did meanwhile; null if nobody did. */
    ReadOnlyObjectProperty<@Nullable Conflict> conflictProperty() {
        return conflict.getReadOnlyProperty();
    }

    /** Sends it. */
    void save() {
        if (busy.get()) {
            return;
        }
        wrong.set(null);
        if (email.get().isBlank()) {
            wrong.set(new Wrong(Field.EMAIL, Text.get("accounts.form.email.missing")));
            return;
        }
        AccountView before = seen;
        if (before == null && password.get().isEmpty()) {
            wrong.set(new Wrong(Field.PASSWORD, Text.get("accounts.form.password.missing")));
            return;
        }
        if (before == null) {
            NewAccount account = new NewAccount(
                    email.get().strip(),
                    name.get().isBlank() ? null : name.get().strip(),
                    password.get(),
                    granted(),
                    List.copyOf(roles));
            send(() -> access.create(account));
            return;
        }
        AccountChange change = change(before);
        if (change.empty()) {
            onDone.accept(before);
        } else {
            send(() -> access.change(before, change));
        }
    }

    /** The changes are made of what it is now: what was done by somebody else stays, but where both changed the same. */
    void overwrite() {
        Conflict now = conflict.get();
        AccountView before = seen;
        if (now != null && before != null) {
            AccountChange mine = change(before);
            AccountView current = now.current();
            conflict.set(null);
            send(() -> access.change(current, mine));
        }
    }

    /** One's own changes are given up, and the form shows what is. */
    void takeTheirs() {
        Conflict now = conflict.get();
        if (now != null) {
            conflict.set(null);
            fill(now.current());
        }
    }

    void close() {
        roleQuestion.cancel();
    }

    private void fill(AccountView account) {
        seen = account;
        email.set(account.email());
        name.set(account.name());
        permissions.set(String.join(" ", account.permissions()));
        roles.clear();
        roles.addAll(account.roles());
    }

    private List<String> granted() {
        return Arrays.stream(permissions.get().split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    private AccountChange change(AccountView before) {
        List<String> theRoles = new ArrayList<>(roles);
        return new AccountChange(
                email.get().strip().equals(before.email()) ? null : email.get().strip(),
                name.get().strip().equals(before.name()) ? null : name.get().strip(),
                null,
                granted().equals(before.permissions().stream().sorted().toList()) ? null : granted(),
                theRoles.equals(before.roles().stream().sorted().toList()) ? null : theRoles);
    }

    private void send(Callable<AccountView> call) {
        busy.set(true);
        background.run(
                call,
                account -> {
                    busy.set(false);
                    password.set("");
                    onDone.accept(account);
                },
                this::failed);
    }

    private void failed(Throwable failure) {
        AccountView before = seen;
        if (before != null && Failures.is(failure, ProblemType.PRECONDITION_FAILED)) {
            background.run(
                    () -> access.account(before.id()),
                    current -> {
                        busy.set(false);
                        conflict.set(new Conflict(current, Difference.between(before, current)));
                    },
                    this::failed);
            return;
        }
        busy.set(false);
        if (!(failure instanceof ClientException.Declined)) {
            String sentence = Failures.sentence(failure);
            wrong.set(new Wrong(field(failure, sentence), sentence));
        }
    }

    /** The server's sentences name the value that they are about. */
    private static Field field(Throwable failure, String sentence) {
        if (Failures.is(failure, ProblemType.CONFLICT)) {
            return Field.EMAIL;
        }
        if (!Failures.is(failure, ProblemType.INVALID_REQUEST)) {
            return Field.NONE;
        }
        Optional<Field> named = FaultWords.places(failure).stream().findFirst().flatMap(AccountFormModel::at);
        if (named.isPresent()) {
            return named.get();
        }
        String words = sentence.toLowerCase(Locale.ROOT);
        return Arrays.stream(Field.values())
                .filter(field -> field != Field.NONE)
                .filter(field -> words.contains("\"" + field.name().toLowerCase(Locale.ROOT) + "\""))
                .findFirst()
                .orElseGet(() -> mentioned(words));
    }

    /** @param place a JSON Pointer, {@code #/roles/0} */
    private static Optional<Field> at(String place) {
        return Arrays.stream(Field.values())
                .filter(field -> place.matches("#/" + field.name().toLowerCase(Locale.ROOT) + "(/.*)?"))
                .findFirst();
    }

    private static Field mentioned(String words) {
        if (words.contains("password")) {
            return Field.PASSWORD;
        }
        if (words.contains("role")) {
            return Field.ROLES;
        }
        return words.contains("permission") ? Field.PERMISSIONS : Field.NONE;
    }
}
