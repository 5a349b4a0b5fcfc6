package dev.portcullis.console.audit;

import dev.portcullis.api.Permission;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Query;
import dev.portcullis.console.list.ListScreen;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/** The audit, put together. */
public final class AuditScreen extends ListScreen {
    /** More than anybody reads at a time; scrolling reads what is beyond anew. */
    private static final int MOST = 1000;

    private final AuditModel model;
    private final VerifyModel verification;
    private final ExportModel exporting;
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private Subscription goesOn;

    /**
     * Makes it; it reads nothing before it comes into view.
     *
     * @param own the operator's own session
     * @param verification goes on when the screen is closed
     * @param exporting likewise
     * @param onSessions shows the sessions that match a query
     * @param onAccounts shows the accounts that match a search
     */
    public AuditScreen(
            PortcullisClient client,
            SessionView own,
            VerifyModel verification,
            ExportModel exporting,
            Background background,
            UiClock clock,
            FileChoice files,
            Consumer<String> onSessions,
            Consumer<String> onAccounts) {
        this(
                AuditAccess.of(client),
                verification,
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
            VerifyModel verification,
            ExportModel exporting,
            boolean mayRead,
            Background background,
            UiClock clock,
            FileChoice files,
            int most,
            Consumer<String> onSessions,
            Consumer<String> onAccounts) {
        this(
                new AuditModel(access, background, clock::now, ZoneId.systemDefault(), most),
                verification,
                exporting,
                mayRead,
                background,
                clock,
                files,
                onSessions,
                onAccounts);
    }

    private AuditScreen(
            AuditModel model,
            VerifyModel verification,
            ExportModel exporting,
            boolean mayRead,
            Background background,
            UiClock clock,
            FileChoice files,
            Consumer<String> onSessions,
            Consumer<String> onAccounts) {
        super(
                "audit",
                Feather.FILE_TEXT,
                mayRead ? "" : Text.get("audit.denied.rail"),
                new AuditController(model, verification, exporting, background, clock, files, onSessions, onAccounts),
                new Query(
                        model.searchProperty(),
                        Text.get("audit.search"),
                        Bindings.createStringBinding(
                                () -> counted(model), model.totalProperty(), model.rows(), model.stateProperty())));
        this.model = model;
        this.verification = verification;
        this.exporting = exporting;
        this.goesOn = verification.problemProperty().subscribe(problem::set);
    }

    private static String counted(AuditModel model) {
        return model.isCounted() ? Text.get("audit.count", model.totalProperty().get()) : "";
    }

    /** What the last verification found wrong; empty if nothing is known to be. */
    public ObservableValue<String> problem() {
        return problem.getReadOnlyProperty();
    }

    AuditModel model() {
        return model;
    }

    VerifyModel verification() {
        return verification;
    }

    /** Hears of each file that is written from now on. */
    public void onExported(Consumer<Path> listener) {
        goesOn = Subscription.combine(goesOn, exporting.stateProperty().subscribe((_, state) -> {
            if (state instanceof ExportModel.State.Done done) {
                listener.accept(done.file());
            }
        }));
    }

    ExportModel exporting() {
        return exporting;
    }

    /** An export and a verification go on: they are not this screen's. */
    @Override
    public void close() {
        goesOn.unsubscribe();
        super.close();
        model.close();
    }
}
