package dev.portcullis.console.login;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.connection.Connection;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A connection in the list: a dot and what it is, its name, and where it leads. */
final class ConnectionCell extends ListCell<Connection> {
    private final @Nullable Connection local;
    private final Label name = new Label();
    private final Label mark = new Label();
    private final Label address = new Label();
    private final HBox line;

    /** @param local the one that has no address of its own; null if there is none */
    ConnectionCell(@Nullable Connection local) {
        this.local = local;
        Region dot = new Region();
        dot.getStyleClass().addAll("dot", "connection-dot");
        name.getStyleClass().add("medium");
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        mark.getStyleClass().add("connection-mark");
        mark.setMinWidth(Region.USE_PREF_SIZE);
        address.getStyleClass().addAll("second", "connection-where");
        address.setMinWidth(0);
        HBox first = new HBox(name, mark);
        first.getStyleClass().add("connection-first");
        VBox words = new VBox(first, address);
        words.setMinWidth(0);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        line = new HBox(dot, words);
        line.getStyleClass().add("connection-cell");
        line.setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("marked");
        setPrefWidth(0); // as wide as the list, whatever stands in it
    }

    @Override
    protected void updateItem(@Nullable Connection item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            return;
        }
        item.mark().paint(this);
        name.setText(item.name());
        mark.setText(item.mark().text());
        String host = item.address().getAuthority();
        address.setText(
                item.equals(local)
                        ? Text.get("connection.this-computer.what")
                        : item.email()
                                .map(email -> Text.get("connection.who-where", email, host))
                                .orElse(host));
        setAccessibleText(
                Text.get("connection.accessible", item.name(), item.mark().text()));
        setGraphic(line);
    }
}
