package dev.portcullis.console.accounts;

import dev.portcullis.api.Permission;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Query;
import dev.portcullis.console.list.ListScreen;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import org.kordamp.ikonli.feather.Feather;

/** The accounts screen, put together. */
public final class AccountsScreen extends ListScreen {
    private final AccountsModel model;

    /**
     * @param own the operator's own session
     * @param counts how many live sessions each account has
     * @param onSessions shows the live sessions that match a search
     */
    public AccountsScreen(
            PortcullisClient client,
            SessionView own,
            LiveCounts counts,
            Background background,
            UiClock clock,
            Consumer<String> onSessions) {
        this(
                new AccountsModel(AccountsAccess.of(client), counts, background, clock::now),
                own.permissions().contains(Permission.ACCOUNTS_WRITE),
                own.account().id(),
                onSessions);
    }

    AccountsScreen(AccountsModel model, boolean mayWrite, UUID own, Consumer<String> onSessions) {
        super(
                "accounts",
                Feather.USERS,
                "",
                new AccountsController(model, mayWrite, own, onSessions),
                new Query(
                        model.searchProperty(),
                        Text.get("accounts.search"),
                        Bindings.createStringBinding(
                                () -> Text.get(
                                        "accounts.count",
                                        Figures.count(model.totalProperty().get())),
                                model.totalProperty())));
        this.model = model;
    }

    @Override
    public void close() {
        super.close();
        model.close();
    }
}
