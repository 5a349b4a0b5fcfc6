package dev.portcullis.console.frame;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.console.Simulator;
import dev.portcullis.console.accounts.AccountsScreen;
import dev.portcullis.console.accounts.LiveCounts;
import dev.portcullis.console.audit.AuditScreen;
import dev.portcullis.console.common.Appearance;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.LaterView;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Remembered;
import dev.portcullis.console.desk.Screen;
import dev.portcullis.console.factor.FactorAccess;
import dev.portcullis.console.factor.Proofs;
import dev.portcullis.console.locks.LocksScreen;
import dev.portcullis.console.login.LoggedIn;
import dev.portcullis.console.nodes.NodesModel;
import dev.portcullis.console.nodes.NodesScreen;
import dev.portcullis.console.notice.NoticeBoard;
import dev.portcullis.console.notice.NoticeChoice;
import dev.portcullis.console.notice.NoticeModel;
import dev.portcullis.console.notice.Watch;
import dev.portcullis.console.overview.OverviewScreen;
import dev.portcullis.console.overview.Pulse;
import dev.portcullis.console.overview.Servers;
import dev.portcullis.console.policy.PolicyScreen;
import dev.portcullis.console.roles.RolesScreen;
import dev.portcullis.console.sessions.LiveState;
import dev.portcullis.console.sessions.SessionsModel;
import dev.portcullis.console.sessions.SessionsScreen;
import dev.portcullis.console.settings.PasswordModel;
import dev.portcullis.console.settings.SettingsController;
import dev.portcullis.console.settings.SettingsModel;
import dev.portcullis.console.settings.SettingsScreen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** One operator's stay at one server: the frame, the screens inside it, and what keeps both going, from the login to the end. */
public final class Frame implements AutoCloseable {
    /** How a session says that a second factor was given (RFC 8176). */
    private static final String OTP = "otp";

    /** From the first rows to when the other screens are made: at first there is enough to do, for Java too. */
    private static final Duration UNTIL_PREPARED = Duration.seconds(1);

    private final Whereabouts at;
    private final Background background;
    private final FileChoice files;
    private final Proofs proofs;
    private final SessionsModel sessions;
    private final SessionsScreen screen;
    private final AccountsScreen accounts;
    private final AuditScreen audit;
    private final PolicyScreen policy;
    private final NodesModel nodesModel;
    private final NodesScreen nodes;
    private final LocksScreen locks;
    private final List<Screen> screens;
    private final Everywhere everywhere;
    private final FrameModel model;
    private final FrameController controller;
    private final LaterView root;
    private final Ending ending;
    private final Subscription live;
    private final EventHandler<InputEvent> onInput = this::noticed;
    private final NoticeModel notices;
    private final Watch watch;
    private @Nullable NoticeBoard board;
    private final PauseTransition prepare = new PauseTransition(UNTIL_PREPARED);
    private @Nullable Scene scene;
    private boolean unheard;

    /**
     * What the window around it can do.
     *
     * @param window whose keys the window listens to by itself
     */
    public record Actions(Runnable logOut, List<Action> window) {}

