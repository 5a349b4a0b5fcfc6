package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The columns of the accounts' table. Those that the server can order by have its word for it as their id. */
final class AccountColumns {
    /** In pixels. */
    private static final double SCROLL_BAR = 12;

    private final Map<TableColumn<AccountView, AccountView>, double[]> widths = new LinkedHashMap<>();
    private final AccountsModel model;

    /** What is shown first where there is little room. */
    private List<TableColumn<AccountView, AccountView>> importance = List.of();

    AccountColumns(AccountsModel model) {
        this.model = model;
    }

    void install(TableView<AccountView> table) {
        var email = column("email", "accounts.field.email", 180, 250, 420, AddressCell::new);
        var name = column("name", "accounts.field.name", 110, 150, 300, () -> new WordsCell(AccountView::name, ""));
        var state = column("", "accounts.field.state", 84, 92, 110, StateCell::new);
        var roles = column("", "accounts.field.roles", 90, 120, 260, () -> new WordsCell(AccountColumns::roles, ""));
        var effective = column(
                "",
                "accounts.field.effective",
                150,
                230,
                800,
                () -> new WordsCell(AccountColumns::permissions, "second"));
        var sessions = column("", "accounts.field.sessions", 84, 84, 96, () -> new CountCell(model));
        sessions.getStyleClass().add("right");
        var created = column("createdAt", "accounts.field.created", 104, 104, 130, CreatedCell::new);
        importance = List.of(email, state, sessions, roles, name, effective, created);
        table.widthProperty().subscribe(width -> fit(width.doubleValue()));
        table.getColumns().setAll(widths.keySet());
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

    /** Shows what has room: the pane beside the table has the rest. */
    private void fit(double width) {
        if (width <= 0) {
            return;
        }
        double room = width - Measures.px(SCROLL_BAR);
        for (TableColumn<AccountView, AccountView> column : importance) {
            boolean fits = column.getMinWidth() <= room;
            column.setVisible(fits);
            room -= fits ? column.getMinWidth() : 0;
        }
    }

    /** Gives them the widths that the size of text asks for. */
    void measure(TableView<AccountView> table) {
        widths.forEach((column, each) -> {
            column.setMinWidth(0);
            column.setMaxWidth(Measures.px(each[2]));
            column.setMinWidth(Measures.px(each[0]));
            column.setPrefWidth(Measures.px(each[1]));
        });
        fit(table.getWidth());
    }

    private TableColumn<AccountView, AccountView> column(
            String order,
            String title,
            double narrowest,
            double width,
            double widest,
            Supplier<TableCell<AccountView, AccountView>> cell) {
        TableColumn<AccountView, AccountView> column = new TableColumn<>(Text.get(title));
        column.setId(order);
        column.setSortable(!order.isEmpty());
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(_ -> cell.get());
        widths.put(column, new double[] {narrowest, width, widest});
        return column;
    }

    private static String roles(AccountView account) {
        return String.join(", ", account.roles());
    }

    private static String permissions(AccountView account) {
        return String.join(", ", account.effectivePermissions());
    }

    /** A cell that draws an account. */
    private abstract static class Cell extends TableCell<AccountView, AccountView> {
        abstract Node draw(AccountView account);

        @Override
        protected void updateItem(@Nullable AccountView account, boolean empty) {
            super.updateItem(account, empty);
            setGraphic(empty || account == null ? null : draw(account));
        }
    }

    /** Words that may be too many for their place: all of them on hover. */
    private static final class WordsCell extends Cell {
        private final Function<AccountView, String> words;
        private final Label label = new Label();

        WordsCell(Function<AccountView, String> words, String styleClass) {
            this.words = words;
            label.getStyleClass().add(styleClass);
        }

        @Override
        Node draw(AccountView account) {
            label.setText(words.apply(account));
            setTooltip(label.getText().isEmpty() ? null : new Tooltip(label.getText()));
            return label;
        }
    }

    private static final class AddressCell extends Cell {
        private final Region dot = new Region();
        private final Label label = new Label();
        private final HBox box = new HBox(8, dot, label);

        AddressCell() {
            dot.getStyleClass().add("dot");
            label.getStyleClass().add("medium");
            box.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        Node draw(AccountView account) {
            label.setText(account.email());
            dot.getStyleClass().setAll("dot", account.enabled() ? "on" : "off");
            setTooltip(new Tooltip(account.email()));
            return box;
        }
    }

    private static final class StateCell extends Cell {
        private final Label label = new Label();

        @Override
        Node draw(AccountView account) {
            label.setText(Text.get(account.enabled() ? "accounts.state.enabled" : "accounts.state.disabled"));
            label.getStyleClass().setAll("label");
            label.getStyleClass().addAll(account.enabled() ? new String[] {"second"} : new String[] {"tag", "warn"});
            return label;
        }
    }

    private static final class CountCell extends Cell {
        private final AccountsModel model;
        private final Label label = new Label();

        CountCell(AccountsModel model) {
            this.model = model;
            getStyleClass().add("count-cell");
            model.sessionsProperty().subscribe(() -> {
                AccountView account = getItem();
                if (account != null) {
                    draw(account);
                }
            });
        }

        @Override
        Node draw(AccountView account) {
            int count = model.sessionsProperty().get().getOrDefault(account.id(), 0);
            label.setText(Figures.count(count));
            label.getStyleClass().setAll("label", "mono", count == 0 ? "second" : "live-count");
            return label;
        }
    }

    private static final class CreatedCell extends Cell {
        private final Label label = new Label();

        CreatedCell() {
            label.getStyleClass().add("second");
        }

        @Override
        Node draw(AccountView account) {
            label.setText(Figures.date(account.createdAt()));
            setTooltip(new Tooltip(Figures.absolute(account.createdAt())));
            return label;
        }
    }
}
