package dev.portcullis.console.palette;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** A line of the palette: what it is, where it belongs, its key; and that it cannot be done just now. */
final class OfferCell extends ListCell<Offer> {
    private static final PseudoClass HINDERED = PseudoClass.getPseudoClass("hindered");

    private final FontIcon icon = new FontIcon();
    private final Label words = new Label();
    private final Label group = new Label();
    private final Label key = new Label();
    private final HBox line;

    OfferCell() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        words.setMinWidth(0);
        group.getStyleClass().add("palette-group");
        group.setMinWidth(Region.USE_PREF_SIZE);
        key.getStyleClass().add("key");
        key.setMinWidth(Region.USE_PREF_SIZE);
        line = new HBox(10, icon, words, spring, group, key);
        line.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Offer offer, boolean empty) {
        super.updateItem(offer, empty);
        pseudoClassStateChanged(HINDERED, offer != null && !offer.possible());
        if (empty || offer == null) {
            setGraphic(null);
            return;
        }
        icon.setIconCode(offer.action().icon());
        words.setText(offer.words());
        group.setText(offer.group());
        key.setText(offer.key());
        key.setVisible(!offer.key().isEmpty());
        key.setManaged(!offer.key().isEmpty());
        setGraphic(line);
    }
}
