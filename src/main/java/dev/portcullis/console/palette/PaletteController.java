package dev.portcullis.console.palette;

import dev.portcullis.console.common.Text;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;

/** Wires the palette: what is typed filters, the arrows choose, Enter does it. */
final class PaletteController {
    private static final int PAGE = 8;

    private final PaletteModel model;
    private final Consumer<Offer> onChosen;

    @FXML
    private TextField asked;

    @FXML
    private ListView<Offer> list;

    @FXML
    private Label why;

    /** @param onChosen hears what is to be done */
    PaletteController(PaletteModel model, Consumer<Offer> onChosen) {
        this.model = model;
        this.onChosen = onChosen;
    }

    @FXML
    void initialize() {
        list.setItems(model.offers());
        list.setCellFactory(_ -> cell());
        list.setPlaceholder(nothing());
        list.setFocusTraversable(false);
        asked.textProperty().bindBidirectional(model.askedProperty());
        asked.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        model.selectedProperty().subscribe(this::showSelected);
        // After the list itself: what listens for an invalidation comes before it, when it still takes what is gone for
        // its rows.
        model.offers().addListener((ListChangeListener<Offer>) _ -> showSelected());
        showSelected();
    }

    void focus() {
        asked.requestFocus();
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> model.move(1);
            case UP -> model.move(-1);
            case PAGE_DOWN ->
                model.selectedProperty()
                        .set(Math.min(
                                model.offers().size() - 1,
                                model.selectedProperty().get() + PAGE));
            case PAGE_UP ->
                model.selectedProperty()
                        .set(Math.max(0, model.selectedProperty().get() - PAGE));
            case ENTER -> model.chosen().ifPresent(onChosen);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void showSelected() {
        int place = model.selectedProperty().get();
        list.getSelectionModel().clearAndSelect(place);
        if (place >= 0) {
            list.scrollTo(Math.max(0, place - PAGE / 2));
        }
        why.setText(
                place < 0 || place >= model.offers().size()
                        ? ""
                        : model.offers().get(place).hindrance());
    }

    private ListCell<Offer> cell() {
        OfferCell cell = new OfferCell();
        cell.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && !cell.isEmpty()) {
                model.selectedProperty().set(cell.getIndex());
                model.chosen().ifPresent(onChosen);
            }
        });
        return cell;
    }

    private static Label nothing() {
        Label label = new Label(Text.get("palette.nothing"));
        label.getStyleClass().add("second");
        return label;
    }
}
