package dev.portcullis.console.revoke;

import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.Suspension.Then;
import dev.portcullis.console.common.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;
import javafx.util.Subscription;

/** What is to be done: to end, to suspend and for how long, and what is locked with it. */
final class MeasureController {
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;
    private static final List<Integer> SUSPENSIONS = List.of(15, HOUR, 4 * HOUR, DAY, 7 * DAY);

    /** Zero stands for: until it is lifted. */
    private static final List<Integer> LOCKS = List.of(15, HOUR, 8 * HOUR, DAY, 7 * DAY, 0);

    private static final Map<Integer, String> WORDS = Map.of(
            0,
            "revoke.for.ever",
            15,
            "revoke.for.15m",
            HOUR,
            "revoke.for.1h",
            4 * HOUR,
            "revoke.for.4h",
            8 * HOUR,
            "revoke.for.8h",
            DAY,
            "revoke.for.1d",
            7 * DAY,
            "revoke.for.7d");

    private final RevocationModel model;
    private List<String> offered = List.of();
    private Subscription following = Subscription.EMPTY;

    @FXML
    private HBox choice;

    @FXML
    private ToggleGroup actions;

    @FXML
    private ToggleButton end;

    @FXML
    private ToggleButton suspend;

    @FXML
    private HBox suspension;

    @FXML
    private ChoiceBox<Integer> minutes;

    @FXML
    private ChoiceBox<Then> then;

    @FXML
    private HBox locks;

    @FXML
    private CheckBox accounts;

    @FXML
    private MenuButton networks;

    @FXML
    private ChoiceBox<Integer> lockMinutes;

    MeasureController(RevocationModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        fill(minutes, SUSPENSIONS, each -> Text.get(WORDS.getOrDefault(each, "")));
        fill(lockMinutes, LOCKS, each -> Text.get(WORDS.getOrDefault(each, "")));
        fill(then, List.of(Then.values()), each -> Text.get("revoke.then." + each.wire()));
        following = model.measureProperty().subscribe(this::show);
        actions.selectedToggleProperty().subscribe((before, now) -> {
            if (now == null) {
                actions.selectToggle(before); // one of them holds
            } else if (model.measureProperty().get().action() != RevocationAction.RELEASE) {
                change(measure -> measure.to(suspend.isSelected() ? RevocationAction.SUSPEND : RevocationAction.END));
            }
        });
        minutes.valueProperty().addListener((_, _, now) -> change(measure -> measure.suspendedFor(now)));
        then.valueProperty().addListener((_, _, now) -> change(measure -> measure.then(now)));
        accounts.selectedProperty().addListener((_, _, now) -> change(measure -> measure.lockingAccounts(now)));
        lockMinutes
                .valueProperty()
                .addListener((_, _, now) -> change(measure -> measure.lockedFor(now == 0 ? null : now)));
    }

    /** Offers to lock the networks that it hits most, and those that were chosen before. */
    void offer(RevocationPlan plan) {
        List<String> hit = Stream.concat(
                        plan.radius().networks().top().stream().map(RevocationPlan.Top::value),
                        model.measureProperty().get().lockNetworks().stream())
                .filter(network -> network.indexOf('/') > 0)
                .distinct()
                .toList();
        if (hit.equals(offered)) {
            return;
        }
        offered = hit;
        networks.getItems().setAll(hit.stream().map(this::item).toList());
        networks.setDisable(hit.isEmpty());
    }

    void close() {
        following.unsubscribe();
    }

    void setBusy(boolean busy) {
        choice.setDisable(busy);
        suspension.setDisable(busy);
        locks.setDisable(busy);
    }

    private CheckMenuItem item(String network) {
        CheckMenuItem item = new CheckMenuItem(network);
        item.setSelected(model.measureProperty().get().lockNetworks().contains(network));
        item.setOnAction(_ -> change(measure -> {
            List<String> wanted = new ArrayList<>(measure.lockNetworks());
            if (item.isSelected()) {
                wanted.add(network);
            } else {
                wanted.remove(network);
            }
            return measure.lockingNetworks(wanted);
        }));
        return item;
    }

    private void change(Function<Measure, Measure> change) {
        model.measureProperty().set(change.apply(model.measureProperty().get()));
    }

    private void show(Measure measure) {
        boolean release = measure.action() == RevocationAction.RELEASE;
        present(choice, !release);
        present(suspension, measure.action() == RevocationAction.SUSPEND);
        present(locks, !release);
        actions.selectToggle(measure.action() == RevocationAction.SUSPEND ? suspend : end);
        minutes.setValue(measure.minutes());
        then.setValue(measure.then());
        accounts.setSelected(measure.lockAccounts());
        networks.setText(Text.get("revoke.lock.networks", measure.lockNetworks().size()));
        lockMinutes.setValue(measure.lockMinutes() == null ? 0 : measure.lockMinutes());
        lockMinutes.setDisable(!measure.locks());
    }

    private static <T> void fill(ChoiceBox<T> box, List<T> values, Function<T, String> words) {
        box.getItems().setAll(values);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return words.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("nothing is typed into it");
            }
        });
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
