package dev.portcullis.console.audit;

import dev.portcullis.api.Permission;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Query;
import dev.portcullis.console.desk.Screen;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.util.Subscription;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The audit, put together. */
public final class AuditScreen implements Screen {
    /** More than anybody reads at a time; scrolling reads what is beyond anew. */
    private static final int MOST = 1000;

    private final AuditModel model;
    private final VerifyModel verification;
    private final ExportModel exporting;
    private final AuditController controller;
    private final boolean mayRead;
    private final Node root;
    private final Query query;
    private Subscription exports = Subscription.EMPTY;

    /**
     * Makes it; it reads nothing before it comes into view.
     *
     * @param own the operator's own session
     * @param exporting goes on when the screen is closed
     * @param onSessions shows the sessions that match a query
     * @param onAccounts shows the accounts that match a search
     */
    public AuditScreen(
            PortcullisClient client,
            SessionView own,
            ExportModel exporting,
            Background background,
            UiClock clock,
            FileChoice files,
            Consumer<String> onSessions,
            Consumer<String> onAccounts) {
        this(
                AuditAccess.of(client),
                exporting,
                own.permissions().contains(Permission.AUDIT_READ),
                background,
                clock,
                files,
                MOST,
                onSessions,
                onAccounts);
    }

    AuditScreen(
            AuditAccess access,
            ExportModel exporting,
            boolean mayRead,
            Background background,
            UiClock clock,
            FileChoice files,
            int most,
            Consumer<String> onSessions,
            Consumer<String> onAccounts) {
        this.exporting = exporting;
        this.mayRead = mayRead;
        model = new AuditModel(access, background, clock::now, ZoneId.systemDefault(), most);
        verification = new VerifyModel(access, background, clock::now);
        controller =
                new AuditController(model, verification, exporting, background, clock, files, onSessions, onAccounts);
        root = Views.later(controller);
        query = new Query(
                model.filter().words(),
                Text.get("audit.search"),
                Bindings.createStringBinding(
                        () -> Text.get("audit.count", model.totalProperty().get()), model.totalProperty()));
    }

    /** What the last verification found wrong; empty if nothing is known to be. */
    public ObservableValue<String> problem() {
        return verification.problemProperty();
    }

    AuditModel model() {
        return model;
    }

    VerifyModel verification() {
        return verification;
    }

    /** Hears of each file that is written from now on. */
    public void onExported(Consumer<Path> listener) {
        exports = Subscription.combine(exports, exporting.stateProperty().subscribe((_, state) -> {
            if (state instanceof ExportModel.State.Done done) {
                listener.accept(done.file());
            }
        }));
    }

    ExportModel exporting() {
        return exporting;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public String title() {
        return Text.get("audit.title");
    }

    @Override
    public Ikon icon() {
        return Feather.FILE_TEXT;
    }

    @Override
    public String hindrance() {
        return mayRead ? "" : Text.get("audit.denied.rail");
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
    public void focus() {
        controller.focusTable();
    }

    @Override
    public List<Action> actions() {
        return controller.actions();
    }

    @Override
    public Optional<Query> query() {
        return Optional.of(query);
    }

    /** An export goes on: it is not this screen's. */
    @Override
    public void close() {
        exports.unsubscribe();
        controller.close();
        verification.cancel();
        model.close();
    }
}