    /**
     * @param at where the operator is at first
     * @param language set when the operator chooses another
     * @param noticed of what the operator wants to be told; set when they choose otherwise
     * @param remembered how the table is arranged, and what was asked; set when the operator does otherwise
     * @param underWay what goes on when this is closed
     * @param actions what the window around it can do
     * @param onEnded hears, once and on the JavaFX thread, why the server no longer serves this operator
     */
    public Frame(
            LoggedIn in,
            Whereabouts at,
            @Nullable Simulator simulator,
            Appearance appearance,
            ObjectProperty<LanguageChoice> language,
            ObjectProperty<NoticeChoice> noticed,
            Remembered remembered,
            Background background,
            FileChoice files,
            UnderWay underWay,
            Actions actions,
            Consumer<String> onEnded) {
        this.at = at;
        this.background = background;
        this.files = files;
        UiClock clock = new UiClock(in.client()::clockOffset);
        FactorAccess access = FactorAccess.of(in.client());
        proofs = new Proofs(
                access,
                background,
                InstantSource.system(),
                files,
                in.own().factors().contains(OTP));
        in.client().onProofWanted(proofs); // before the first question: the server may want it for that already
        notices = underWay.notices();
        watch = underWay.watch();
        watch.lead(ways());
        sessions = new SessionsModel(in.client(), in.own(), this::heard);
        sessions.searchProperty().set(at.search());
        sessions.thenProperty().set(at.then());
        sessions.orderingProperty().set(at.ordering());
        ending = new Ending(in.client(), background, sessions, underWay.revoking(), onEnded);
        screen = new SessionsScreen(
                sessions,
                in.client(),
                in.own(),
                simulator == null ? null : keepingFocus(simulator),
                remembered,
                files,
                underWay.sessions(),
                underWay.revoking());
        model = new FrameModel(Watched.of(sessions), clock, ZoneId.systemDefault(), in.connection(), in.own());
        accounts = new AccountsScreen(
                in.client(),
                in.own(),
                LiveCounts.of(in.client(), background),
                background,
                clock,
                new AccountsScreen.Ways(this::showSessions, this::showLocks));
        audit = new AuditScreen(
                in.client(),
                in.own(),
                underWay.verification(),
                underWay.audit(),
                background,
                clock,
                files,
                this::showSessions,
                this::showAccounts);
        policy = new PolicyScreen(in.client(), in.own(), background, underWay.policy());
        nodesModel = new NodesModel(in.client()::nodes, background, clock::now);
        nodes = new NodesScreen(nodesModel);
        OverviewScreen overview = new OverviewScreen(
                in.client(),
                Pulse.of(sessions),
                audit.problem(),
                Servers.of(nodesModel),
                background,
                clock,
                this::showSessions,
                this::showAudit,
                this::showNodes);
        locks = new LocksScreen(in.client(), in.own(), background, clock, this::showSessions);
        screens = List.of(
                overview,
                screen,
                accounts,
                policy,
                nodes,
                audit,
                locks,
                new RolesScreen(in.client(), in.own(), background, clock, this::showPolicy),
                new SettingsScreen(settings(access, appearance, language, noticed), this::home));
        everywhere = new Everywhere(this::places, notices, this::focusSearch, this::openSettings, actions);
        controller = new FrameController(
                model,
                clock,
                screens,
                screen,
                appearance,
                everywhere::menu,
                everywhere::openPalette,
                notices,
                everywhere::openNotices);
        root = Views.coming(controller, List.of());
        root.focusedProperty().subscribe(focused -> {
            if (focused && scene != null) { // it is what was focused while all of this came
                controller.places().focus();
            }
        });
        audit.onExported(file -> exported(file, audit));
        screen.onExported(file -> exported(file, screen));
        live = Subscription.combine(
                sessions.liveProperty().subscribe(this::liveChanged),
                clock.everySecond(watch::tick),
                clock.everySecond(nodesModel::tick));
    }

    /** Comes piece by piece; {@link #enter} when it is whole. */
    public LaterView root() {
        return root;
    }

    /** Where the operator is now. */
    public Whereabouts whereabouts() {
        return scene == null
                ? at
                : new Whereabouts(
                        controller.places().shown().name(),
                        sessions.searchProperty().get(),
                        sessions.thenProperty().get(),
                        sessions.orderingProperty().get());
    }

    /** Starts to listen to the keyboard and the mouse, and gives the screen the focus. The root must be in the scene, and whole. */
    public void enter(Scene scene) {
        this.scene = scene;
        everywhere.enter(scene);
        scene.addEventFilter(InputEvent.ANY, onInput);
        board = new NoticeBoard(scene, notices);
        Screen first = screens.stream()
                .filter(each ->
                        each.name().equals(at.screen()) && each.hindrance().isEmpty())
                .findFirst()
                .orElse(screen);
        prepare.setOnFinished(_ -> controller.places().prepare());
        screen.afterRows(prepare::play);
        if (first == screen) {
            screen.focusTable();
        } else {
            controller.places().go(first);
        }
        screen.tellIn(scene);
        proofs.enter(scene); // last: what is asked over all of this has the keyboard
    }

