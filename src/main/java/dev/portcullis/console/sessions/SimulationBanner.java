package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Text;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Says over the table that simulated people are here, or were; and stops them, or starts them again. */
public final class SimulationBanner extends HBox {
    private static final PseudoClass AT_WORK = PseudoClass.getPseudoClass("at-work");

    private final Label words = new Label();
    private final Button button = new Button();
    private final Button dismiss = new Button();

    public SimulationBanner() {
        Region dot = new Region();
        dot.getStyleClass().add("dot");
        getStyleClass().add("simulated");
        dismiss.setGraphic(new FontIcon(Feather.X));
        dismiss.getStyleClass().add("icon-button");
        dismiss.setAccessibleText(Text.get("sessions.simulated.dismiss"));
        dismiss.setTooltip(new Tooltip(Text.get("sessions.simulated.dismiss")));
        getChildren().setAll(dot, words, button, dismiss);
        present(false);
    }

    /** What the buttons do, as it stands. */
    void connect(SimulatedPeople people) {
        dismiss.setOnAction(_ -> people.dismiss());
        button.setOnAction(_ -> {
            if (people.stateProperty().get() instanceof SimulatedPeople.State.Active) {
                people.stop();
            } else {
                people.start();
            }
        });
    }

    /** @param all whether to tell of people who are not here, too */
    void show(SimulatedPeople.State state, boolean all) {
        boolean active = state instanceof SimulatedPeople.State.Active;
        present(active || (all && !(state instanceof SimulatedPeople.State.Absent)));
        pseudoClassStateChanged(AT_WORK, active);
        boolean over = state instanceof SimulatedPeople.State.Stopped || state instanceof SimulatedPeople.State.Failed;
        dismiss.setVisible(over);
        dismiss.setManaged(over);
        button.setText(Text.get(active ? "sessions.simulated.stop" : "sessions.simulated.again"));
        button.setDisable(state instanceof SimulatedPeople.State.Starting);
        words.setText(
                switch (state) {
                    case SimulatedPeople.State.Absent _ -> "";
                    case SimulatedPeople.State.Starting _ -> Text.get("sessions.simulated.starts");
                    case SimulatedPeople.State.Active _ -> Text.get("sessions.simulated.active");
                    case SimulatedPeople.State.Stopped _ -> Text.get("sessions.simulated.stopped");
                    case SimulatedPeople.State.Failed failed ->
                        Text.get(
                                "sessions.simulated.failed",
                                String.valueOf(failed.why().getMessage()));
                });
    }

    private void present(boolean present) {
        setVisible(present);
        setManaged(present);
    }
}
