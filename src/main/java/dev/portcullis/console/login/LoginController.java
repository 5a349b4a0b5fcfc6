package dev.portcullis.console.login;

import dev.portcullis.client.UntrustedCertificateException;
import dev.portcullis.console.common.SecretField;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.connection.CertificateDialog;
import dev.portcullis.console.connection.Connection;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.factor.CodeField;
import dev.portcullis.console.factor.Pause;
import dev.portcullis.console.login.LoginModel.Step;
import dev.portcullis.console.login.LoginProblem.Field;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Wires the login screen to its model. */
public final class LoginController implements AutoCloseable {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final LoginModel model;
    private final Runnable onQuit;
    private final ConnectionsController connections;
    private Subscription ticks = Subscription.EMPTY;

    @FXML
    private HBox columns;

    @FXML
    private Hyperlink remember;

    @FXML
    private TextField failureCode;

    @FXML
    private TextField codeFailureCode;

    @FXML
    private Label notice;

    @FXML
    private VBox starting;

    @FXML
    private ProgressBar startingProgress;

    @FXML
    private VBox notStarted;

    @FXML
    private Label startFailure;

    @FXML
    private Button tryAgain;

    @FXML
    private VBox form;

    @FXML
    private TextField server;

    @FXML
    private Label serverProblem;

    @FXML
    private TextField email;

    @FXML
    private Label emailProblem;

    @FXML
    private SecretField password;

    @FXML
    private Label passwordProblem;

    @FXML
    private HBox firstPassword;

    @FXML
    private Label firstPasswordNote;

    @FXML
    private Label problem;

    @FXML
    private ProgressBar progress;

    @FXML
    private Label waiting;

    @FXML
    private Label codeWaiting;

    @FXML
    private Button cancel;

    @FXML
    private Button logIn;

    @FXML
    private VBox codeStep;

    @FXML
    private Label codeWho;

    @FXML
    private CodeField code;

    @FXML
    private Label codeTrouble;

    @FXML
    private ProgressBar codeProgress;

    @FXML
    private Button back;

    @FXML
    private Button codeCancel;

    @FXML
    private Button sendCode;

    /**
     * @param onQuit ends the program
     */
    public LoginController(LoginModel model, Runnable onQuit) {
        this.model = model;
        this.onQuit = onQuit;
        this.connections = new ConnectionsController(model, this::focus);
    }

