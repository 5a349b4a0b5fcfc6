package dev.portcullis.console.settings;

import dev.portcullis.api.OwnAccount;
import dev.portcullis.console.common.Appearance;
import dev.portcullis.console.common.Density;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.common.Unfolding;
import dev.portcullis.console.factor.Proofs;
import dev.portcullis.console.notice.NoticeChoice;
import dev.portcullis.console.notice.NoticeKind;
import dev.portcullis.console.settings.PasswordModel.Field;
import dev.portcullis.console.settings.PasswordModel.Wrong;
import dev.portcullis.console.settings.SettingsModel.State;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Wires the settings: the second factor, the password, the looks. */
public final class SettingsController implements AutoCloseable {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final List<String> COLOURS = List.of("ok", "warn", "plain");

    private final SettingsModel model;
    private final PasswordModel passwords;
    private final Proofs proofs;
    private final Appearance appearance;
    private final ObjectProperty<LanguageChoice> language;
    private final ObjectProperty<NoticeChoice> notices;
    private Subscription subscription = Subscription.EMPTY;

    @FXML
    private Region root;

    @FXML
    private Label who;

    @FXML
    private Label factorState;

    @FXML
    private Label factorReading;

    @FXML
    private Label factorWhat;

    @FXML
    private Label factorCodes;

    @FXML
    private Label factorProblem;

    @FXML
    private Button setUp;

    @FXML
    private Button again;

    @FXML
    private Button newCodes;

    @FXML
    private Button turnOff;

    @FXML
    private HBox sure;

    @FXML
    private Button keep;

    @FXML
    private PasswordField current;

    @FXML
    private Label currentProblem;

    @FXML
    private PasswordField fresh;

    @FXML
    private Label freshProblem;

    @FXML
    private PasswordField repeated;

    @FXML
    private Label repeatedProblem;

    @FXML
    private CheckBox endOthers;

    @FXML
    private Label passwordProblem;

    @FXML
    private Label passwordDone;

    @FXML
    private Node changing;

    @FXML
    private Button change;

    @FXML
    private HBox page;

    @FXML
    private VBox column;

    @FXML
    private VBox looks;

    @FXML
    private ToggleButton languageSystem;

    @FXML
    private ToggleButton english;

    @FXML
    private ToggleButton german;

    @FXML
    private ToggleGroup sizes;

    @FXML
    private HBox textSizes;

    @FXML
    private ToggleButton dense;

    @FXML
    private ToggleButton normal;

    @FXML
    private ToggleButton roomy;

    @FXML
    private ToggleButton dark;

    @FXML
    private ToggleButton light;

    @FXML
    private ToggleButton system;

    @FXML
    private CheckBox noticesOn;

    @FXML
    private VBox noticeKinds;

    /**
     * Puts it together.
     *
     * @param language set when another is chosen
     * @param notices set when others are wanted
     */
    public SettingsController(
            SettingsModel model,
            PasswordModel passwords,
            Proofs proofs,
            Appearance appearance,
            ObjectProperty<LanguageChoice> language,
            ObjectProperty<NoticeChoice> notices) {
        this.language = language;
        this.notices = notices;
        this.model = model;
        this.passwords = passwords;
        this.proofs = proofs;
        this.appearance = appearance;
    }

    @FXML
    void initialize() {
        Unfolding.together(page, column);
        model.stateProperty().subscribe(state -> show(state));
        model.problemProperty().subscribe(sentence -> say(factorProblem, sentence));
        model.turningOffProperty().subscribe(busy -> keep.setDisable(busy)); // the other one has the keyboard
        current.textProperty().bindBidirectional(passwords.currentProperty());
        fresh.textProperty().bindBidirectional(passwords.freshProperty());
        repeated.textProperty().bindBidirectional(passwords.againProperty());
        endOthers.selectedProperty().bindBidirectional(passwords.endOthersProperty());
        change.disableProperty().bind(passwords.readyBinding().not());
        changing.visibleProperty().bind(passwords.changingProperty());
        passwords.wrongProperty().subscribe(wrong -> show(wrong));
        passwords.doneProperty().subscribe(sentence -> say(passwordDone, sentence));
        Map.of(dark, ThemeChoice.DARK, light, ThemeChoice.LIGHT, system, ThemeChoice.SYSTEM)
                .forEach((button, choice) -> button.setOnAction(_ -> {
                    appearance.choiceProperty().set(choice);
                    button.setSelected(true);
                }));
        Map.of(languageSystem, LanguageChoice.SYSTEM, english, LanguageChoice.ENGLISH, german, LanguageChoice.GERMAN)
                .forEach((button, choice) -> {
                    button.setSelected(language.get() == choice);
                    button.setOnAction(_ -> {
                        button.setSelected(true);
                        language.set(choice);
                    });
                });
        for (int size : Measures.SIZES) {
            ToggleButton button = new ToggleButton(Text.get("settings.appearance.percent", size));
            button.setToggleGroup(sizes);
            button.setUserData(size);
            button.setOnAction(_ -> {
                button.setSelected(true);
                appearance.textSize(size);
            });
            textSizes.getChildren().add(button);
        }
        Map.of(dense, Density.DENSE, normal, Density.NORMAL, roomy, Density.ROOMY)
                .forEach((button, choice) -> button.setOnAction(_ -> {
                    appearance.density(choice);
                    button.setSelected(true);
                }));
        initializeNotices();
        subscription = Subscription.combine(
                appearance.choiceProperty().subscribe(this::show),
                Measures.follow(this::showMeasures),
                TwoColumns.arrange(root, page, column, looks));
        ask(false);
    }

