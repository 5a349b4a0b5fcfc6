package dev.portcullis.console.login;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.CertificatePin;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.UntrustedCertificateException;
import dev.portcullis.console.LocalServer;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.connection.Connection;
import dev.portcullis.console.connection.ConnectionBook;
import dev.portcullis.console.connection.ServerAddress;
import dev.portcullis.console.factor.CodeModel;
import dev.portcullis.console.factor.FactorProblems;
import dev.portcullis.console.factor.Pause;
import dev.portcullis.console.login.LoginProblem.Field;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What is typed at the login screen, and what comes of it. The password is kept nowhere else, and here only until there is a desk behind the door. */
public final class LoginModel {
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
    private final ReadOnlyStringWrapper firstPasswordNote = new ReadOnlyStringWrapper("");

    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");

    private final ReadOnlyObjectWrapper<@Nullable Connection> chosen = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable UntrustedCertificateException> distrusted =
            new ReadOnlyObjectWrapper<>();
    private final CodeModel code = new CodeModel();
    private final Pause pause;
    private final Waiting waiting;

    private final Background background;
    private final Door door;
    private final HomeServer home;
    private final Consumer<LoggedIn> onLoggedIn;
    private final ConnectionBook book;
    private Background.@Nullable Running running;
    private int attempts;
    private @Nullable Connection knocked;
    private @Nullable Connection prepared;
    private boolean filling;

    /**
     * @param localServer the server that was started with the console, which is waited for and offered; null if there is none
     * @param book the connections that are remembered; hears of one that has been used
     * @param onLoggedIn hears of the login, on the JavaFX thread
     */
    public LoginModel(
            Background background,
            Connector connector,
            @Nullable LocalServer localServer,
            ConnectionBook book,
            Consumer<LoggedIn> onLoggedIn) {
        this(background, connector, localServer, book, onLoggedIn, InstantSource.system());
    }

