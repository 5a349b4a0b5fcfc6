package dev.portcullis.console.login;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.LocalServer;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.factor.CodeModel;
import dev.portcullis.console.factor.FactorProblems;
import dev.portcullis.console.factor.Pause;
import dev.portcullis.console.login.LoginProblem.Field;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is typed at the login screen, and what comes of it. The password is kept nowhere else, and here only until it has opened the door. */
public final class LoginModel {
    private static final Logger LOG = LoggerFactory.getLogger(LoginModel.class);

    /** What the screen is at. */
    public enum Step {
        /** The server on this computer is starting. */
        STARTING,
        /** It could not; {@link #startFailureProperty()} says why. */
        NOT_STARTED,
        /** The fields are the user's. */
        ENTERING,
        /** The server is being asked. */
        LOGGING_IN,
        /** The password was right; the code of the second factor is wanted. */
        CODE,
        /** The server is being asked whether the code is right. */
        CHECKING
    }

    private final StringProperty server = new SimpleStringProperty("");
    private final StringProperty email = new SimpleStringProperty("");
    private final StringProperty password = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.ENTERING);
    private final ReadOnlyObjectWrapper<@Nullable LoginProblem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper startFailure = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper firstPasswordNote = new ReadOnlyStringWrapper("");

    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");

    private final CodeModel code = new CodeModel();
    private final Pause pause;

    private final Background background;
    private final Connector connector;
    private final @Nullable LocalServer localServer;
    private final Consumer<LoggedIn> onLoggedIn;
    private Background.@Nullable Running running;
    private LocalServer.@Nullable Ready offered;
    private @Nullable URI knocked;
    private boolean filling;

    /**
     * @param localServer the server that was started with the console, which is waited for and offered; null if there is none
     * @param onLoggedIn hears of the login, on the JavaFX thread
     */
    public LoginModel(
            Background background,
            Connector connector,
            @Nullable LocalServer localServer,
            Consumer<LoggedIn> onLoggedIn) {
        this(background, connector, localServer, onLoggedIn, InstantSource.system());
    }

    LoginModel(
            Background background,
            Connector connector,
            @Nullable LocalServer localServer,
            Consumer<LoggedIn> onLoggedIn,
            InstantSource clock) {
        this.pause = new Pause(clock);
        this.background = background;
        this.connector = connector;
        this.localServer = localServer;
        this.onLoggedIn = onLoggedIn;
        server.subscribe(this::addressed);
        email.subscribe(this::addressed);
        password.subscribe(this::passwordChanged);
        code.textProperty().subscribe(text -> {
            if (!text.isEmpty()) {
                problem.set(null);
            }
        });
    }

    public StringProperty serverProperty() {
        return server;
    }

    public StringProperty emailProperty() {
        return email;
    }

    public StringProperty passwordProperty() {
        return password;
    }

    public ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /** What was wrong with the last attempt; null if there was none, or nothing. */
    public ReadOnlyObjectProperty<@Nullable LoginProblem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The second factor, at {@link Step#CODE}. */
    public CodeModel code() {
        return code;
    }

    /** How long the server does not want to be asked again. */
    public Pause pause() {
        return pause;
    }

    /** Why the server on this computer did not start; empty unless it did not. */
    public ReadOnlyStringProperty startFailureProperty() {
        return startFailure.getReadOnlyProperty();
    }

    /** What the password is that was filled in unasked; empty if none was. */
    public ReadOnlyStringProperty firstPasswordNoteProperty() {
        return firstPasswordNote.getReadOnlyProperty();
    }

    /** Why the user is asked to log in; empty once they have begun to, and where it needs no saying. */
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** Says why the user is asked to log in, in one sentence. */
    public void notice(String why) {
        notice.set(why);
    }

    /** Fills in what is known before the user has typed anything. */
    public void fill(String knownServer, String knownEmail, String knownPassword) {
        filling(() -> {
            server.set(knownServer);
            email.set(knownEmail);
            password.set(knownPassword);
        });
    }

    /** Waits for the server on this computer, if there is one, and offers its first login ready to use. Again after a failure: tries again. */
    public void start() {
        LocalServer local = localServer;
        if (local == null) {
            return;
        }
        startFailure.set("");
        step.set(Step.STARTING);
        background.run(() -> local.ready().join(), this::offer, this::notStarted);
    }

    /** Asks the server. Whatever was typed stays, unless it opens the door. */
    public void logIn() {
        if (step.get() != Step.ENTERING || !pause.isOver()) {
            return;
        }
        problem.set(null);
        filling(() -> email.set(email.get().strip()));
        URI address;
        try {
            address = ServerAddress.parse(server.get());
        } catch (ServerAddress.Wrong wrong) {
            complain(new LoginProblem(Field.SERVER, wrong.sentence()));
            return;
        }
        if (email.get().isEmpty()) {
            complain(new LoginProblem(Field.EMAIL, Text.get("login.email.missing")));
            return;
        }
        if (password.get().isEmpty()) {
            complain(new LoginProblem(Field.PASSWORD, Text.get("login.password.missing")));
            return;
        }
        step.set(Step.LOGGING_IN);
        ask(address, new LoginRequest(email.get(), password.get(), Delivery.COOKIE));
    }

    /** Asks the server again, with the code. Does nothing before that is complete. */
    public void sendCode() {
        URI address = knocked;
        if (step.get() != Step.CODE
                || address == null
                || !pause.isOver()
                || !code.completeBinding().get()) {
            return;
        }
        problem.set(null);
        step.set(Step.CHECKING);
        ask(address, new LoginRequest(email.get(), password.get(), Delivery.COOKIE, code.totp(), code.recoveryCode()));
    }

    /** Back from the code to the fields. The password goes: it was kept for this step alone. */
    public void back() {
        if (step.get() == Step.CODE) {
            leaveCode();
            problem.set(null);
            step.set(Step.ENTERING);
        }
    }

    /** Gives up the attempt that is under way. */
    public void cancel() {
        if (step.get() == Step.LOGGING_IN || step.get() == Step.CHECKING) {
            Objects.requireNonNull(running).cancel();
            step.set(step.get() == Step.CHECKING ? Step.CODE : Step.ENTERING);
        }
    }

    private void ask(URI address, LoginRequest request) {
        running = background.run(() -> attempt(address, request), this::loggedIn, failure -> failed(failure, address));
    }

    private void leaveCode() {
        knocked = null;
        password.set("");
        code.reset();
        pause.end();
    }

    private LoggedIn attempt(URI address, LoginRequest request) throws NotPermitted, InterruptedException {
        LoggedIn in = connector.logIn(address, request);
        if (Thread.interrupted()) { // the user gave up while the answer was on its way: leave no session behind
            leave(in);
            throw new InterruptedException();
        }
        if (!in.own().permissions().contains(Permission.SESSIONS_READ)) {
            leave(in);
            throw new NotPermitted();
        }
        return in;
    }

    private static void leave(LoggedIn in) {
        try (PortcullisClient client = in.client()) {
            client.logOut();
        } catch (ClientException e) {
            LOG.warn(
                    "A session that was opened in vain could not be ended; it ends by itself when idle: {}",
                    e.getMessage());
        }
    }

    private void loggedIn(LoggedIn in) {
        offered = null;
        leaveCode();
        step.set(Step.ENTERING);
        onLoggedIn.accept(in);
    }

    private void failed(Throwable failure, URI address) {
        boolean checking = step.get() == Step.CHECKING;
        if (!checking && FactorProblems.is(failure, ProblemType.SECOND_FACTOR_REQUIRED)) {
            notice.set("");
            knocked = address;
            step.set(Step.CODE);
        } else if (failure instanceof ClientException.Refused refused
                && FactorProblems.is(refused, ProblemType.TOO_MANY_ATTEMPTS)) {
            notice.set("");
            code.clear();
            step.set(checking ? Step.CODE : Step.ENTERING);
            pause.begin(refused.retryAfter().orElse(null));
        } else if (failure instanceof NotPermitted) {
            if (checking) {
                leaveCode();
            }
            step.set(Step.ENTERING);
            complain(new LoginProblem(Field.EMAIL, Text.get("login.not-permitted", email.get())));
        } else {
            code.clear();
            step.set(checking ? Step.CODE : Step.ENTERING);
            LoginProblem said = LoginProblems.of(failure, address, checking);
            // At the code there are no other fields to put it beneath.
            complain(checking && said.field() != Field.CODE ? new LoginProblem(Field.NONE, said.sentence()) : said);
        }
    }

    /** What went wrong now matters more than why the user is here. */
    private void complain(LoginProblem now) {
        notice.set("");
        problem.set(now);
    }

    private void offer(LocalServer.Ready ready) {
        offered = ready;
        LocalServer.FirstLogin first = ready.firstLogin();
        filling(() -> {
            server.set(ready.address().toString());
            if (first != null && email.get().isEmpty() && password.get().isEmpty()) {
                email.set(first.email());
            }
            keepFirstPasswordAtHome();
        });
        step.set(Step.ENTERING);
        background.run(
                () -> {
                    connector.prepare(ready.address());
                    return ready;
                },
                _ -> {},
                failure -> LOG.warn("The first login could not be prepared", failure));
    }

    private void addressed() {
        pause.end(); // it was for another account, or another server
        typed();
        keepFirstPasswordAtHome();
    }

    private void passwordChanged() {
        typed();
        LocalServer.FirstLogin first = firstLogin();
        firstPasswordNote.set(
                first != null && password.get().equals(first.password())
                        ? Text.get("login.first-password", brief(first.keptIn()))
                        : "");
    }

    /** The first password is for the server that it was read beside, and for the account that it opens: nobody else is sent it. */
    private void keepFirstPasswordAtHome() {
        LocalServer.FirstLogin first = firstLogin();
        if (first == null) {
            return;
        }
        boolean atHome = isOffered(server.get()) && email.get().strip().equals(first.email());
        if (atHome && password.get().isEmpty()) {
            filling(() -> password.set(first.password()));
        } else if (!atHome && password.get().equals(first.password())) {
            filling(() -> password.set(""));
        }
    }

    private LocalServer.@Nullable FirstLogin firstLogin() {
        return offered == null ? null : offered.firstLogin();
    }

    private boolean isOffered(String typed) {
        try {
            return offered != null && ServerAddress.parse(typed).equals(offered.address());
        } catch (ServerAddress.Wrong _) {
            return false; // not an address yet, so not that one
        }
    }

    private void typed() {
        if (!filling) {
            notice.set("");
        }
    }

    /** Sets fields as the program, not the user. */
    private void filling(Runnable fields) {
        boolean before = filling;
        filling = true;
        try {
            fields.run();
        } finally {
            filling = before;
        }
    }

    /** A path as people write it, with their home directory as "~". */
    private static String brief(Path path) {
        Path home = Path.of(System.getProperty("user.home"));
        return path.startsWith(home) ? "~" + File.separator + home.relativize(path) : path.toString();
    }

    private void notStarted(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        LOG.warn("The server on this computer did not start: {}", cause.toString());
        startFailure.set(Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
        step.set(Step.NOT_STARTED);
    }

    /** The account may log in, but not watch. */
    private static final class NotPermitted extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
