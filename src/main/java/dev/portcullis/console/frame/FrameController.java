package dev.portcullis.console.frame;

import dev.portcullis.console.common.Appearance;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.connection.Mark;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionItems;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.Query;
import dev.portcullis.console.desk.Screen;
import dev.portcullis.console.frame.FrameModel.Freshness;
import dev.portcullis.console.notice.NoticeModel;
import dev.portcullis.console.search.QueryBox;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.effect.ColorAdjust;
import javafx.scene.effect.Effect;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Wires the frame to its model, and sets the screens into it. */
public final class FrameController implements AutoCloseable {
    private static final PseudoClass UNREAD = PseudoClass.getPseudoClass("unread");
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");

    /** What was, rather than is, loses its colours. Stylesheets cannot say this. */
    private static final Effect GREYED = new ColorAdjust(0, -0.8, 0, 0);

    private final FrameModel model;
    private final UiClock clock;
    private final List<Screen> screens;
    private final Screen home;
    private final Appearance appearance;
    private final Supplier<List<Action>> menu;
    private final Runnable onPalette;
    private final NoticeModel notices;
    private final Runnable onNotices;
    private @Nullable Rail places;
    private @Nullable Query searched;

    /** Whether the sessions are in view: elsewhere nobody would know what is selected there, or of what these are so many. */
    private final BooleanProperty atHome = new SimpleBooleanProperty(true);

    /** Whether the box says what can be typed. */
    private boolean offered;

    /** The box is being given to another screen: what changes in it is not typed. */
    private boolean changingHands;

    private Subscription subscriptions = Subscription.EMPTY;

    /** How wide the window must be, in pixels at the normal size of text, for all that the bars can hold. */
    private static final double ROOMY = 860;

    /** Beneath this the program's own name gives way to the connection's. */
    private static final double NAMED = 1120;

    /** Lower than this the rail's items stand closer. */
    private static final double HIGH = 560;

    private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");

    @FXML
    private VBox root;

    @FXML
    private Label brand;

    @FXML
    private Button themeToggle;

    @FXML
    private Label host;

    @FXML
    private Label mark;

    @FXML
    private Tooltip connectionAddress;

    @FXML
    private QueryBox query;

    private TextField search = new TextField();

    @FXML
    private Button earlier;

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
    private Pane rail;

    @FXML
    private Label paletteKey;

    @FXML
    private Button noticesOpen;

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
    private Button paletteOpen;

    @FXML
    private Label selected;

    @FXML
    private Label statusCount;

    @FXML
    private Label protection;

    @FXML
    private Label address;

    /**
     * @param screens from the top of the rail to its foot
     * @param home the one of them that is shown at first
     * @param menu what the user's own menu offers
     * @param onPalette shows everything that can be done
     * @param onNotices shows what has been told
     */
    FrameController(
            FrameModel model,
            UiClock clock,
            List<Screen> screens,
            Screen home,
            Appearance appearance,
            Supplier<List<Action>> menu,
            Runnable onPalette,
            NoticeModel notices,
            Runnable onNotices) {
        this.notices = notices;
        this.onNotices = onNotices;
        this.model = model;
        this.clock = clock;
        this.screens = List.copyOf(screens);
        this.home = home;
        this.appearance = appearance;
        this.menu = menu;
        this.onPalette = onPalette;
    }

    @FXML
    void initialize() {
        search = query.field();
        places = new Rail(screens, home, rail, work, this::showQuery);
        showQuery();
        paletteKey.setText(Keys.PALETTE.words());
        menu.get().forEach(action -> user.getItems().add(ActionItems.item(action)));
        user.setOnShowing(_ -> user.getItems().forEach(ActionItems::renew));
        host.setText(model.connection());
        mark.setText(model.mark().text());
        mark.setVisible(model.mark() != Mark.NONE);
        mark.setManaged(mark.isVisible());
        connectionAddress.setText(model.address());
        model.mark().paint(root);
        address.setText(model.address());
        protection.setText(model.protection());

        userName.setText(model.userName());
        userEmail.setText(model.userEmail());

        state.textProperty().bind(model.stateProperty());
        statusState.textProperty().bind(model.stateProperty());
        age.textProperty().bind(model.ageProperty());
        clockOffset.textProperty().bind(model.clockOffsetProperty());
        statusCount.textProperty().bind(model.countProperty());
        selected.textProperty().bind(model.selectedProperty());
        bannerText.textProperty().bind(model.bannerProperty());
        banner.visibleProperty().bind(model.bannerProperty().isNotEmpty());
        banner.managedProperty().bind(banner.visibleProperty());

        age.managedProperty().bind(age.textProperty().isNotEmpty());
        selected.visibleProperty().bind(atHome.and(selected.textProperty().isNotEmpty()));
        statusCount.visibleProperty().bind(atHome);
        for (Label sometimes : new Label[] {selected, statusCount}) {
            sometimes.managedProperty().bind(sometimes.visibleProperty());
        }

        search.addEventHandler(KeyEvent.KEY_PRESSED, this::keyInSearch);
        // Who searches wants to see what is found.
        search.textProperty().subscribe(() -> {
            if (!changingHands) {
                searchFor(search.getText());
            }
        });

        subscriptions = Subscription.combine(
                Measures.follow(this::fit),
                root.widthProperty().subscribe(this::fit),
                root.heightProperty().subscribe(this::fit),
                model.freshnessProperty().subscribe(this::showFreshness),
                appearance.themeProperty().subscribe(this::showTheme),
                appearance.beforeChange(places()::rest),
                notices.unreadProperty().subscribe(now -> showUnread(now.intValue())),
                clock.everySecond(model::tick));
    }

