package dev.portcullis.console.roles;

import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RoleEffect;
import dev.portcullis.api.RoleView;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Failures;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import org.jspecify.annotations.Nullable;

/**
 * A new role, or what one permits. What would follow is asked while one types, and it cannot be saved before that is known. If somebody else was faster, what they did
 * is said, and saving again does it of what it is now. For the JavaFX thread.
 */
final class RoleFormModel {
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final RolesAccess access;
    private final Background background;
    private final Latest question;
    private final Duration patience;
    private final Consumer<RoleView> onDone;
    private final StringProperty name = new SimpleStringProperty("");
    private final ObservableSet<String> own = FXCollections.observableSet(new TreeSet<>());
    private final StringProperty others = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Effect> effect = new ReadOnlyObjectWrapper<>(new Effect.None());
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper theirs = new ReadOnlyStringWrapper("");
    private final BooleanBinding ready;
    private @Nullable RoleView seen;

    /** What is known of what would follow. */
    sealed interface Effect {
        /** Nothing is changed, or the role is new: nobody has it. */
        record None() implements Effect {}

        record Asking() implements Effect {}

        record Known(RoleEffect effect) implements Effect {}

        /** It could not be counted; the change can be made all the same. */
        record Unknown(Throwable why) implements Effect {}
    }

    /**
     * @param seen what to change; null to make one
     * @param onDone hears of the role as it is then
     */
    RoleFormModel(RolesAccess access, Background background, @Nullable RoleView seen, Consumer<RoleView> onDone) {
        this(access, background, seen, PATIENCE, onDone);
    }

    RoleFormModel(
            RolesAccess access,
            Background background,
            @Nullable RoleView seen,
            Duration patience,
            Consumer<RoleView> onDone) {
        this.access = access;
        this.background = background;
        this.question = new Latest(background);
        this.patience = patience;
        this.onDone = onDone;
        this.seen = seen;
        if (seen != null) {
            name.set(seen.name());
            fill(seen.permissions());
        }
        ready = Bindings.createBooleanBinding(this::isReady, name, others, own, effect, busy);
        name.subscribe(() -> problem.set(""));
        others.subscribe(this::changed);
        own.subscribe(this::changed);
    }

    boolean isNew() {
        return seen == null;
    }

    StringProperty nameProperty() {
        return name;
    }

    /** Which of Portcullis's own permissions it has. */
    ObservableSet<String> own() {
        return own;
    }

    /** All others, apart by spaces or commas: to Portcullis they are words for the services behind it. */
    StringProperty othersProperty() {
        return others;
    }

    ReadOnlyObjectProperty<Effect> effectProperty() {
        return effect.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Why it was not done; empty if nothing went wrong. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What somebody else has made of it meanwhile; empty if nobody has. */
    ReadOnlyStringProperty theirsProperty() {
        return theirs.getReadOnlyProperty();
    }

    BooleanBinding readyBinding() {
        return ready;
    }

    /** What it shall permit, each once, sorted as the server does. */
    List<String> wanted() {
        return Stream.concat(own.stream(), Arrays.stream(others.get().split("[\\s,]+")))
                .filter(word -> !word.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** Does it. Nothing happens unless {@link #readyBinding} holds. */
    void save() {
        if (!isReady()) {
            return;
        }
        RoleView before = seen;
        String of = name.get().strip();
        List<String> permissions = wanted();
        busy.set(true);
        problem.set("");
        theirs.set("");
        background.run(
                () -> before == null ? access.make(of, permissions) : access.change(before, permissions),
                role -> {
                    busy.set(false);
                    onDone.accept(role);
                },
                this::failed);
    }

    void close() {
        question.cancel();
    }

    private void fill(List<String> permissions) {
        own.addAll(permissions.stream().filter(Permission.ALL::contains).toList());
        others.set(permissions.stream()
                .filter(each -> !Permission.ALL.contains(each))
                .reduce((one, two) -> one + " " + two)
                .orElse(""));
    }

    private boolean isReady() {
        return !busy.get()
                && !name.get().isBlank()
                && !(effect.get() instanceof Effect.Asking)
                && (seen == null || differs());
    }

    private boolean differs() {
        RoleView before = seen;
        return before == null || !before.permissions().equals(wanted());
    }

    private void changed() {
        problem.set("");
        RoleView before = seen;
        if (before == null) {
            return;
        }
        if (!differs()) {
            question.cancel();
            effect.set(new Effect.None());
            return;
        }
        effect.set(new Effect.Asking());
        List<String> permissions = wanted();
        question.askAfter(
                patience,
                () -> access.effect(before.name(), permissions),
                found -> effect.set(new Effect.Known(found)),
                why -> effect.set(new Effect.Unknown(why)));
    }

    private void failed(Throwable failure) {
        RoleView before = seen;
        if (before != null && Failures.is(failure, ProblemType.PRECONDITION_FAILED)) {
            background.run(
                    () -> access.role(before.name()),
                    current -> {
                        busy.set(false);
                        theirs.set(Text.get(
                                "roles.form.theirs", words(before.permissions()), words(current.permissions())));
                        seen = current;
                        changed();
                    },
                    this::failed);
            return;
        }
        busy.set(false);
        if (Failures.is(failure, ProblemType.PRECONDITION_FAILED)) {
            problem.set(Text.get("roles.form.exists", name.get().strip()));
        } else if (!(failure instanceof ClientException.Declined)) {
            problem.set(Failures.sentence(failure));
        }
    }

    private static String words(List<String> permissions) {
        return permissions.isEmpty() ? Text.get("roles.none") : String.join(", ", permissions);
    }
}
