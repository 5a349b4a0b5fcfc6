package dev.portcullis.console.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.PolicyChange;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyDocument.AtLimit;
import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.PolicyOutcome;
import dev.portcullis.api.PolicyProgress;
import dev.portcullis.api.PolicyView;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.client.HeldPolicy;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.policy.PolicyModel.State;
import dev.portcullis.support.Gallery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** The tables of limits and networks keep their marks, and the keyboard, when lines come and go. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class LimitsTableTest {
    private static final String IDLE = Place.LIFETIME + "/idleTtlSeconds";

    private PolicyModel model;
    private GridPane grid;
    private GridPane networks;
    private MenuButton add;
    private Gallery gallery;

    @BeforeEach
    void begin() throws Exception {
        FxToolkit.registerPrimaryStage();
        model = Gallery.fx(() -> {
            PolicyModel fresh = new PolicyModel(
                    new Quiet(), new Background(), true, Duration.ofHours(1), new PolicyDraft()); // nothing is asked
            fresh.read();
            return fresh;
        });
        await().until(() -> Gallery.fx(() -> model.stateProperty().get() instanceof State.Read));
        gallery = Gallery.show(
                () -> {
                    grid = new GridPane();
                    add = new MenuButton();
                    new LimitsTable(model, grid, add);
                    networks = new GridPane();
                    Button name = new Button();
                    new NetworksTable(model, networks, new Label(), name);
                    return new VBox(add, grid, name, networks);
                },
                Theme.DARK,
                1200,
                600,
                100);
    }

    @AfterEach
    void end() {
        gallery.close();
        Gallery.fx(() -> {
            model.close();
            return true;
        });
    }

    @Test
    void whatIsMarkedStaysMarked() {
        assertThat(marks(".field-warning")).isEqualTo(1);
        run(() -> model.addRole("auditor"));
        assertThat(marks(".field-warning")).isEqualTo(1);

        run(() -> model.field(IDLE).set("soon"));
        run(() -> model.removeRole("auditor"));
        assertThat(marks(".field-problem")).isEqualTo(1);
        assertThat(marks(".field-warning")).isEqualTo(1);
    }

    @Test
    void whoRemovesARoleGoesOnAtTheNext() {
        run(() -> remove("operator"));
        assertThat(focused()).isEqualTo("support, " + Place.limitName("idleTtlSeconds"));

        run(() -> remove("support"));
        assertThat(Gallery.fx(() -> add.equals(gallery.scene().getFocusOwner())))
                .as("there is none left: at what adds one")
                .isTrue();

        run(() -> model.addRole("support"));
        run(() -> add.setDisable(true));
        run(() -> remove("support"));
        assertThat(focused())
                .as("none can be added")
                .isEqualTo(Text.get("policy.everybody") + ", " + Place.limitName("idleTtlSeconds"));
    }

    @Test
    void whoTypesALimitGoesOnTypingThereWhenOtherLinesComeAndGo() {
        String idle = Place.limitName("idleTtlSeconds");
        typeInto(grid, "support, " + idle);
        run(() -> model.addRole("auditor"));
        assertThat(focused()).isEqualTo("support, " + idle);
        assertThat(selected()).containsExactly(2, 1);

        run(() -> model.removeRole("support"));
        assertThat(focused()).as("the line that has come up").isEqualTo("operator, " + idle);
    }

    @Test
    void whoTypesANetworkGoesOnTypingThereWhenOtherLinesComeAndGo() {
        String ranges = Text.get("policy.network.ranges");
        run(() -> model.field(Place.NETWORKS).set("lab\t198.51.100.0/24\t\nyard\t192.0.2.0/24\t"));
        typeInto(networks, "yard, " + ranges);
        run(() -> model.field(Place.NETWORKS)
                .set("office\t203.0.113.0/24\ttrusted\nlab\t198.51.100.0/24\t\nyard\t192.0.2.0/24\t"));
        assertThat(focused()).isEqualTo("yard, " + ranges);
        assertThat(selected()).containsExactly(2, 1);

        run(() -> model.field(Place.NETWORKS).set("office\t203.0.113.0/24\ttrusted\nlab\t198.51.100.0/24\t"));
        assertThat(focused()).as("the line that has come up").isEqualTo("lab, " + ranges);
    }

    /** Puts the cursor before what is selected: the second character. */
    private void typeInto(GridPane table, String name) {
        run(() -> {
            TextField field = (TextField) table.getChildren().stream()
                    .filter(node -> node instanceof TextField && name.equals(node.getAccessibleText()))
                    .findFirst()
                    .orElseThrow();
            field.requestFocus();
            field.selectRange(2, 1);
        });
    }

    /** From where to where. */
    private List<Integer> selected() {
        return Gallery.fx(() -> {
            TextField field = (TextField) gallery.scene().getFocusOwner();
            return List.of(field.getAnchor(), field.getCaretPosition());
        });
    }

    private void remove(String role) {
        String words = Text.get("policy.role.remove", role);
        grid.getChildren().stream()
                .filter(node -> node instanceof Button && words.equals(node.getAccessibleText()))
                .map(Button.class::cast)
                .findFirst()
                .orElseThrow()
                .fire();
    }

    private int marks(String selector) {
        return Gallery.fx(() -> grid.lookupAll(selector).size());
    }

    private String focused() {
        Gallery.awaitWhole();
        return Gallery.fx(() -> {
            Node owner = gallery.scene().getFocusOwner();
            return owner == null ? "nothing" : owner.getAccessibleText();
        });
    }

    private static void run(Runnable task) {
        Gallery.fx(() -> {
            task.run();
            return true;
        });
    }

    /** A server whose policy has limits for two roles, and something unwise in it. */
    private static final class Quiet implements PolicyAccess {
        @Override
        public HeldPolicy policy() {
            PolicyDocument document = new PolicyDocument(
                    new Limits(7200, 43_200, 300, 43_200, 10),
                    Map.of(
                            "operator",
                            new Limits(600, null, null, null, null),
                            "support",
                            new Limits(900, null, null, null, null)),
                    new PolicyDocument.Quota(0, AtLimit.REJECT),
                    new PolicyDocument.SecondFactor(false, List.of()),
                    new PolicyDocument.StepUp(900, 20),
                    new PolicyDocument.Guessing(20, 100, 900),
                    List.of());
            return new HeldPolicy(
                    "\"1\"",
                    new PolicyView(
                            1, null, null, document, List.of(new Fault(IDLE, "Longer than is wise.", "newer", null))));
        }

        @Override
        public PolicyOutcome change(HeldPolicy seen, PolicyChange change) {
            throw new IllegalStateException("nobody waits so long");
        }

        @Override
        public PolicyProgress progress() {
            return new PolicyProgress(1, 0, 0, 0);
        }

        @Override
        public List<String> roles() {
            return List.of("auditor", "operator", "support");
        }
    }
}
