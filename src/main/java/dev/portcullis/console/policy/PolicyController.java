package dev.portcullis.console.policy;

import dev.portcullis.api.PolicyDocument.AtLimit;
import dev.portcullis.api.PolicyProgress;
import dev.portcullis.api.PolicyView;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Keyboard;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.common.Unfolding;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionButton;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.StatePane;
import dev.portcullis.console.policy.PolicyModel.Stale;
import dev.portcullis.console.policy.PolicyModel.State;
import dev.portcullis.console.policy.PolicyModel.WhatIf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.StringConverter;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Wires the policy's fields, and what has been done with them; {@link WhatIfController} shows what they would do. */
final class PolicyController {
    /** From how much room on it is beside the form, in pixels at the normal size of text. */
    private static final double BESIDE_FROM = 820;

    private static final PseudoClass BENEATH = PseudoClass.getPseudoClass("beneath");
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final Duration LOOK = Duration.seconds(1);

    private final PolicyModel model;
    private final Map<String, Node> inputs = new LinkedHashMap<>();
    private final Timeline looking = new Timeline(new KeyFrame(LOOK, _ -> look()));
    private final Action save;
    private final Action discard;
    private final Action again;
    private Subscription measures = Subscription.EMPTY;
    private long toReach;
    private @Nullable LimitsTable limits;
    private @Nullable NetworksTable networks;
    private @Nullable ActionButton saveButton;
    private @Nullable ActionButton discardButton;

    @FXML
    private StackPane root;

    @FXML
    private HBox content;

    @FXML
    private Node scroll;

    @FXML
    private VBox form;

    @FXML
    private VBox pane;

    @FXML
    private StackPane place;

    @FXML
    private Label version;

    @FXML
    private Label stale;

    @FXML
    private GridPane grid;

    @FXML
    private MenuButton addRole;

    @FXML
    private Label theirs;

    @FXML
    private TextField quotaSessions;

    @FXML
    private ChoiceBox<String> quotaAtLimit;

    @FXML
    private CheckBox factorOperators;

    @FXML
    private TextField factorRoles;

    @FXML
    private TextField stepUpAge;

    @FXML
    private TextField stepUpBulk;

    @FXML
    private TextField guessingAccount;

    @FXML
    private TextField guessingAddress;

    @FXML
    private TextField guessingWindow;

    @FXML
    private GridPane networksGrid;

    @FXML
    private Label noNetworks;

    @FXML
    private Button addNetwork;

    @FXML
    private VBox otherFaults;

    @FXML
    private CheckBox apply;

    @FXML
    private VBox footer;

    @FXML
    private VBox reaching;

    @FXML
    private Label reachingWords;

    @FXML
    private ProgressBar reachingBar;

    private final StatePane state = new StatePane();

    PolicyController(PolicyModel model) {
        this.model = model;
        save = new Action(this::saveWords, Feather.SAVE, Keys.SAVE, this::notSavable, model::save);
        discard = Action.of(
                "policy.action.discard",
                Feather.CORNER_UP_LEFT,
                null,
                () -> model.dirtyProperty().get() ? "" : Text.get("policy.hindrance.same"),
                model::discard);
        again = Action.of("policy.action.again", Feather.REFRESH_CW, Keys.RETRY, model::read);
        looking.setCycleCount(Timeline.INDEFINITE);
    }

    @FXML
    void initialize() {
        Unfolding.together(content, form);
        place.getChildren().setAll(state);
        limits = new LimitsTable(model, grid, addRole);
        networks = new NetworksTable(model, networksGrid, noNetworks, addNetwork);
        if (model.mayWrite()) {
            factorRoles.setPromptText(Text.get("policy.factor.roles.prompt"));
        }
        bind(Place.QUOTA_SESSIONS, quotaSessions);
        bind(Place.FACTOR_ROLES, factorRoles);
        bind(Place.STEP_UP_AGE, stepUpAge);
        bind(Place.STEP_UP_BULK, stepUpBulk);
        bind(Place.GUESSING_ACCOUNT, guessingAccount);
        bind(Place.GUESSING_ADDRESS, guessingAddress);
        bind(Place.GUESSING_WINDOW, guessingWindow);
        bindChoices();
        present(addRole, model.mayWrite());
        model.otherRoles().subscribe(this::offerRoles);
        apply.selectedProperty().bindBidirectional(model.applyProperty());
        present(footer, model.mayWrite());

        ActionButton button = new ActionButton(save, "accent");
        button.button().setId("policy-save");
        saveButton = button;
        ActionButton back = new ActionButton(discard, "");
        back.button().setId("policy-discard");
        discardButton = back;
        footer.getChildren().addAll(back, button);
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> actions().forEach(action -> action.on(event)));

