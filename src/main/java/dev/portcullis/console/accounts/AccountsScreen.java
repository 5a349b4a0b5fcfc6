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
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import org.kordamp.ikonli.feather.Feather;

/** The accounts screen, put together. */
public final class AccountsScreen extends ListScreen {
    private final AccountsModel model;

    /**
     * To other screens.
     *
     * @param sessions shows the live sessions that match a search
     * @param locks shows the locks that match a search
     */
    public record Ways(Consumer<String> sessions, Consumer<String> locks) {}

    /**
     * @param own the operator's own session
     * @param counts how many live sessions each account has
     */
    public AccountsScreen(
            PortcullisClient client,
            SessionView own,
            LiveCounts counts,
            Background background,
            UiClock clock,
            Ways ways) {
        this(AccountsAccess.of(client), own.permissions(), own.account().id(), counts, background, clock, ways);
    }

    AccountsScreen(
            AccountsAccess access,
            List<String> permissions,
            UUID own,
            LiveCounts counts,
            Background background,
            UiClock clock,
            Ways ways) {
        this(new AccountsModel(access, counts, background, clock::now), permissions, own, clock, ways);
    }

    private AccountsScreen(AccountsModel model, List<String> permissions, UUID own, UiClock clock, Ways ways) {
        super(
                "accounts",
                Feather.USERS,
                "",
                new AccountsController(
                        model,
                        permissions.contains(Permission.ACCOUNTS_WRITE),
                        permissions.contains(Permission.SESSIONS_REVOKE) || permissions.contains(Permission.AUDIT_READ),
                        own,
                        clock,
                        ways),
                new Query(
                        model.searchProperty(),
                        Text.get("accounts.search"),
                        Bindings.createStringBinding(
                                () -> counted(model), model.totalProperty(), model.rows(), model.stateProperty())));
        this.model = model;
    }

    private static String counted(AccountsModel model) {
        return model.isCounted()
                ? Text.get("accounts.count", Figures.count(model.totalProperty().get()))
                : "";
    }

    AccountsModel model() {
        return model;
    }

    @Override
    public void close() {
        super.close();
        model.close();
    }
}
