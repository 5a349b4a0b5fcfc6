package dev.portcullis.console.accounts;

import dev.portcullis.console.common.SecretField;
import dev.portcullis.console.common.Text;
import java.util.List;
import java.util.OptionalLong;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Asks whether to do something to an account: what it means, how many live sessions it ends, and, of what cannot be taken back, its address. */
final class DeedController {
    private final DeedModel model;
    private final Runnable onCancel;
    private boolean countable;

    @FXML
    private Label title;

    @FXML
    private Label what;

    @FXML
    private Label reach;

    @FXML
    private HBox reached;

    @FXML
    private Hyperlink countAgain;

    @FXML
    private VBox changed;

    @FXML
    private VBox passwordBox;

    @FXML
    private SecretField password;

    @FXML
    private VBox typedBox;

    @FXML
    private Label typedLabel;

    @FXML
    private TextField typed;

    @FXML
    private Label failure;

    @FXML
    private Node progress;

    @FXML
    private Button cancel;

    @FXML
    private Button perform;

    DeedController(DeedModel model, Runnable onCancel) {
        this.model = model;
        this.onCancel = onCancel;
    }

    @FXML
    void initialize() {
        Deed deed = model.deed();
        present(passwordBox, deed.wantsPassword());
        present(typedBox, deed.wantsTyping());
        present(reached, deed.ends());
        what.setText(Text.get("accounts.deed.what." + deed.word()));
        perform.getStyleClass().add(deed.ends() ? "danger" : "accent");
        password.textProperty().bindBidirectional(model.passwordProperty());
        typed.textProperty().bindBidirectional(model.typedProperty());
        perform.disableProperty().bind(model.readyBinding().not());
        model.accountProperty().subscribe(account -> {
            title.setText(Text.get("accounts.deed.title." + deed.word(), account.email()));
            String wanted = Text.get("accounts.deed.type", account.email());
            typedLabel.setText(wanted);
            typed.setAccessibleText(wanted);
        });
        model.sessionsProperty().subscribe(_ -> showReach());
        model.uncountedProperty().subscribe(_ -> showReach());
        model.changedProperty().subscribe(this::show);
        model.problemProperty().subscribe(sentence -> {
            failure.setText(sentence);
            present(failure, !sentence.isEmpty());
        });
        model.busyProperty().subscribe(busy -> {
            present(progress, busy);
            cancel.setDisable(busy);
            password.setEditable(!busy);
            typed.setEditable(!busy);
        });
    }

    void focus() {
        if (passwordBox.isVisible()) {
            password.focus();
        } else if (typedBox.isVisible()) {
            typed.requestFocus();
        } else {
            cancel.requestFocus();
        }
    }

    @FXML
    void perform() {
        model.perform();
    }

    @FXML
    void cancel() {
        onCancel.run();
    }

    @FXML
    void countAgain() {
        model.count();
    }

    private void showReach() {
        OptionalLong sessions = model.sessionsProperty().get();
        boolean uncounted = model.uncountedProperty().get() && sessions.isEmpty();
        countable |= uncounted;
        present(countAgain, countable && sessions.isEmpty()); // while it counts, too: the keyboard may be on it
        String key = "accounts.deed.do." + model.deed().word();
        if (sessions.isPresent()) {
            reach.setText(Text.get("accounts.deed.reach", sessions.getAsLong()));
            reach.getStyleClass().setAll("label", "tag", sessions.getAsLong() == 0 ? "ok" : "warn");
            perform.setText(Text.get(key, sessions.getAsLong()));
        } else {
            reach.setText(Text.get(uncounted ? "accounts.deed.uncounted" : "accounts.deed.counting"));
            reach.getStyleClass().setAll("label", "tag", "plain");
            perform.setText(Text.get(key, 0));
        }
    }

    private void show(List<Difference> now) {
        present(changed, !now.isEmpty());
        changed.getChildren().clear();
        if (!now.isEmpty()) {
            Label headline = new Label(Text.get("accounts.conflict"));
            headline.getStyleClass().add("strong");
            changed.getChildren().add(headline);
            now.forEach(each -> changed.getChildren().add(AccountFormController.line(each)));
        }
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
