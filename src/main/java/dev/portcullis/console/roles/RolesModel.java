package dev.portcullis.console.roles;

import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RoleEffect;
import dev.portcullis.api.RoleView;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.desk.Failures;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The roles that there are; how many accounts have one is asked of the one that is selected. For the JavaFX thread. */
final class RolesModel {
    private final RolesAccess access;
    private final Background background;
    private final InstantSource clock;
    private final Latest question;
    private final Latest holding;
    private final StringProperty search = new SimpleStringProperty("");
    private final ObservableList<RoleView> rows = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable RoleView> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Reading());
    private final ReadOnlyObjectWrapper<@Nullable Instant> asOf = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<OptionalLong> holders = new ReadOnlyObjectWrapper<>(OptionalLong.empty());
    private List<RoleView> all = List.of();
    private Map<String, Limits> limits = Map.of();

    /** Whether there is anything to show. */
    sealed interface State {
        record Reading() implements State {}

        record Read() implements State {}

        /** The account may not see roles. */
        record Denied() implements State {}

        /** It could not be read; the rows, if there are any, are what was. */
        record Failed(Throwable why) implements State {}
    }

    /** @param clock the server's */
    RolesModel(RolesAccess access, Background background, InstantSource clock) {
        this.access = access;
        this.background = background;
        this.clock = clock;
        this.question = new Latest(background);
        this.holding = new Latest(background);
        search.subscribe(this::sift);
        selected.subscribe(() -> {
            holders.set(OptionalLong.empty());
            askHolders();
        });
    }

    /** What must occur in the name or in a permission. */
    StringProperty searchProperty() {
        return search;
    }

    ObservableList<RoleView> rows() {
        return rows;
    }

    /** How many there are, whether they match or not. */
    int total() {
        return all.size();
    }

    ObjectProperty<@Nullable RoleView> selectedProperty() {
        return selected;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The server's time of what is shown; null before the first answer. */
    ReadOnlyObjectProperty<@Nullable Instant> asOfProperty() {
        return asOf.getReadOnlyProperty();
    }

    /** How many accounts have the selected role; empty while that is not known. */
    ReadOnlyObjectProperty<OptionalLong> holdersProperty() {
        return holders.getReadOnlyProperty();
    }

    /** Which limits of its own the policy has for the role. */
    Optional<Limits> limits(RoleView role) {
        return Optional.ofNullable(limits.get(role.name()));
    }

    RolesAccess access() {
        return access;
    }

    Background background() {
        return background;
    }

    /** Reads them anew; what is shown stays until the answer is here. */
    void read() {
        if (asOf.get() == null) {
            state.set(new State.Reading());
        }
        question.ask(access::read, this::show, this::fail);
    }

    /** A role is new, or not as it was. */
    void put(RoleView role) {
        selected.set(role);
        read();
    }

    /** A role is gone. */
    void remove(RoleView role) {
        all = all.stream().filter(each -> !each.name().equals(role.name())).toList();
        selected.set(null);
        sift();
        read();
    }

    void close() {
        question.cancel();
        holding.cancel();
    }

    private void show(RolesAccess.Picture picture) {
        all = picture.roles();
        limits = picture.limits();
        asOf.set(clock.instant());
        state.set(new State.Read());
        sift();
        askHolders(); // who has it changes without it
    }

    private void sift() {
        RoleView before = selected.get();
        String words = search.get().strip().toLowerCase(Locale.ROOT);
        rows.setAll(all.stream()
                .filter(role -> (role.name() + " " + String.join(" ", role.permissions()))
                        .toLowerCase(Locale.ROOT)
                        .contains(words))
                .toList());
        selected.set(
                before == null
                        ? null
                        : rows.stream()
                                .filter(role -> role.name().equals(before.name()))
                                .findFirst()
                                .orElse(null));
    }

    private void fail(Throwable why) {
        if (Failures.is(why, ProblemType.FORBIDDEN)) {
            all = List.of();
            sift();
            asOf.set(null);
            state.set(new State.Denied());
        } else {
            state.set(new State.Failed(why));
        }
    }

    private void askHolders() {
        RoleView role = selected.get();
        holding.cancel();
        if (role != null) {
            holding.ask(
                    () -> access.effect(role.name(), role.permissions()),
                    (RoleEffect effect) -> holders.set(OptionalLong.of(effect.holders())),
                    _ -> holders.set(OptionalLong.empty()));
        }
    }
}