    private void showUnread(int now) {
        noticesOpen.setText(now == 0 ? "" : Text.get("notice.unread", now));
        noticesOpen.pseudoClassStateChanged(UNREAD, now > 0);
    }

    @FXML
    void openNotices() {
        onNotices.run();
    }

    /** Where there is little room for so large a text, what is said elsewhere too gives way. */
    private void fit() {
        boolean room = root.getWidth() <= 0 || root.getWidth() >= Measures.px(ROOMY);
        boolean named = root.getWidth() <= 0 || root.getWidth() >= Measures.px(NAMED);
        brand.setVisible(named);
        brand.setManaged(named);
        root.pseudoClassStateChanged(LOW, root.getHeight() > 0 && root.getHeight() < Measures.px(HIGH));
        user.setText(room ? model.userName() + " · " + model.userRole() : model.userName());
        user.setMinWidth(room ? Region.USE_PREF_SIZE : 0);
        for (Node first : new Node[] {state, themeToggle, address, clockOffset, paletteOpen}) {
            first.setVisible(room);
            first.setManaged(room);
        }
    }

    /** The screens, one of them in view. */
    Rail places() {
        return Objects.requireNonNull(places);
    }

    /** Puts the focus into the search box. */
    void focusSearch() {
        places().show(searchable());
        search.requestFocus();
        search.selectAll();
    }

    /** What is typed where there is nothing to search is a question to the screen that is shown at first, instead of the one that it was asked last. */
    private void searchFor(String typed) {
        if (searched == null) {
            home.query().ifPresent(query -> query.text().set(typed));
        }
        places().show(searchable());
    }

    /** The screen in view, or, where there is nothing to search, the one that is shown at first. */
    private Screen searchable() {
        return places().shown().query().isPresent() ? places().shown() : home;
    }

    @SuppressWarnings("ReferenceEquality") // another query is another one, whatever it asks
    private void showQuery() {
        atHome.set(places().shown() == home);
        Query now = places().shown().query().orElse(null);
        if (now == searched && offered) {
            return;
        }
        changingHands = true;
        release();
        searched = now;
        if (now == null) { // what was asked elsewhere narrows nothing here
            search.setText("");
            count.setText("");
        } else {
            search.textProperty().bindBidirectional(now.text());
            count.textProperty().bind(now.count());
        }
        searchable().query().ifPresent(this::offer);
        changingHands = false;
    }

    /** Says what can be typed. */
    private void offer(Query query) {
        offered = true;
        this.query.prompt(query.prompt());
        this.query.speak(query.language().orElse(null));
        earlier.setVisible(query.language().isPresent());
        earlier.setManaged(query.language().isPresent());
    }

    private void release() {
        if (searched != null) {
            search.textProperty().unbindBidirectional(searched.text());
            count.textProperty().unbind();
            searched = null;
        }
    }

    @FXML
    void openEarlier() {
        query.browse();
    }

    @FXML
    void openPalette() {
        onPalette.run();
    }

    @Override
    public void close() {
        subscriptions.unsubscribe();
        if (places != null) {
            places.close();
        }
        release();
    }

    @FXML
    void toggleTheme() {
        appearance.toggle();
    }

    private void keyInSearch(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            search.clear();
        }
        if (event.getCode() == KeyCode.ESCAPE || event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.DOWN) {
            event.consume();
            places().focus();
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
