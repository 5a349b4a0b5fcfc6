package dev.portcullis.console.roles;

import dev.portcullis.api.Permission;
import dev.portcullis.api.RoleEffect;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Failures;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;

/** The form of a role, with what would follow. */
final class RoleFormController {
    private final RoleFormModel model;
    private final Runnable onCancel;

    @FXML
    private Label title;

    @FXML
    private Node nameBox;

    @FXML
    private TextField name;

    @FXML
    private FlowPane own;

    @FXML
    private TextField others;

    @FXML
    private Label theirs;

    @FXML
    private Label effect;

    @FXML
    private Label failure;

    @FXML
    private Node progress;

    @FXML
    private Button cancel;

    @FXML
    private Button save;

    RoleFormController(RoleFormModel model, Runnable onCancel) {
        this.model = model;
        this.onCancel = onCancel;
    }

    @FXML
    void initialize() {
        title.setText(
                model.isNew()
                        ? Text.get("roles.form.new")
                        : Text.get("roles.form.edit", model.nameProperty().get()));
        present(nameBox, model.isNew());
        name.textProperty().bindBidirectional(model.nameProperty());
        others.textProperty().bindBidirectional(model.othersProperty());
        own.getChildren().setAll(Permission.ALL.stream().map(this::box).toList());
        save.disableProperty().bind(model.readyBinding().not());
        model.effectProperty().subscribe(this::show);
        model.theirsProperty().subscribe(sentence -> say(theirs, sentence));
        model.problemProperty().subscribe(sentence -> say(failure, sentence));
        model.busyProperty().subscribe(busy -> {
            present(progress, busy);
            cancel.setDisable(busy);
        });
    }

    void focus() {
        if (model.isNew()) {
            name.requestFocus();
        } else {
            others.requestFocus();
            others.end();
        }
    }

    @FXML
    void save() {
        model.save();
    }

    @FXML
    void cancel() {
        onCancel.run();
    }

    private CheckBox box(String permission) {
        CheckBox box = new CheckBox(permission);
        box.setTooltip(new Tooltip(Text.get("roles.permission." + permission.replace(':', '-'))));
        box.setSelected(model.own().contains(permission));
        box.setOnAction(_ -> {
            if (box.isSelected()) {
                model.own().add(permission);
            } else {
                model.own().remove(permission);
            }
        });
        return box;
    }

    private void show(RoleFormModel.Effect now) {
        save.getStyleClass().removeAll("accent", "danger");
        save.setText(Text.get(model.isNew() ? "roles.form.create" : "roles.form.save"));
        String level = "plain";
        boolean danger = false;
        switch (now) {
            case RoleFormModel.Effect.None _ ->
                effect.setText(Text.get(model.isNew() ? "roles.effect.new" : "roles.effect.unchanged"));
            case RoleFormModel.Effect.Asking _ -> effect.setText(Text.get("roles.effect.asking"));
            case RoleFormModel.Effect.Unknown(Throwable why) -> {
                level = "warn";
                effect.setText(Text.get("roles.effect.unknown", Failures.sentence(why)));
            }
            case RoleFormModel.Effect.Known(RoleEffect known) -> {
                level = known.narrowed() > 0 ? "warn" : known.accounts() > 0 ? "accent" : "ok";
                danger = known.narrowed() > 0;
                effect.setText(words(known));
                save.setText(
                        known.sessions() == 0
                                ? Text.get("roles.form.save")
                                : Text.get("roles.form.save.sessions", known.sessions()));
            }
        }
        save.getStyleClass().add(danger ? "danger" : "accent");
        effect.getStyleClass().setAll("label", "tag", level);
    }

    private static String words(RoleEffect known) {
        if (known.holders() == 0) {
            return Text.get("roles.effect.nobody");
        }
        if (known.accounts() == 0) {
            return Text.get("roles.effect.same", known.holders());
        }
        return Text.get("roles.effect.follow", known.accounts(), known.sessions(), known.narrowed());
    }

    private static void say(Label label, String sentence) {
        label.setText(sentence);
        present(label, !sentence.isEmpty());
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
