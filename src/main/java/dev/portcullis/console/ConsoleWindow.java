package dev.portcullis.console;

import dev.portcullis.console.common.Appearance;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.LaterView;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.connection.Connection;
import dev.portcullis.console.connection.ConnectionBook;
import dev.portcullis.console.connection.Mark;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Arrangement;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.Questions;
import dev.portcullis.console.desk.Remembered;
import dev.portcullis.console.frame.Frame;
import dev.portcullis.console.frame.Leave;
import dev.portcullis.console.frame.Leaving;
import dev.portcullis.console.frame.UnderWay;
import dev.portcullis.console.frame.Whereabouts;
import dev.portcullis.console.login.Connector;
import dev.portcullis.console.login.LoggedIn;
import dev.portcullis.console.login.LoginController;
import dev.portcullis.console.login.LoginModel;
import dev.portcullis.console.mishap.MishapNotice;
import dev.portcullis.console.notice.NoticeChoice;
import dev.portcullis.console.policy.PolicyDraft;
import dev.portcullis.console.settings.Operator;
import dev.portcullis.console.settings.Saving;
import dev.portcullis.console.settings.Settings;
import dev.portcullis.console.settings.SettingsFile;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console's one window: the login screen until somebody is logged in, the frame while somebody is. Belongs to the JavaFX thread. */
public final class ConsoleWindow {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleWindow.class);

    /** Nobody waits longer for a window to be gone. */
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

    private static final javafx.util.Duration SAVED_AFTER = javafx.util.Duration.seconds(1);

    private final Stage stage;
    private final ConsoleOptions options;
    private final @Nullable LocalServer localServer;
    private final @Nullable Simulator simulator;
    private final Saving saving;
    private final Connector connector;
    private final FileChoice files;
    private final Background background = new Background();
    private final StackPane root = new StackPane();
    private final Scene scene = new Scene(root);
    private final Appearance appearance;
    private final Subscription looks;
    private final ObjectProperty<LanguageChoice> language;
    private final ObjectProperty<Arrangement> arrangement;
    private final ConnectionBook book;
    private final ObjectProperty<NoticeChoice> notices;
    private final Leave leave = new Leave();
    private final MishapNotice mishaps = new MishapNotice(root);
    /** What can be done wherever one is, the login included. */
    private final List<Action> actions = List.of(
            Action.of("frame.theme.toggle", Feather.SUN, Keys.THEME, this::toggleTheme),
            Action.of("frame.text.larger", Feather.ZOOM_IN, Keys.TEXT_LARGER, () -> stepTextSize(1)),
            Action.of("frame.text.smaller", Feather.ZOOM_OUT, Keys.TEXT_SMALLER, () -> stepTextSize(-1)),
            Action.of("frame.text.normal", Feather.TYPE, Keys.TEXT_NORMAL, this::normalTextSize),
            Action.of("frame.quit", Feather.POWER, Keys.QUIT, this::quit));

    private final PauseTransition soon = new PauseTransition(SAVED_AFTER);
    private Settings settings;
    private @Nullable LoggedIn in;
    private @Nullable UnderWay underWay;
    private @Nullable WarmUp warmUp;
    private @Nullable Parent shown;
    private @Nullable Parent coming;
    private @Nullable LoginController login;
    private @Nullable Frame frame;
    private volatile @Nullable Thread loggingOut;

    /**
     * @param localServer the server that was started with the console; null if the user names one
     * @param simulator people to look at, where the console may start them
     */
    public ConsoleWindow(
            Stage stage,
            ConsoleOptions options,
            @Nullable LocalServer localServer,
            @Nullable Simulator simulator,
            SettingsFile file,
            Connector connector) {
        this(stage, options, localServer, simulator, file, connector, FileChoice.DESKTOP);
    }

    /** @param files asks where to put a file */
    public ConsoleWindow(
            Stage stage,
            ConsoleOptions options,
            @Nullable LocalServer localServer,
            @Nullable Simulator simulator,
            SettingsFile file,
            Connector connector,
            FileChoice files) {
        this.files = files;
        this.stage = stage;
        this.options = options;
        this.localServer = localServer;
        this.simulator = simulator;
        this.saving = new Saving(file);
        this.connector = connector;
        this.settings = file.load();
        Settings first = options.over(settings);
        this.soon.setOnFinished(_ -> remember(settings));
        Text.speak(first.language().language());
        this.language = new SimpleObjectProperty<>(first.language());
        this.book = new ConnectionBook(settings.connections(), now -> remember(settings.withConnections(now)));
        this.arrangement = new SimpleObjectProperty<>(settings.arrangement());
        this.notices = new SimpleObjectProperty<>(settings.notices());
        notices.subscribe((_, now) -> remember(settings.withNotices(now)));
        this.appearance = new Appearance(first.theme(), first.textSize(), first.density());
        // What the command line says holds for this time: remembered is what the operator changes.
        this.looks = Subscription.combine(
                appearance.choiceProperty().subscribe((_, now) -> later(settings.withTheme(now))),
                Measures.textSizeProperty()
                        .subscribe((_, now) -> later(settings.withSizes(now.intValue(), settings.density()))),
                Measures.densityProperty().subscribe((_, now) -> later(settings.withSizes(settings.textSize(), now))));
    }

    /** Shows the window, with the login screen in it. */
    public void open() {
        root.getStyleClass().add("window");
        root.setId("window");
        appearance.dress(scene);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::shortcut);
        stage.setTitle(Text.get("app.name"));
        stage.getIcons().setAll(WindowIcons.all());
        stage.setScene(scene);
        WindowPlace.put(stage, options.size(), settings.window());
        stage.setOnCloseRequest(request -> {
            request.consume();
            quit();
        });
        // Later: the button that chose it is about to go.
        language.subscribe((_, _) -> Platform.runLater(this::speak));
        arrangement.subscribe((_, now) -> later(settings.withArrangement(now)));
        showLogin("", null);
        stage.show();
        warmUp = WarmUp.start(appearance.themeProperty().get());
    }

    public Scene scene() {
        return scene;
    }

    public Appearance appearance() {
        return appearance;
    }

    /** Asks first, if that gives something up. */
    private void quit() {
        asked(Leaving.QUIT, this::close);
    }

    /** Logs out, remembers how the window was, and closes it, whatever is under way. */
    public void close() {
        leave();
        stage.close();
    }

    /** Waits for the settings to be saved, and a little for the server to hear of the log-out, if one is on its way. From any thread but JavaFX's. */
    public void awaitLogOut() throws InterruptedException {
        saving.finish();
        Thread open = loggingOut;
        if (open != null && !open.join(PATIENCE_AT_THE_END)) {
            LOG.warn("The server does not answer to the log-out; the session ends by itself when idle");
        }
    }

    private LoginModel showLogin(String why, @Nullable EndedStay before) {
        closeLogin();
        LoginModel model = new LoginModel(background, connector, localServer, book, now -> showFrame(now, before));
        model.fill(
                Objects.requireNonNullElse(options.server(), localServer == null ? lastServer() : ""),
                Objects.requireNonNullElse(options.email(), ""),
                Objects.requireNonNullElse(options.password(), ""));
        if (!options.pins().isEmpty()) {
            model.know(options.pins());
        }
        model.notice(why);
        LoginController controller = new LoginController(model, this::close);
        login = controller;
        model.start();
        show(Views.load(controller));
        stage.setTitle(Text.get("app.name"));
        controller.focus();
        return model;
    }

    private void showFrame(LoggedIn now, @Nullable EndedStay before) {
        EndedStay same = before != null && before.isOf(now) ? before : null;
        if (warmUp != null) {
            warmUp.close();
        }
        in = now;
        UnderWay nothing = UnderWay.at(now, same == null ? new PolicyDraft() : same.policy(), notices, background);
        underWay = nothing;
        enter(now, same == null ? Whereabouts.START : same.where(), nothing, _ -> {});
    }

    private String lastServer() {
        return book.connections().all().stream()
                .findFirst()
                .map(connection -> connection.address().toString())
                .orElse("");
    }

    /** @param then what is done when it is shown */
    private void enter(LoggedIn now, Whereabouts at, UnderWay going, Consumer<Frame> then) {
        Frame fresh = new Frame(
                now,
                at,
                simulator,
                appearance,
                language,
                notices,
                remembered(now),
                background,
                files,
                going,
                new Frame.Actions(() -> asked(Leaving.LOG_OUT, this::logOut), actions),
                this::ended);
        frame = fresh;
        stage.setTitle(title(now.connection()));
        showWhenWhole(fresh.root(), () -> {
            fresh.enter(scene);
            closeLogin();
            then.accept(fresh);
        });
    }

    /** What it is first: where there is room for a few letters only, these tell two windows apart. */
    private static String title(Connection connection) {
        return connection.mark() == Mark.NONE
                ? Text.get("app.title", connection.name())
                : Text.get(
                        "app.title.marked", connection.name(), connection.mark().text());
    }

    private void closeLogin() {
        if (warmUp != null) {
            warmUp.close();
        }
        LoginController old = login;
        login = null;
        if (old != null) {
            old.close();
        }
    }

    /** Beneath what lies over it: a dialog of before is gone, but a mishap stays told. */
    private void show(Parent content) {
        root.getChildren().removeIf(each -> !each.equals(content) && (each.equals(shown) || each.equals(coming)));
        if (!root.getChildren().contains(content)) {
            root.getChildren().addFirst(content);
        }
        shown = content;
        coming = null;
    }

    /** As long as it is coming, what was shown is, but can no longer be used. */
    private void showWhenWhole(LaterView content, Runnable then) {
        root.getChildren().remove(coming);
        coming = content;
        if (shown != null) {
            shown.setMouseTransparent(true);
        }
        root.getChildren().addFirst(content);
        content.requestFocus();
        content.onFailed(() -> {
            closeStay();
            endSession(_ -> {});
            showLogin(Text.get("login.no-desk"), null);
        });
        content.whenWhole(() -> {
            show(content);
            then.run();
        });
    }

    private void asked(Leaving how, Runnable onLeave) {
        if (underWay == null) {
            onLeave.run();
        } else {
            leave.ask(scene, underWay, how, onLeave);
        }
    }

    private void logOut() {
        closeStay();
        LoginModel model = showLogin(Text.get("frame.logging-out"), null);
        endSession(outcome -> tell(model, outcome));
    }

    private void ended(String why) {
        PolicyDraft policy = underWay == null ? new PolicyDraft() : underWay.policy();
        Whereabouts where = closeStay();
        LoggedIn gone = Objects.requireNonNull(in);
        in = null;
        gone.client().close();
        String kept = policy.unsavedProperty().get() ? " " + Text.get("login.policy-kept") : "";
        showLogin(why + kept, EndedStay.of(gone, where, policy));
    }

    /** That all went well need not be said to somebody who is typing already; that it did not, must. */
    private static void tell(LoginModel login, LogOut.Outcome outcome) {
        if (!outcome.ended() || !login.noticeProperty().get().isEmpty()) {
            login.notice(outcome.sentence());
        }
    }

    /** With all that the operator has begun. */
    private Whereabouts closeStay() {
        Whereabouts where = closeFrame();
        if (underWay != null) {
            underWay.close();
        }
        underWay = null;
        return where;
    }

    private Whereabouts closeFrame() {
        leave.close();
        Frame old = frame;
        frame = null;
        if (old == null) {
            return Whereabouts.START;
        }
        Whereabouts where = old.whereabouts();
        old.close();
        return where;
    }

    /** A session nobody sits at is an open door: it ends with the window. */
    private void leave() {
        looks.unsubscribe();
        remember(settings.withArrangement(arrangement.get()).withWindow(WindowPlace.of(stage)));
        closeLogin();
        closeStay();
        endSession(_ -> {});
        mishaps.close();
        appearance.close();
    }

    /** @param onAnswer hears on the JavaFX thread how it went */
    private void endSession(Consumer<LogOut.Outcome> onAnswer) {
        LoggedIn old = in;
        in = null;
        if (old != null) {
            loggingOut = Thread.ofVirtual().name("console-log-out").start(() -> {
                LogOut.Outcome outcome = LogOut.of(old);
                Platform.runLater(() -> onAnswer.accept(outcome));
            });
        }
    }

    /** All that is shown is made anew, in the language that was chosen; what is under way goes on. */
    private void speak() {
        remember(settings.withLanguage(language.get()));
        Text.speak(language.get().language());
        LoggedIn now = in;
        UnderWay going = underWay;
        if (now != null && going != null && frame != null) {
            Whereabouts where = closeFrame();
            enter(now, where, going, Frame::openSettings);
        }
    }

    private void toggleTheme() {
        appearance.toggle();
    }

    private void stepTextSize(int by) {
        appearance.stepTextSize(by);
    }

    private void normalTextSize() {
        appearance.textSize(Measures.NORMAL);
    }

    private void remember(Settings now) {
        soon.stop();
        settings = now;
        saving.save(now);
    }

    /** Once for all that changes together: a column that is dragged changes with each step. */
    private void later(Settings now) {
        settings = now;
        soon.playFromStart();
    }

    private Remembered remembered(LoggedIn now) {
        Operator operator = new Operator(
                now.local() ? Operator.LOCAL : now.client().server().toString(),
                now.own().account().id().toString());
        ObjectProperty<Questions> questions = new SimpleObjectProperty<>(settings.questions(operator));
        questions.subscribe((_, changed) -> later(settings.withQuestions(operator, changed)));
        return new Remembered(arrangement, questions);
    }

    private void shortcut(KeyEvent event) {
        actions.forEach(action -> action.on(event));
    }
}
