package dev.portcullis.console.snapshot;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.sessions.Row;
import java.io.IOException;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/** The sessions' table: empty, full, what is chosen over it, the past, a query that nothing matches. It begins with the login. */
final class SessionsPictures implements Pictures {
    /** A table that has filled is a better picture, but not worth waiting for any longer. */
    private static final int ROWS_WORTH_SEEING = 40;

    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        TableView<Row> table = walk.table();
        full(walk, operator, table);
        choices(walk, operator, table);
        noMatch(walk, operator, table);
        past(walk, operator, table);
    }

    private static void full(Walk walk, Puppet operator, TableView<Row> table)
            throws IOException, InterruptedException {
        operator.waitFor("rows", () -> !table.getItems().isEmpty());
        operator.waitFor("the live feed", () -> operator.isShown("#live") && walk.isLive());
        Optional<Button> simulate = Puppet.does(() -> walk.button("sessions.alone.simulate"));
        if (simulate.isPresent()) {
            walk.picture("empty");
            Puppet.act(simulate.get()::fire);
            operator.waitFor("people", () -> table.getItems().size() >= ROWS_WORTH_SEEING);
        }
        walk.picture("sessions");
    }

    /** Nothing is changed. */
    private static void choices(Walk walk, Puppet operator, TableView<Row> table)
            throws IOException, InterruptedException {
        operator.types(table, "c");
        Button done = operator.waitFor(Button.class, "#columns-close");
        walk.picture("columns");
        Puppet.act(done::fire);
        operator.types(table, "v");
        TextField name = operator.waitFor(TextField.class, "#view-name");
        Puppet.act(() -> name.setText("Night shift"));
        walk.picture("views");
        Button close = operator.waitFor(Button.class, "#views-close");
        Puppet.act(close::fire);
        Button earlier = operator.waitFor(Button.class, "#search-earlier");
        Puppet.act(earlier::fire);
        operator.waitFor("the views", () -> operator.isShown(".query-section"));
        walk.picture("search-earlier");
        Puppet.act(table::requestFocus);
    }

    private static void noMatch(Walk walk, Puppet operator, TableView<Row> table)
            throws IOException, InterruptedException {
        TextField search = operator.waitFor(TextField.class, "#search");
        Puppet.act(() -> search.setText("nobody@nowhere"));
        operator.waitFor("an empty table", () -> table.getItems().isEmpty());
        walk.picture("no-match");
        Puppet.act(search::clear);
        operator.waitFor("rows", () -> !table.getItems().isEmpty());
    }

    private static void past(Walk walk, Puppet operator, TableView<Row> table)
            throws IOException, InterruptedException {
        operator.types(table, "t");
        TextField typed = operator.waitFor(TextField.class, "#as-of-typed");
        Puppet.act(() -> typed.setText("soon"));
        walk.picture("as-of-wrong");
        Puppet.act(() -> typed.setText("-0m"));
        walk.picture("as-of");
        Button go = operator.waitFor(Button.class, "#as-of-go");
        Puppet.act(go::fire);
        operator.waitFor("the past", () -> operator.isShown("#notice"));
        TextField asked = walk.openPalette();
        Puppet.act(() -> asked.setText(Text.get("sessions.action.export.csv")));
        operator.presses(asked, KeyCode.ENTER);
        operator.waitFor("the copy", () -> operator.isShown("#session-exports .alert.ok"));
        walk.picture("past");
        Button close = operator.waitFor(Button.class, "#session-exports .icon-button");
        Button back = operator.waitFor(Button.class, "#notice .button");
        Puppet.act(() -> {
            close.fire();
            back.fire();
            table.requestFocus();
        });
        operator.waitFor("the present", () -> !operator.isShown("#notice"));
    }
}