    /** Ends everything but the server's session: see {@link LoggedIn#client()} for that. */
    @Override
    public void close() {
        ending.leave();
        prepare.stop();
        prepare.setOnFinished(null); // it may begin after this
        if (scene != null) {
            scene.removeEventFilter(InputEvent.ANY, onInput);
        }
        live.unsubscribe();
        if (board != null) {
            board.close();
        }
        root.close();
        everywhere.close();
        proofs.close();
        controller.close();
        model.close();
        screens.forEach(Screen::close);
        sessions.close();
    }

    private SettingsController settings(
            FactorAccess access,
            Appearance appearance,
            ObjectProperty<LanguageChoice> language,
            ObjectProperty<NoticeChoice> noticed) {
        return new SettingsController(
                new SettingsModel(access, background),
                new PasswordModel(access, background),
                proofs,
                appearance,
                language,
                noticed);
    }

    /** The live sessions that match. */
    private void showSessions(String words) {
        sessions.ask(words);
        home();
    }

    /** The accounts that match. */
    private void showAccounts(String words) {
        accounts.query().ifPresent(query -> query.text().set(words));
        controller.places().go(accounts);
    }

    /** The locks that match. */
    private void showLocks(String words) {
        locks.query().ifPresent(query -> query.text().set(words));
        controller.places().go(locks);
    }

    private void showAudit() {
        controller.places().go(audit);
    }

    private void showPolicy() {
        controller.places().go(policy);
    }

    private void showNodes() {
        controller.places().go(nodes);
    }

    private void home() {
        controller.places().go(screen);
    }

    /** Shows the settings. */
    public void openSettings() {
        controller.places().go(screens.getLast());
    }

    private void focusSearch() {
        controller.focusSearch();
    }

    private Rail places() {
        return controller.places();
    }

    /**
     * The button that starts it goes away with the focus; the table, not the search box next to it, is where the user goes on. Nothing is selected there: the only row is their own session, and Del would end it.
     */
    private Simulator keepingFocus(Simulator simulator) {
        return operator -> {
            Platform.runLater(this::focusOnTable);
            return simulator.start(operator);
        };
    }

    private void focusOnTable() {
        if (!ending.isOver()) {
            screen.takeKeyboard();
        }
    }

    private void noticed(InputEvent event) {
        if (event.getEventType() == KeyEvent.KEY_PRESSED
                || event.getEventType() == MouseEvent.MOUSE_PRESSED
                || event.getEventType() == MouseEvent.MOUSE_MOVED) {
            ending.noticed();
        }
        if (event instanceof KeyEvent key) {
            everywhere.shortcut(key);
        }
    }

    /** On the stream's thread. */
    private void heard(EventType type, EventData data) {
        if (watch.concerns(type, data)) {
            background.tell(() -> {
                if (!ending.isOver()) {
                    watch.happened(type, data);
                }
            });
        }
    }

    /** Who looks at the screen that exports sees it there. */
    private void exported(Path file, Screen from) {
        if (scene == null || !controller.places().shown().equals(from)) {
            watch.exported(file, from.name());
        }
    }

    /** From what is told to what it tells of. */
    private Watch.Ways ways() {
        return new Watch.Ways() {
            @Override
            public void showSessions(String query) {
                Frame.this.showSessions(query);
            }

            @Override
            public void showConnection() {
                home();
            }

            @Override
            public void showFile(Path file, String from) {
                background.run(() -> reveal(file), _ -> {}, _ -> {
                    if (!ending.isOver()) {
                        screens.stream()
                                .filter(each -> each.name().equals(from))
                                .forEach(controller.places()::go);
                    }
                });
            }
        };
    }

    /** Where it cannot be shown, the screen that exported it tells its path. */
    private boolean reveal(Path file) throws IOException {
        files.reveal(file);
        return true;
    }

    private void liveChanged(LiveState now) {
        if (now == LiveState.INTERRUPTED || now == LiveState.LIVE) {
            watch.connection(now == LiveState.INTERRUPTED);
        }
        ending.liveChanged(now);
        if (now == LiveState.LIVE && unheard) {
            screens.forEach(Screen::heardAgain);
        }
        unheard = now == LiveState.INTERRUPTED || (unheard && now != LiveState.LIVE);
    }
}
