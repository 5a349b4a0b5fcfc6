package dev.portcullis.console.accounts;

import dev.portcullis.api.Permission;
import dev.portcullis.api.RoleView;
import dev.portcullis.console.accounts.AccountFormModel.Field;
import dev.portcullis.console.accounts.AccountFormModel.Wrong;
import dev.portcullis.console.common.SecretField;
import dev.portcullis.console.common.Text;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Wires the form of an account. */
final class AccountFormController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final AccountFormModel model;
    private final Runnable onCancel;

    @FXML
    private Label title;

    @FXML
    private TextField email;

    @FXML
    private Label emailProblem;

    @FXML
    private TextField name;

    @FXML
    private Label nameProblem;

    @FXML
    private VBox passwordBox;

    @FXML
    private SecretField password;

    @FXML
    private Label passwordProblem;

    @FXML
    private FlowPane roles;

    @FXML
    private Label rolesUnread;

    @FXML
    private Hyperlink rolesAgain;

    @FXML
    private Label rolesProblem;

    @FXML
    private TextField permissions;

    @FXML
    private Label permissionsProblem;

    @FXML
    private Label failure;

    @FXML
    private VBox conflict;

    @FXML
    private VBox differences;

    @FXML
    private Node progress;

    @FXML
    private Button cancel;

    @FXML
    private Button save;

    AccountFormController(AccountFormModel model, Runnable onCancel) {
        this.model = model;
        this.onCancel = onCancel;
    }

    @FXML
    void initialize() {
        title.setText(Text.get(model.isNew() ? "accounts.form.new" : "accounts.form.edit"));
        save.setText(Text.get(model.isNew() ? "accounts.form.create" : "accounts.form.save"));
        present(passwordBox, model.isNew());
        email.textProperty().bindBidirectional(model.emailProperty());
        name.textProperty().bindBidirectional(model.nameProperty());
        password.textProperty().bindBidirectional(model.passwordProperty());
        permissions.textProperty().bindBidirectional(model.permissionsProperty());
        permissions.setPromptText(Text.get("accounts.form.permissions.prompt", Permission.SESSIONS_READ));
        model.allRoles().subscribe(this::showRoles);
        model.rolesProblemProperty().subscribe(this::showUnread);
        model.busyProperty().subscribe(busy -> {
            present(progress, busy);
            save.setDisable(busy);
            cancel.setDisable(busy);
        });
        model.wrongProperty().subscribe(wrong -> show(wrong));
        model.conflictProperty().subscribe(now -> show(now));
    }

    void focus() {
        email.requestFocus();
        email.end();
    }

    @FXML
    void save() {
        model.save();
    }

    @FXML
    void cancel() {
        onCancel.run();
    }

    @FXML
    void readRoles() {
        model.readRoles();
    }

    @FXML
    void overwrite() {
        model.overwrite();
    }

    @FXML
    void takeTheirs() {
        model.takeTheirs();
        showRoles();
    }

    private void showRoles() {
        roles.getChildren().setAll(model.allRoles().stream().map(this::box).toList());
    }

    private void showUnread(String sentence) {
        boolean unread = !sentence.isEmpty();
        if (!unread && rolesAgain.isFocused() && !roles.getChildren().isEmpty()) {
            roles.getChildren().getFirst().requestFocus(); // the link goes, for what it was pressed for has come
        }
        rolesUnread.setText(unread ? Text.get("accounts.form.roles.unread", sentence) : "");
        present(rolesUnread, unread);
        present(rolesAgain, unread);
    }

    private CheckBox box(RoleView role) {
        CheckBox box = new CheckBox(role.name());
        box.setTooltip(new Tooltip(
                role.permissions().isEmpty() ? Text.get("accounts.none") : String.join(", ", role.permissions())));
        box.setSelected(model.roles().contains(role.name()));
        box.setOnAction(_ -> {
            if (box.isSelected()) {
                model.roles().add(role.name());
            } else {
                model.roles().remove(role.name());
            }
        });
        return box;
    }

    private void show(@Nullable Wrong now) {
        Map.of(
                        Field.EMAIL,
                        emailProblem,
                        Field.NAME,
                        nameProblem,
                        Field.PASSWORD,
                        passwordProblem,
                        Field.ROLES,
                        rolesProblem,
                        Field.PERMISSIONS,
                        permissionsProblem,
                        Field.NONE,
                        failure)
                .forEach((field, label) -> {
                    String sentence = now != null && now.field() == field ? now.sentence() : null;
                    label.setText(sentence == null ? "" : sentence);
                    present(label, sentence != null);
                });
        boolean wrongPassword = now != null && now.field() == Field.PASSWORD;
        password.mark(wrongPassword);
        if (wrongPassword) {
            password.focus();
        }
        Map.of(Field.EMAIL, email, Field.NAME, name, Field.PERMISSIONS, permissions)
                .forEach((field, input) -> {
                    boolean isWrong = now != null && now.field() == field;
                    input.pseudoClassStateChanged(WRONG, isWrong);
                    if (isWrong) {
                        input.requestFocus();
                    }
                });
    }

    private void show(AccountFormModel.@Nullable Conflict now) {
        present(conflict, now != null);
        save.setVisible(now == null);
        save.setManaged(now == null);
        differences.getChildren().clear();
        if (now != null) {
            now.differences().forEach(each -> differences.getChildren().add(line(each)));
        }
    }

    static Label line(Difference difference) {
        Label label =
                new Label(Text.get("accounts.conflict.line", difference.what(), difference.before(), difference.now()));
        label.setWrapText(true);
        return label;
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
