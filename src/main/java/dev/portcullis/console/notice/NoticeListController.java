package dev.portcullis.console.notice;

import dev.portcullis.console.common.Measures;
import java.time.ZoneId;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/** Wires the list of what has been told, the newest first: Enter does what can be done about it. */
final class NoticeListController {
    /** In pixels: one whose words take two lines. */
    private static final int ROW = 67;

    private static final int MOST_ROWS = 8;

    private final NoticeModel model;
    private final ZoneId zone;
    private final Consumer<Notice> onDo;
    private final Runnable onClose;

    @FXML
    private ListView<Notice> list;

    @FXML
    private Label none;

    /** @param onDo closes the list and does it */
    NoticeListController(NoticeModel model, ZoneId zone, Consumer<Notice> onDo, Runnable onClose) {
        this.model = model;
        this.zone = zone;
        this.onDo = onDo;
        this.onClose = onClose;
    }

    @FXML
    void initialize() {
        list.setItems(model.latest());
        list.setCellFactory(_ -> new NoticeCell(zone));
        boolean empty = model.latest().isEmpty();
        list.setVisible(!empty);
        list.setManaged(!empty);
        none.setVisible(empty);
        none.setManaged(empty);
        list.setPrefHeight(Measures.px(ROW * Math.clamp(model.latest().size(), 2, MOST_ROWS)));
        list.getSelectionModel().selectFirst();
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                event.consume();
                perform();
            }
        });
        list.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getClickCount() == 2) {
                perform();
            }
        });
    }

    @FXML
    void close() {
        onClose.run();
    }

    @FXML
    void perform() {
        Notice chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            onDo.accept(chosen);
        }
    }
}
