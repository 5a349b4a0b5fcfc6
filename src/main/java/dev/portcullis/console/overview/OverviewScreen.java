package dev.portcullis.console.overview;

import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Screen;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The overview, put together. */
public final class OverviewScreen implements Screen {
    private final OverviewModel model;
    private final OverviewController controller;
    private final Node root;

    /**
     * Makes it; it asks nothing before it comes into view.
     *
     * @param auditProblem what a verification of the audit found wrong; empty if nothing is known to be
     * @param servers those over the database
     * @param onSessions shows the sessions that match a query
     * @param onAudit shows the audit
     * @param onNodes shows the servers
     */
    public OverviewScreen(
            PortcullisClient client,
            Pulse pulse,
            ObservableValue<String> auditProblem,
            Servers servers,
            Background background,
            UiClock clock,
            Consumer<String> onSessions,
            Runnable onAudit,
            Runnable onNodes) {
        this(
                new OverviewModel(OverviewSource.of(client), background, clock::now, pulse, auditProblem, servers),
                clock,
                onSessions,
                onAudit,
                onNodes);
    }

    OverviewScreen(
            OverviewModel model, UiClock clock, Consumer<String> onSessions, Runnable onAudit, Runnable onNodes) {
        this.model = model;
        controller = new OverviewController(model, clock, onSessions, onAudit, onNodes);
        root = Views.later(controller);
    }

    @Override
    public String name() {
        return "overview";
    }

    @Override
    public String title() {
        return Text.get("overview.title");
    }

    @Override
    public Ikon icon() {
        return Feather.ACTIVITY;
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void enter() {
        controller.enter();
    }

    @Override
    public void leave() {
        controller.leave();
    }

    @Override
    public void heardAgain() {
        model.heardAgain();
    }

    @Override
    public void focus() {
        controller.focusChart();
    }

    @Override
    public List<Action> actions() {
        return controller.actions();
    }

    @Override
    public void close() {
        controller.leave();
        model.close();
    }
}