    private void initializeNotices() {
        noticesOn.setSelected(notices.get().on());
        noticesOn.setOnAction(_ -> notices.set(notices.get().with(noticesOn.isSelected())));
        for (NoticeKind kind : NoticeKind.values()) {
            CheckBox box = new CheckBox(Text.get("settings.notices." + kind.word()));
            box.setId("settings-notices-" + kind.word());
            box.setSelected(notices.get().kinds().contains(kind));
            box.setOnAction(_ -> notices.set(notices.get().with(kind, box.isSelected())));
            box.disableProperty().bind(noticesOn.selectedProperty().not());
            noticeKinds.getChildren().add(box);
        }
    }

    public Parent root() {
        return root;
    }

    /** The screen comes into view. */
    public void enter() {
        model.refresh();
    }

    /** The server is heard again after it was not. */
    void heardAgain() {
        model.heardAgain();
    }

    /** The screen goes out of view, and forgets what was typed into it. */
    public void leave() {
        passwords.forget();
        ask(false);
    }

    @FXML
    void setUp() {
        proofs.setUp(_ -> model.refresh());
    }

    @FXML
    void newCodes() {
        proofs.renewCodes(_ -> model.refresh());
    }

    @FXML
    void again() {
        model.refresh();
    }

    @FXML
    void askTurnOff() {
        ask(true);
        keep.requestFocus();
    }

    @FXML
    void keep() {
        ask(false);
        turnOff.requestFocus();
    }

    @FXML
    void turnOff() {
        model.turnOff();
    }

    @FXML
    void change() {
        passwords.change();
    }

    @Override
    public void close() {
        subscription.unsubscribe();
        passwords.forget();
    }

    private void show(State state) {
        OwnAccount account = state instanceof State.Known(OwnAccount known) ? known : null;
        boolean on = account != null && account.totp();
        int left = account == null ? 0 : account.recoveryCodesLeft();
        boolean answered = sure.isFocusWithin();
        if (account != null) {
            proofs.know(on);
        }
        say(who, account == null ? "" : Text.get("settings.who", account.name(), account.email()));
        factorState.setText(
                account == null ? "" : Text.get(on ? "settings.factor.state.on" : "settings.factor.state.off"));
        factorState.getStyleClass().removeAll(COLOURS);
        factorState.getStyleClass().add(on ? "ok" : "warn");
        present(factorState, account != null);
        present(factorReading, state instanceof State.Reading);
        say(
                factorWhat,
                switch (state) {
                    case State.Reading _ -> "";
                    case State.Known _ -> Text.get(on ? "settings.factor.on" : "settings.factor.off");
                    case State.Unknown(String sentence) -> sentence;
                });
        say(
                factorCodes,
                on
                        ? Text.get(
                                left < SettingsModel.FEW ? "settings.factor.codes.few" : "settings.factor.codes", left)
                        : "");
        present(setUp, account != null && !on);
        present(again, state instanceof State.Unknown);
        ask(false);
        if (answered) {
            (on ? turnOff : account == null ? again : setUp).requestFocus();
        }
    }

    /** Whether they are sure is asked in the place of the button. */
    private void ask(boolean asked) {
        boolean on = model.stateProperty().get() instanceof State.Known known
                && known.account().totp();
        present(sure, asked);
        present(turnOff, on && !asked);
        present(newCodes, on && !asked);
    }

    private void show(@Nullable Wrong now) {
        Map.of(
                        Field.CURRENT,
                        currentProblem,
                        Field.FRESH,
                        freshProblem,
                        Field.AGAIN,
                        repeatedProblem,
                        Field.NONE,
                        passwordProblem)
                .forEach((field, label) -> say(label, now != null && now.field() == field ? now.sentence() : ""));
        Map.of(Field.CURRENT, current, Field.FRESH, fresh, Field.AGAIN, repeated)
                .forEach((field, input) -> {
                    boolean isWrong = now != null && now.field() == field;
                    input.pseudoClassStateChanged(WRONG, isWrong);
                    if (isWrong) {
                        input.requestFocus();
                        input.selectAll();
                    }
                });
    }

    private void show(ThemeChoice now) {
        ToggleButton button = switch (now) {
            case DARK -> dark;
            case LIGHT -> light;
            case SYSTEM -> system;
        };
        button.setSelected(true);
    }

    private void showMeasures() {
        sizes.getToggles()
                .forEach(each -> each.setSelected(
                        each.getUserData().equals(Measures.textSizeProperty().get())));
        ToggleButton button = switch (Measures.densityProperty().get()) {
            case DENSE -> dense;
            case NORMAL -> normal;
            case ROOMY -> roomy;
        };
        button.setSelected(true);
    }

    private static void say(Label label, String sentence) {
        label.setText(sentence);
        present(label, !sentence.isEmpty());
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
