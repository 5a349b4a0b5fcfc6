package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.api.Lock;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.list.Columns;
import dev.portcullis.console.list.RowCell;
import dev.portcullis.console.list.WordsCell;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The columns of the accounts' table. Those that the server can order by have its word for it as their id. */
final class AccountColumns {
    private AccountColumns() {}

    static Columns<AccountView> of(AccountsModel model) {
        Columns<AccountView> columns = new Columns<>();
        var email = ordered("email", columns.add("accounts.field.email", 228, 244, 420, AddressCell::new));
        var name = ordered("name", columns.words("accounts.field.name", 130, 194, 300, AccountView::name));
        var state = columns.add("accounts.field.state", 84, 88, 110, () -> new StateCell(model));
        var factor = columns.add("accounts.field.factor.short", 50, 50, 72, FactorCell::new);
        var roles = columns.words("accounts.field.roles", 90, 96, 260, AccountColumns::roles);
        var effective = columns.words("accounts.field.effective", 150, 174, 800, AccountColumns::permissions, "second");
        var sessions = columns.add("accounts.field.sessions", 84, 84, 96, () -> new CountCell(model));
        sessions.getStyleClass().add("right");
        var created = ordered(
                "createdAt",
                columns.add(
                        "accounts.field.created",
                        104,
                        104,
                        130,
                        () -> new WordsCell<AccountView>(
                                account -> Figures.date(account.createdAt()),
                                account -> Figures.absolute(account.createdAt()),
                                "second")));
        return columns.byImportance(List.of(email, state, sessions, factor, roles, name, effective, created));
    }

    private static TableColumn<AccountView, AccountView> ordered(
            String by, TableColumn<AccountView, AccountView> column) {
        column.setId(by);
        column.setSortable(true);
        return column;
    }

    /** Leaves the order to the server. */
    static void order(TableView<AccountView> table, AccountsModel model) {
        table.setSortPolicy(_ -> {
            if (table.getSortOrder().isEmpty()) {
                model.orderProperty().set(AccountsModel.Order.FIRST);
            } else {
                TableColumn<AccountView, ?> by = table.getSortOrder().getFirst();
                model.orderProperty()
                        .set(new AccountsModel.Order(by.getId(), by.getSortType() == TableColumn.SortType.DESCENDING));
            }
            return true;
        });
    }

    private static String roles(AccountView account) {
        return String.join(", ", account.roles());
    }

    private static String permissions(AccountView account) {
        return String.join(", ", account.effectivePermissions());
    }

    private static final class AddressCell extends RowCell<AccountView> {
        private final Region dot = new Region();
        private final Label label = new Label();
        private final HBox box = new HBox(8, dot, label);

        AddressCell() {
            dot.getStyleClass().add("dot");
            label.getStyleClass().add("medium");
            box.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected Node draw(AccountView account) {
            label.setText(account.email());
            dot.getStyleClass().setAll("dot", account.enabled() ? "on" : "off");
            tip(account.email());
            return box;
        }
    }

    private static final class StateCell extends RowCell<AccountView> {
        private final AccountsModel model;
        private final Label label = new Label();

        StateCell(AccountsModel model) {
            this.model = model;
            follow(model.locksProperty());
        }

        @Override
        protected Node draw(AccountView account) {
            Optional<Lock> lock = model.lock(account);
            Standing standing = Standing.of(account, lock.isPresent());
            label.setText(standing.words());
            if (standing == Standing.ENABLED) { // as most are
                label.getStyleClass().setAll("label", "second");
            } else {
                label.getStyleClass().setAll("label", "tag", standing.level());
            }
            tip(() -> lock.map(Lock::reason).orElse(""));
            return label;
        }
    }

    private static final class FactorCell extends RowCell<AccountView> {
        private final FontIcon app = new FontIcon(Feather.SMARTPHONE);
        private final Label label = new Label();

        @Override
        protected Node draw(AccountView account) {
            label.setGraphic(account.secondFactor() ? app : null);
            label.setText(account.secondFactor() ? "" : "–");
            label.getStyleClass().setAll("label", "second");
            tip(Text.get(account.secondFactor() ? "accounts.factor.app" : "accounts.factor.none"));
            return label;
        }
    }

    private static final class CountCell extends RowCell<AccountView> {
        private final AccountsModel model;
        private final Label label = new Label();

        CountCell(AccountsModel model) {
            this.model = model;
            getStyleClass().add("count-cell");
            follow(model.sessionsProperty());
        }

        @Override
        protected Node draw(AccountView account) {
            Integer count = model.sessionsProperty().get().get(account.id());
            label.setText(count == null ? "–" : Figures.count(count));
            label.getStyleClass().setAll("label", "mono", count == null || count == 0 ? "second" : "live-count");
            return label;
        }
    }
}
