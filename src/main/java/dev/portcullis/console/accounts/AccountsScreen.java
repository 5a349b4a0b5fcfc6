package dev.portcullis.console.accounts;

import dev.portcullis.api.Permission;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Query;
import dev.portcullis.console.desk.Screen;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The accounts screen, put together. */
public final class AccountsScreen implements Screen {
    private final AccountsModel model;
    private final AccountsController controller;
    private final Node root;
    private final Query query;

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
        model = new AccountsModel(AccountsAccess.of(client), counts, background, clock::now);
        controller = new AccountsController(
                model,
                own.permissions().contains(Permission.ACCOUNTS_WRITE),
                own.account().id(),
                onSessions);
        root = Views.later(controller);
        query = new Query(
                model.searchProperty(),
                Text.get("accounts.search"),
                Bindings.createStringBinding(
                        () -> Text.get(
                                "accounts.count",
                                Figures.count(model.totalProperty().get())),
                        model.totalProperty()));
    }

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public String title() {
        return Text.get("accounts.title");
    }

    @Override
    public Ikon icon() {
        return Feather.USERS;
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

    @Override
    public void close() {
        controller.leave();
        model.close();
    }
}
