package dev.portcullis.console.frame;

import dev.portcullis.console.common.Appearance;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.frame.FrameModel.Freshness;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.effect.ColorAdjust;
import javafx.scene.effect.Effect;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Wires the frame to its model, and sets the sessions screen into it. */
public final class FrameController implements AutoCloseable {
    private static final PseudoClass LOCAL = PseudoClass.getPseudoClass("local");
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");

    /** What was, rather than is, loses its colours. Stylesheets cannot say this. */
    private static final Effect GREYED = new ColorAdjust(0, -0.8, 0, 0);

    /** What the frame asks of the program around it. */
    public interface Actions {
        void logOut();

        void quit();
    }

    /** What the frame asks of the screen inside it. */
    public interface Screen {
        Node root();

        StringProperty search();

        void focusTable();
    }

    /** What the frame asks of the settings inside it. */
    public interface Settings {
        Node root();

        /** They come into view. */
        void enter();

        /** They go out of view. */
        void leave();
    }

    private static final KeyCombination SETTINGS = new KeyCodeCombination(KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN);

    private final FrameModel model;
    private final UiClock clock;
    private final Screen screen;
    private final Settings settings;
    private final Appearance appearance;
    private final Actions actions;
    private Subscription subscriptions = Subscription.EMPTY;

    @FXML
    private VBox root;

    @FXML
    private Label host;

    @FXML
    private TextField search;

    @FXML
    private Label count;

    @FXML
    private HBox live;

    @FXML
    private Label state;

    @FXML
    private FontIcon themeIcon;

    @FXML
    private MenuButton user;

    @FXML
    private Label userName;

    @FXML
    private Label userEmail;

    @FXML
    private HBox banner;

    @FXML
    private Label bannerText;

    @FXML
    private ToggleButton sessionsItem;

    @FXML
    private ToggleButton settingsItem;

    @FXML
    private StackPane work;

    @FXML
    private HBox statusLive;

    @FXML
    private Label statusState;

    @FXML
    private Label age;

    @FXML
    private Label clockOffset;

    @FXML
    private Label selected;

    @FXML
    private Label statusCount;

    @FXML
    private Label protection;

    @FXML
    private Label address;

    public FrameController(
            FrameModel model, UiClock clock, Screen screen, Settings settings, Appearance appearance, Actions actions) {
        this.model = model;
        this.clock = clock;
        this.screen = screen;
        this.settings = settings;
        this.appearance = appearance;
        this.actions = actions;
    }

    @FXML
    void initialize() {
        work.getChildren().setAll(screen.root(), settings.root());
        settings.root().setVisible(false);
        host.setText(model.host());
        address.setText(model.address());
        protection.setText(model.protection());
        root.pseudoClassStateChanged(LOCAL, model.isLocal());

        user.setText(model.userName() + " · " + model.userRole());
        userName.setText(model.userName());
        userEmail.setText(model.userEmail());

        state.textProperty().bind(model.stateProperty());
        statusState.textProperty().bind(model.stateProperty());
        age.textProperty().bind(model.ageProperty());
        clockOffset.textProperty().bind(model.clockOffsetProperty());
        count.textProperty().bind(model.countProperty());
        statusCount.textProperty().bind(model.countProperty());
        selected.textProperty().bind(model.selectedProperty());
        bannerText.textProperty().bind(model.bannerProperty());
        banner.visibleProperty().bind(model.bannerProperty().isNotEmpty());
        banner.managedProperty().bind(banner.visibleProperty());

        for (Label sometimes : new Label[] {age, selected}) {
            sometimes.managedProperty().bind(sometimes.textProperty().isNotEmpty());
        }

        search.textProperty().bindBidirectional(screen.search());
        search.addEventHandler(KeyEvent.KEY_PRESSED, this::keyInSearch);
        // Who searches wants to see what is found.
        search.textProperty().subscribe(() -> showSettings(false));
        sessionsItem.setOnAction(_ -> {
            showSettings(false);
            screen.focusTable();
        });
        settingsItem.setOnAction(_ -> showSettings(true));
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (SETTINGS.match(event)) {
                event.consume();
                showSettings(true);
            }
        });
        settings.root().addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                sessionsItem.fire();
            }
        });

        subscriptions = Subscription.combine(
                model.freshnessProperty().subscribe(this::showFreshness),
                appearance.themeProperty().subscribe(this::showTheme),
                clock.everySecond(model::tick));
    }

    /** Puts the focus into the search box. */
    public void focusSearch() {
        showSettings(false);
        search.requestFocus();
        search.selectAll();
    }

    /** Shows the settings, or, instead of them, the sessions. */
    private void showSettings(boolean shown) {
        boolean were = settings.root().isVisible();
        settings.root().setVisible(shown);
        screen.root().setVisible(!shown);
        settingsItem.setSelected(shown);
        sessionsItem.setSelected(!shown);
        if (shown) {
            settings.enter();
            settingsItem.requestFocus();
        } else if (were) {
            settings.leave();
        }
    }

    @FXML
    void openSettings() {
        showSettings(true);
    }

    @Override
    public void close() {
        subscriptions.unsubscribe();
        search.textProperty().unbindBidirectional(screen.search());
    }

    @FXML
    void toggleTheme() {
        appearance.toggle();
    }

    @FXML
    void logOut() {
        actions.logOut();
    }

    @FXML
    void quit() {
        actions.quit();
    }

    private void keyInSearch(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            search.clear();
        }
        if (event.getCode() == KeyCode.ESCAPE || event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.DOWN) {
            event.consume();
            screen.focusTable();
        }
    }

    private void showFreshness(Freshness now) {
        root.pseudoClassStateChanged(STALE, now == Freshness.STALE);
        work.setEffect(now == Freshness.STALE ? GREYED : null);
        for (HBox chip : new HBox[] {live, statusLive}) {
            chip.pseudoClassStateChanged(STALE, now == Freshness.STALE);
            chip.pseudoClassStateChanged(WAITING, now == Freshness.WAITING);
        }
    }

    private void showTheme(Theme now) {
        themeIcon.setIconCode(now == Theme.DARK ? Feather.SUN : Feather.MOON);
    }
}
