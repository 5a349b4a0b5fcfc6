package dev.portcullis.console.frame;

import dev.portcullis.client.ClientException;
import dev.portcullis.console.Simulator;
import dev.portcullis.console.common.Appearance;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.factor.FactorAccess;
import dev.portcullis.console.factor.Proofs;
import dev.portcullis.console.login.LoggedIn;
import dev.portcullis.console.sessions.LiveState;
import dev.portcullis.console.sessions.SessionsModel;
import dev.portcullis.console.sessions.SessionsScreen;
import dev.portcullis.console.settings.PasswordModel;
import dev.portcullis.console.settings.SettingsController;
import dev.portcullis.console.settings.SettingsModel;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.StringProperty;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** One operator's stay at one server: the frame, the sessions screen inside it, and what keeps both going, from the login to the end. */
public final class Frame implements AutoCloseable {
    /** How a session says that a second factor was given (RFC 8176). */
    private static final String OTP = "otp";

    private final LoggedIn in;
    private final Background background;
    private final Consumer<String> onEnded;
    private final Proofs proofs;
    private final SettingsController settings;
    private final SessionsModel sessions;
    private final SessionsScreen screen;
    private final FrameModel model;
    private final FrameController controller;
    private final Parent root;
    private final UserActivity activity;
    private final Subscription live;
    private final EventHandler<InputEvent> onInput = this::noticed;
    private @Nullable Scene scene;
    private boolean ended;

    /**
     * @param search what is searched for at first
     * @param onEnded hears, once and on the JavaFX thread, why the server no longer serves this operator
     */
    public Frame(
            LoggedIn in,
            String search,
            @Nullable Simulator simulator,
            Appearance appearance,
            Background background,
            FileChoice files,
            FrameController.Actions actions,
            Consumer<String> onEnded) {
        this.in = in;
        this.background = background;
        this.onEnded = onEnded;
        UiClock clock = new UiClock(in.client()::clockOffset);
        FactorAccess access = FactorAccess.of(in.client());
        proofs = new Proofs(
                access,
                background,
                InstantSource.system(),
                files,
                in.own().factors().contains(OTP));
        in.client().onProofWanted(proofs); // before the first question: the server may want it for that already
        sessions = new SessionsModel(in.client(), in.own());
        sessions.searchProperty().set(search);
        screen =
                new SessionsScreen(sessions, in.client(), in.own(), simulator == null ? null : keepingFocus(simulator));
        model = new FrameModel(
                Watched.of(sessions), clock, ZoneId.systemDefault(), in.client().server(), in.own());
        settings = new SettingsController(
                new SettingsModel(access, background), new PasswordModel(access, background), proofs, appearance);
        Views.load(settings);
        controller = new FrameController(model, clock, inside(), besides(), appearance, actions);
        root = Views.load(controller);
        activity = new UserActivity(background, InstantSource.system(), in.client()::current, this::activityFailed);
        live = sessions.liveProperty().subscribe(this::liveChanged);
    }

    public Parent root() {
        return root;
    }

    /** What is searched for now. */
    public String search() {
        return sessions.searchProperty().get();
    }

    /** Starts to listen to the keyboard and the mouse, and gives the table the focus. The root must be in the scene. */
    public void enter(Scene scene) {
        this.scene = scene;
        proofs.enter(scene);
        scene.addEventFilter(InputEvent.ANY, onInput);
        screen.focusTable();
    }

    /** Ends everything but the server's session: see {@link LoggedIn#client()} for that. */
    @Override
    public void close() {
        ended = true;
        if (scene != null) {
            scene.removeEventFilter(InputEvent.ANY, onInput);
        }
        live.unsubscribe();
        proofs.close();
        controller.close();
        settings.close();
        model.close();
        screen.close();
        sessions.close();
    }

    private FrameController.Screen inside() {
        return new FrameController.Screen() {
            @Override
            public Node root() {
                return screen.root();
            }

            @Override
            public StringProperty search() {
                return sessions.searchProperty();
            }

            @Override
            public void focusTable() {
                screen.focusTable();
            }
        };
    }

    private FrameController.Settings besides() {
        return new FrameController.Settings() {
            @Override
            public Node root() {
                return settings.root();
            }

            @Override
            public void enter() {
                settings.enter();
            }

            @Override
            public void leave() {
                settings.leave();
            }
        };
    }

    /** The button that starts it goes away with the focus; the table, not the search box next to it, is where the user goes on. */
    private Simulator keepingFocus(Simulator simulator) {
        return operator -> {
            Platform.runLater(this::focusTable);
            return simulator.start(operator);
        };
    }

    private void focusTable() {
        if (!ended) {
            screen.focusTable();
        }
    }

    private void noticed(InputEvent event) {
        if (event.getEventType() == KeyEvent.KEY_PRESSED
                || event.getEventType() == MouseEvent.MOUSE_PRESSED
                || event.getEventType() == MouseEvent.MOUSE_MOVED) {
            activity.noticed();
        }
        if (event instanceof KeyEvent key) {
            shortcut(key);
        }
    }

    private void shortcut(KeyEvent key) {
        if (key.getEventType() == KeyEvent.KEY_PRESSED && key.getCode() == KeyCode.F5) {
            key.consume();
            sessions.retry();
        }
        // By the character, not the key: where "/" is Shift+7 it must work too.
        boolean writing = key.getTarget() instanceof TextInputControl;
        if (key.getEventType() == KeyEvent.KEY_TYPED && key.getCharacter().equals("/") && !writing) {
            key.consume();
            controller.focusSearch();
        }
    }

    private void liveChanged(LiveState now) {
        if (now == LiveState.ENDED) {
            ClientException why = sessions.interruptionProperty().get();
            background.run(this::leave, _ -> end(Farewell.notPermitted(why)), this::endFor);
        }
    }

    /** Where the session itself goes on, it ends here: nobody sits at it any more. */
    private boolean leave() {
        in.client().current();
        in.client().logOut();
        return true;
    }

    private void activityFailed(Throwable failure) {
        // Anything else is the connection's trouble, which the event stream notices and shows by itself.
        if (Farewell.isFinal(failure)) {
            endFor(failure);
        }
    }

    private void endFor(Throwable failure) {
        end(Farewell.of(failure, sessions.endedByOneself()));
    }

    private void end(String why) {
        if (!ended) {
            ended = true;
            onEnded.accept(why);
        }
    }
}