        root.widthProperty().subscribe(this::fit);
        model.stateProperty().subscribe(this::showState);
        model.whatIfProperty().subscribe(_ -> renew());
        model.faultsProperty().subscribe(_ -> showFaults());
        model.warningsProperty().subscribe(_ -> showFaults());
        model.theirsProperty().subscribe(this::showTheirs);
        model.staleProperty().subscribe(this::showStale);
        model.progressProperty().subscribe(this::showProgress);
        model.dirtyProperty().subscribe(_ -> renew());
        model.savingProperty().subscribe(_ -> renew());
        model.applyProperty().subscribe(_ -> renew());
    }

    List<Action> actions() {
        return List.of(save, discard, again);
    }

    void enter() {
        measures = Measures.follow(this::fit);
        model.read();
        looking.play();
    }

    void leave() {
        measures.unsubscribe();
        looking.stop();
    }

    /** Beside the form, or, where there is no room, beneath it. */
    private void fit() {
        boolean room = root.getWidth() >= Measures.px(BESIDE_FROM);
        if (room && !content.getChildren().contains(pane)) {
            form.getChildren().remove(pane);
            content.getChildren().add(pane);
        } else if (!room && !form.getChildren().contains(pane)) {
            content.getChildren().remove(pane);
            form.getChildren().add(pane);
        }
        pane.pseudoClassStateChanged(BENEATH, !room);
    }

    private void look() {
        model.lookAgain();
    }

    private void bind(String at, TextField field) {
        field.textProperty().bindBidirectional(model.field(at));
        field.setEditable(model.mayWrite());
        inputs.put(at, field);
    }

    private void bindChoices() {
        quotaAtLimit
                .getItems()
                .setAll(Stream.of(AtLimit.values()).map(AtLimit::name).toList());
        quotaAtLimit.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String word) {
                return word == null || word.isEmpty() ? "" : Text.get("policy.at-limit." + word);
            }

            @Override
            public String fromString(String words) {
                throw new UnsupportedOperationException("nothing is typed into a choice");
            }
        });
        quotaAtLimit.valueProperty().bindBidirectional(model.field(Place.QUOTA_AT_LIMIT));
        quotaAtLimit.setDisable(!model.mayWrite());
        factorOperators.setDisable(!model.mayWrite());
        model.field(Place.FACTOR_OPERATORS).subscribe(text -> factorOperators.setSelected(Boolean.parseBoolean(text)));
        factorOperators.setOnAction(_ -> model.field(Place.FACTOR_OPERATORS).set("" + factorOperators.isSelected()));
    }

    private void offerRoles() {
        addRole.getItems()
                .setAll(model.otherRoles().stream()
                        .map(role -> {
                            MenuItem item = new MenuItem(role);
                            item.setOnAction(_ -> model.addRole(role));
                            return item;
                        })
                        .toList());
        addRole.setDisable(model.otherRoles().isEmpty());
    }

    private void showState(State now) {
        boolean read = now instanceof State.Read;
        boolean held = Keyboard.within(place) != null;
        content.setVisible(read);
        place.setVisible(!read);
        switch (now) {
            case State.Reading _ -> state.waiting(Text.get("policy.reading"));
            case State.Denied _ ->
                state.show(Feather.LOCK, Text.get("policy.denied"), Text.get("policy.denied.next"), List.of(again));
            case State.Failed(String sentence) ->
                state.show(Feather.CLOUD_OFF, Text.get("policy.failed"), sentence, List.of(again));
            case State.Read(var policy) -> showVersion(policy.view());
        }
        if (held && read) {
            scroll.requestFocus();
        } else if (held) {
            state.requestFocusTraversal(TraversalDirection.NEXT);
        }
        renew();
    }

    private void showVersion(PolicyView view) {
        if (view.changedAt() == null) {
            version.setText(Text.get("policy.version.none"));
            Tips.say(version, "");
        } else {
            version.setText(Text.get(
                    "policy.version",
                    view.version(),
                    Objects.requireNonNullElse(view.changedBy(), ""),
                    Figures.date(view.changedAt())));
            Tips.say(version, Figures.absolute(view.changedAt()));
        }
    }

    private void showFaults() {
        List<Fault> faults = model.faultsProperty().get();
        if (limits != null) {
            limits.show(faults, model.warningsProperty().get());
        }
        if (networks != null) {
            networks.show(faults);
        }
        inputs.forEach((at, input) -> input.pseudoClassStateChanged(
                WRONG, faults.stream().anyMatch(fault -> Place.within(fault.pointer(), at))));
        otherFaults
                .getChildren()
                .setAll(faults.stream()
                        .filter(fault -> !Place.within(fault.pointer(), Place.LIFETIME)
                                && !fault.pointer().startsWith(Place.ROLES)
                                && Place.network(fault.pointer()).isEmpty())
                        .map(PolicyController::problem)
                        .toList());
        renew();
    }

    private static Label problem(Fault fault) {
        Label label = new Label(Text.get("policy.fault.of", Place.name(fault.pointer()), PolicyFaults.sentence(fault)));
        label.setWrapText(true);
        label.getStyleClass().add("field-problem");
        return label;
    }

    private void showTheirs(List<String> places) {
        theirs.setText(
                places.isEmpty()
                        ? ""
                        : Text.get(
                                "policy.theirs",
                                String.join(
                                        ", ", places.stream().map(Place::name).toList())));
        present(theirs, !places.isEmpty());
    }

    private void showStale(@Nullable Stale now) {
        present(stale, now != null);
        if (now != null) {
            String sentence = Failures.sentence(now.why());
            stale.setText(now.saved() ? Text.get("policy.saved.unread", sentence) : Text.get("list.stale", sentence));
            Tips.say(stale, Failures.code(now.why()));
        }
    }

    private void showProgress(@Nullable PolicyProgress progress) {
        long left = progress == null ? 0 : progress.applying();
        toReach = left == 0 ? 0 : Math.max(toReach, left);
        present(reaching, left > 0);
        if (left > 0) {
            reachingWords.setText(Text.get("policy.reaching", left));
            reachingBar.setProgress(1 - (double) left / toReach);
        }
    }

    private void renew() {
        if (discardButton != null) {
            discardButton.renew();
            present(discardButton, model.dirtyProperty().get());
        }
        if (saveButton != null) {
            saveButton.renew();
            boolean ends = ends() > 0;
            saveButton.button().getStyleClass().removeAll("accent", "danger");
            saveButton.button().getStyleClass().add(ends ? "danger" : "accent");
        }
        Node owner = Keyboard.within(footer);
        if (owner != null && owner.isDisabled()) {
            scroll.requestFocus(); // what is typed now by mistake is no limit, and asks nothing elsewhere
        }
    }

    /** How many sessions end when it is saved. */
    private long ends() {
        return model.applyProperty().get() && model.whatIfProperty().get() instanceof WhatIf.Known known
                ? known.effect().endNow()
                : 0;
    }

    private String saveWords() {
        return Text.get("policy.action.save", ends());
    }

    private String notSavable() {
        if (!model.mayWrite()) {
            return Text.get("policy.hindrance.denied");
        }
        if (model.savingProperty().get()) {
            return Text.get("policy.hindrance.saving");
        }
        if (!model.dirtyProperty().get()) {
            return Text.get("policy.hindrance.same");
        }
        if (!model.faultsProperty().get().isEmpty()) {
            return Text.get("policy.hindrance.faulty");
        }
        return model.savable() ? "" : Text.get("policy.hindrance.unknown");
    }

    /** Shows it, or leaves its place to others. */
    static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
