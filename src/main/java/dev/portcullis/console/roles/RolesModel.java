package dev.portcullis.console.roles;

import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.RoleEffect;
import dev.portcullis.api.RoleView;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.list.ListModel;
import dev.portcullis.console.list.ListState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The roles that there are; how many accounts have one is asked of the one that is selected. For the JavaFX thread. */
final class RolesModel extends ListModel<RoleView> {
    private final RolesAccess access;
    private final Background background;
    private final Latest question;
    private final Latest holding;
    private final ReadOnlyObjectWrapper<OptionalLong> holders = new ReadOnlyObjectWrapper<>(OptionalLong.empty());
    private List<RoleView> all = List.of();
    private Map<String, Limits> limits = Map.of();

    /** @param clock the server's */
    RolesModel(RolesAccess access, Background background, InstantSource clock) {
        super(clock, RoleView::name, Duration.ZERO);
        this.access = access;
        this.background = background;
        this.question = new Latest(background);
        this.holding = new Latest(background);
        searchProperty().subscribe(this::sift);
        selectedProperty().subscribe(() -> {
            holders.set(OptionalLong.empty());
            askHolders();
        });
    }

    /** How many there are, whether they match or not. */
    int total() {
        return all.size();
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

    @Override
    public void read() {
        reading();
        question.ask(access::read, this::show, this::failed);
    }

    /** A role is new, or not as it was. */
    void put(RoleView role) {
        selectedProperty().set(role);
        read();
    }

    /** A role is gone. */
    void remove(RoleView role) {
        all = all.stream().filter(each -> !each.name().equals(role.name())).toList();
        selectedProperty().set(null);
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
        sift();
        took();
        askHolders(); // who has it changes without it
    }

    private void sift() {
        String words = searchProperty().get().strip().toLowerCase(Locale.ROOT);
        put(all.stream()
                .filter(role -> (role.name() + " " + String.join(" ", role.permissions()))
                        .toLowerCase(Locale.ROOT)
                        .contains(words))
                .toList());
    }

    @Override
    protected void failed(Throwable why) {
        super.failed(why);
        if (stateProperty().get() instanceof ListState.Denied) {
            all = List.of();
        }
    }

    private void askHolders() {
        RoleView role = selectedProperty().get();
        holding.cancel();
        if (role != null) {
            holding.ask(
                    () -> access.effect(role.name(), role.permissions()),
                    (RoleEffect effect) -> holders.set(OptionalLong.of(effect.holders())),
                    _ -> holders.set(OptionalLong.empty()));
        }
    }
}