    @FXML
    void initialize() {
        notice.textProperty().bind(model.noticeProperty());
        showWhen(notice, notice.textProperty().isNotEmpty());
        showWhen(starting, at(Step.STARTING));
        showWhen(notStarted, at(Step.NOT_STARTED));
        showWhen(form, formShown());
        startFailure.textProperty().bind(model.startFailureProperty());
        startingProgress.setProgress(ProgressBar.INDETERMINATE_PROGRESS);

        server.textProperty().bindBidirectional(model.serverProperty());
        email.textProperty().bindBidirectional(model.emailProperty());
        password.textProperty().bindBidirectional(model.passwordProperty());

        firstPasswordNote.textProperty().bind(model.firstPasswordNoteProperty());
        showWhen(firstPassword, model.firstPasswordNoteProperty().isNotEmpty());

        ObservableValue<Boolean> asking = at(Step.LOGGING_IN);
        showWhen(cancel, asking);
        for (Label each : new Label[] {waiting, codeWaiting}) {
            each.textProperty().bind(model.waitingProperty());
            showWhen(each, each.textProperty().isNotEmpty());
        }
        progress.visibleProperty().bind(asking);
        progress.progressProperty().bind(asking.map(now -> now ? ProgressBar.INDETERMINATE_PROGRESS : 0.0));
        Stream.of(server, email, password, remember)
                .forEach(node -> node.disableProperty().bind(asking));
        logIn.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.stepProperty().get() != Step.ENTERING
                                || !model.pause().isOver(),
                        model.stepProperty(),
                        model.pause().secondsProperty()));

        initializeCode();
        initializeConnections();

        Map.of(
                        Field.SERVER,
                        serverProblem,
                        Field.EMAIL,
                        emailProblem,
                        Field.PASSWORD,
                        passwordProblem,
                        Field.NONE,
                        problem)
                .forEach(this::showProblem);
        model.problemProperty().subscribe(this::mark);
        model.stepProperty().subscribe(this::focus);
        ticks = new UiClock(() -> Duration.ZERO).everySecond(model::tick);
        focus();
    }

    private void initializeCode() {
        ObservableValue<Boolean> checking = at(Step.CHECKING);
        showWhen(codeStep, model.stepProperty().map(now -> now == Step.CODE || now == Step.CHECKING));
        codeWho.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Text.get(
                                "login.code.who",
                                model.emailProperty().get(),
                                model.serverProperty().get()),
                        model.emailProperty(),
                        model.serverProperty()));
        code.connect(model.code(), said(Field.CODE), model::sendCode);
        code.disableProperty().bind(checking);
        codeTrouble
                .textProperty()
                .bind(Bindings.createStringBinding(
                        () -> tooMany("login.code.too-many", said(Field.NONE).getValue()),
                        model.problemProperty(),
                        model.pause().secondsProperty()));
        showWhen(codeTrouble, codeTrouble.textProperty().isNotEmpty());
        codeProgress.visibleProperty().bind(checking);
        codeProgress.progressProperty().bind(checking.map(now -> now ? ProgressBar.INDETERMINATE_PROGRESS : 0.0));
        showWhen(codeCancel, checking);
        showWhen(back, checking.map(now -> !now));
        sendCode.disableProperty()
                .bind(model.code()
                        .completeBinding()
                        .not()
                        .or(model.pause().secondsProperty().greaterThan(0))
                        .or(Bindings.createBooleanBinding(
                                () -> model.stepProperty().get() == Step.CHECKING, model.stepProperty())));
        codeStep.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                back();
            }
        });
    }

    private void initializeConnections() {
        columns.getChildren().addFirst(Views.load(connections));
        showWhen(
                remember,
                Bindings.createBooleanBinding(
                        () -> model.chosenProperty().get() == null && model.going() != null && !model.isAtHome(),
                        model.chosenProperty(),
                        model.serverProperty()));
        model.distrustedProperty().subscribe(seen -> {
            if (seen != null) {
                show(seen);
            }
        });
        for (TextField shown : new TextField[] {failureCode, codeFailureCode}) {
            shown.textProperty()
                    .bind(model.problemProperty()
                            .map(now -> now == null ? "" : now.code())
                            .orElse(""));
            shown.accessibleTextProperty().bind(shown.textProperty());
            showWhen(shown, shown.textProperty().isNotEmpty());
        }
        columns.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && model.stepProperty().get() == Step.LOGGING_IN) {
                event.consume();
                model.cancel();
            } else if (Keys.NEW.match(event)) {
                event.consume();
                connections.add();
            }
        });
    }

    /** The server's certificate is shown, and where it may be, taken. */
    private void show(UntrustedCertificateException seen) {
        Connection going = model.going();
        if (going != null) {
            CertificateDialog.open(
                    columns.getScene(),
                    seen,
                    going.address().getAuthority(),
                    () -> connections.edit(going),
                    model::pin);
        }
    }

    /** Gives up what is under way, and ends its clock. */
    @Override
    public void close() {
        model.close();
        ticks.unsubscribe();
        connections.close();
    }

    @FXML
    void remember() {
        connections.remember();
    }

    /** Puts the focus where the user goes on: on the first field that is empty, or, if none is, on the button. */
    public void focus() {
        if (model.stepProperty().get() == Step.NOT_STARTED) {
            tryAgain.requestFocus();
            return;
        }
        if (codeStep.isVisible()) {
            code.focus();
            return;
        }
        LoginProblem wrong = model.problemProperty().get();
        if (wrong != null && wrong.field() != Field.NONE) {
            TextInputControl field = input(wrong.field());
            field.requestFocus();
            field.selectAll();
            return;
        }
        Stream.of(Field.SERVER, Field.EMAIL, Field.PASSWORD)
                .map(this::input)
                .filter(input -> input.getText().isEmpty())
                .map(Node.class::cast)
                .findFirst()
                .orElse(logIn)
                .requestFocus();
    }

    @FXML
    void logIn() {
        model.logIn();
    }

    @FXML
    void cancel() {
        model.cancel();
    }

    @FXML
    void sendCode() {
        model.sendCode();
    }

    @FXML
    void back() {
        if (model.stepProperty().get() == Step.CHECKING) {
            model.cancel();
        } else {
            model.back();
        }
    }

    @FXML
    void startAgain() {
        model.start();
    }

    @FXML
    void quit() {
        onQuit.run();
    }

    private void showProblem(Field field, Label label) {
        ObservableValue<String> sentence = said(field);
        label.textProperty()
                .bind(
                        field == Field.NONE
                                ? Bindings.createStringBinding(
                                        () -> tooMany("login.too-many", sentence.getValue()),
                                        model.problemProperty(),
                                        model.pause().secondsProperty())
                                : sentence);
        showWhen(label, label.textProperty().isNotEmpty());
    }

    private ObservableValue<String> said(Field field) {
        return model.problemProperty()
                .map(now -> now != null && now.field() == field ? now.sentence() : "")
                .orElse("");
    }

    /** How long one has to wait comes before anything else that was wrong. */
    private String tooMany(String key, String otherwise) {
        long wait = model.pause().secondsProperty().get();
        return wait > 0 ? Text.get(key, Pause.words(wait)) : otherwise;
    }

    private void mark(@Nullable LoginProblem now) {
        for (Field field : new Field[] {Field.SERVER, Field.EMAIL}) {
            input(field).pseudoClassStateChanged(WRONG, now != null && now.field() == field);
        }
        password.mark(now != null && now.field() == Field.PASSWORD);
        if (now != null) {
            focus();
        }
    }

    private TextInputControl input(Field field) {
        return switch (field) {
            case SERVER -> server;
            case EMAIL -> email;
            case PASSWORD, CODE, NONE -> password.input();
        };
    }

    private ObservableValue<Boolean> at(Step step) {
        return model.stepProperty().map(now -> now == step);
    }

    private ObservableValue<Boolean> formShown() {
        return model.stepProperty().map(now -> now == Step.ENTERING || now == Step.LOGGING_IN);
    }

    /** What is not shown takes no room either. */
    private static void showWhen(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(node.visibleProperty());
    }
}