    LoginModel(
            Background background,
            Connector connector,
            @Nullable LocalServer localServer,
            ConnectionBook book,
            Consumer<LoggedIn> onLoggedIn,
            InstantSource clock) {
        this.pause = new Pause(clock);
        this.waiting = new Waiting(clock);
        this.background = background;
        this.door = new Door(connector);
        this.home = new HomeServer(localServer, background);
        this.onLoggedIn = onLoggedIn;
        this.book = book;
        server.subscribe(this::serverTyped);
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

    /** The connection that is gone to; null if the address is none's, or the one of the server on this computer. */
    public ReadOnlyObjectProperty<@Nullable Connection> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** The server's certificate, if that is why nobody is logged in. */
    public ReadOnlyObjectProperty<@Nullable UntrustedCertificateException> distrustedProperty() {
        return distrusted.getReadOnlyProperty();
    }

    /** What is remembered. */
    public ConnectionBook book() {
        return book;
    }

    /** Whether a server was started with the console, to which one can go as well. */
    public boolean hasLocalServer() {
        return home.exists();
    }

    /** The second factor, at {@link Step#CODE}. */
    public CodeModel code() {
        return code;
    }

    /** How long the server does not want to be asked again. */
    public Pause pause() {
        return pause;
    }

    /** For what is waited longer than usual; empty otherwise. */
    public ReadOnlyStringProperty waitingProperty() {
        return waiting.wordsProperty();
    }

    /** Time has passed; once a second. */
    public void tick() {
        pause.tick();
        waiting.tick();
    }

    /** Why the server on this computer did not start; empty unless it did not. */
    public ReadOnlyStringProperty startFailureProperty() {
        return home.failureProperty();
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
            email.set(knownEmail.isEmpty() ? lastAccount() : knownEmail);
            password.set(knownPassword);
        });
    }

    /**
     * The server that the fields name is known by these certificates, whatever was remembered of it: somebody has said so who started the console. It is remembered with the
     * login.
     */
    public void know(List<CertificatePin> pins) {
        Connection named = going();
        if (named != null) {
            chosen.set(named.pinned(pins));
        }
    }

    /** Goes to a connection instead. What was typed for another server does not go with it. */
    public void choose(Connection connection) {
        if (!mayChoose() || connection.equals(chosen.get())) {
            return;
        }
        home.stopWaiting();
        problem.set(null);
        notice.set("");
        filling(() -> {
            password.set("");
            email.set(connection.email().orElse(""));
            server.set(connection.address().toString());
            chosen.set(connection);
        });
        step.set(Step.ENTERING);
    }

    /** Goes to the server on this computer instead. */
    public void chooseLocal() {
        if (!mayChoose() || step.get() == Step.STARTING) {
            return;
        }
        problem.set(null);
        notice.set("");
        filling(() -> {
            password.set("");
            email.set("");
            server.set("");
        });
        start();
    }

    private boolean mayChoose() {
        return step.get() == Step.ENTERING || step.get() == Step.NOT_STARTED || step.get() == Step.STARTING;
    }

    /** What has been said of a connection, is remembered; the address is looked up anew. */
    public void edited(Connection now) {
        home.stopWaiting();
        step.set(step.get() == Step.NOT_STARTED || step.get() == Step.STARTING ? Step.ENTERING : step.get());
        problem.set(null);
        boolean elsewhere = !server.get().equals(now.address().toString());
        filling(() -> {
            server.set(now.address().toString());
            password.set(elsewhere ? "" : password.get()); // what was typed for another server does not go there
            email.set(email.get().isBlank() ? now.email().orElse("") : email.get());
            chosen.set(now);
        });
    }

    /** The connection is remembered no more. */
    public void forget(Connection connection) {
        book.remove(connection);
        if (connection.equals(chosen.get())) {
            chosen.set(null);
        }
    }

    /** From now on the server is known by this certificate, at the connection that is gone to; and asked again. */
    public void pin(CertificatePin pin) {
        Connection before = going();
        if (before == null) {
            return;
        }
        Connection now = before.pinning(pin);
        if (book.connections().all().contains(before)) {
            book.replace(before, now);
            chosen.set(now);
        } else {
            chosen.set(book.used(now));
        }
        logIn();
    }

    /** Whether the fields name the server on this computer. */
    public boolean isAtHome() {
        return step.get() == Step.STARTING || home.offers(server.get());
    }

    /** The connection that the fields name; null if they name none. */
    public @Nullable Connection going() {
        try {
            return connection(ServerAddress.parse(server.get()));
        } catch (ServerAddress.Wrong _) {
            return null;
        }
    }

    private Connection connection(URI address) {
        Connection known = chosen.get();
        if (known != null && known.address().equals(address)) {
            return known;
        }
        Connection fresh = Connection.of(address);
        return home.offers(address) ? fresh.named(Text.get("connection.this-computer")) : fresh;
    }

    /** Waits for the server on this computer, if there is one, and offers its first login ready to use. Again after a failure: tries again. */
    public void start() {
        if (home.exists()) {
            step.set(Step.STARTING);
            home.start(this::offer, () -> step.set(Step.NOT_STARTED));
        } else if (!password.get().isEmpty()) {
            prepare();
        }
    }

    /** Asks the server. Whatever was typed stays, until the login is closed. */
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
        ask(connection(address), new LoginRequest(email.get(), password.get(), Delivery.COOKIE));
    }

    /** Asks the server again, with the code. Does nothing before that is complete. */
    public void sendCode() {
        Connection address = knocked;
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
            waiting.end();
            step.set(step.get() == Step.CHECKING ? Step.CODE : Step.ENTERING);
        }
    }

    /** Gives up what is under way, and forgets the passwords. Who is logged in sees what they typed until there is a desk. */
    void close() {
        cancel();
        home.forget();
        leaveCode();
    }

    private void ask(Connection connection, LoginRequest request) {
        distrusted.set(null);
        waiting.begin(connection.address().getAuthority());
        int attempt = ++attempts;
        Runnable onKnown = () -> background.tell(() -> {
            if (attempt == attempts) { // and not one that was given up
                waiting.told();
            }
        });
        running = background.run(
                () -> door.open(connection, request, onKnown),
                in -> loggedIn(in, connection),
                failure -> failed(failure, connection));
    }

    private void leaveCode() {
        knocked = null;
        password.set("");
        code.reset();
        pause.end();
    }

    private void loggedIn(LoggedIn in, Connection connection) {
        waiting.end();
        Connection now = connection.usedBy(in.own().account().email());
        // The server on this computer is offered each time: it need not be remembered.
        boolean local = home.offers(connection.address());
        Connection remembered = local && chosen.get() == null ? now : book.used(now);
        onLoggedIn.accept(in.at(remembered, local));
    }

    private void failed(Throwable failure, Connection connection) {
        waiting.end();
        boolean checking = step.get() == Step.CHECKING;
        if (!checking && FactorProblems.is(failure, ProblemType.SECOND_FACTOR_REQUIRED)) {
            notice.set("");
            knocked = connection;
            step.set(Step.CODE);
        } else if (failure instanceof ClientException.Refused refused
                && FactorProblems.is(refused, ProblemType.TOO_MANY_ATTEMPTS)) {
            notice.set("");
            code.clear();
            step.set(checking ? Step.CODE : Step.ENTERING);
            pause.begin(refused.retryAfter().orElse(null));
        } else if (failure instanceof Door.NotPermitted) {
            if (checking) {
                leaveCode();
            }
            step.set(Step.ENTERING);
            complain(new LoginProblem(Field.EMAIL, Text.get("login.not-permitted", email.get())));
        } else {
            code.clear();
            step.set(checking ? Step.CODE : Step.ENTERING);
            LoginProblem said = LoginProblems.of(failure, connection.address(), checking);
            // At the code there are no other fields to put it beneath.
            complain(
                    checking && said.field() != Field.CODE
                            ? new LoginProblem(Field.NONE, said.sentence(), said.code())
                            : said);
            if (failure instanceof ClientException.Unreachable unreachable) {
                distrusted.set(unreachable.certificate().orElse(null));
            }
        }
    }

    /** What went wrong now matters more than why the user is here. */
    private void complain(LoginProblem now) {
        notice.set("");
        problem.set(now);
    }

    private void offer(LocalServer.Ready ready) {
        LocalServer.FirstLogin first = ready.firstLogin();
        filling(() -> {
            server.set(ready.address().toString());
            if (first != null && email.get().isEmpty() && password.get().isEmpty()) {
                email.set(first.email());
            }
            keepFirstPasswordAtHome();
        });
        step.set(Step.ENTERING);
        prepare();
    }

    /** The way to the server is made while a password for it is typed, and not before: who has only opened the console has asked no server anything. */
    private void prepare() {
        Connection named = going();
        if (named != null && !named.equals(prepared)) {
            prepared = named;
            door.prepare(named, background);
        }
    }

    private void serverTyped() {
        Connection before = chosen.get();
        Connection now = going();
        if (now == null || before == null || !now.address().equals(before.address())) {
            chosen.set(now == null ? null : book.connections().at(now.address()).orElse(null));
        }
        addressed();
    }

    private String lastAccount() {
        Connection connection = chosen.get();
        return connection == null ? "" : connection.email().orElse("");
    }

    private void addressed() {
        pause.end(); // it was for another account, or another server
        typed();
        keepFirstPasswordAtHome();
    }

    private void passwordChanged() {
        typed();
        if (!filling && !password.get().isEmpty()) {
            prepare();
        }
        LocalServer.FirstLogin first = home.firstLogin();
        firstPasswordNote.set(
                first != null && password.get().equals(first.password())
                        ? Text.get("login.first-password", HomeServer.brief(first.keptIn()))
                        : "");
    }

    /** The first password is for the server that it was read beside, and for the account that it opens: nobody else is sent it. */
    private void keepFirstPasswordAtHome() {
        LocalServer.FirstLogin first = home.firstLogin();
        if (first == null) {
            return;
        }
        boolean atHome = home.offers(server.get()) && email.get().strip().equals(first.email());
        if (atHome && password.get().isEmpty()) {
            filling(() -> password.set(first.password()));
        } else if (!atHome && password.get().equals(first.password())) {
            filling(() -> password.set(""));
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
}
