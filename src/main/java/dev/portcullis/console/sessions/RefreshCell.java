package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The refresh family: the end of its id, its generation, and whether a spent token came back. */
final class RefreshCell extends SessionCell {
    private final Label family = new Label();
    private final Label generation = new Label();
    private final Label reused = new Label(Text.get("sessions.refresh.reused"));
    private final HBox box = new HBox(6, family, generation, reused);

    RefreshCell(Beat beat) {
        super(beat, "refresh-cell");
        box.setAlignment(Pos.CENTER_LEFT);
        family.getStyleClass().addAll("mono", "second");
        generation.getStyleClass().add("mono-medium");
        reused.getStyleClass().addAll("tag", "bad");
        reused.setMinWidth(Region.USE_PREF_SIZE);
        widthProperty().subscribe(_ -> fit());
    }

    @Override
    Node content() {
        return box;
    }

    @Override
    void draw(Row row, Instant now) {
        SessionView.Refresh refresh = row.session().tokens().refresh();
        family.setText(Figures.shortId(refresh.family()));
        generation.setText("·" + refresh.generation());
        reused.setVisible(refresh.reused());
        reused.setManaged(refresh.reused());
        fit();
    }

    @Override
    String whole(Row row, Instant now) {
        SessionView.Refresh refresh = row.session().tokens().refresh();
        return Text.get(
                refresh.reused() ? "sessions.refresh.whole.reused" : "sessions.refresh.whole",
                refresh.family(),
                refresh.generation(),
                Figures.moment(refresh.expiresAt(), now));
    }

    /** Where there is no room for all, that a token came back is more than the end of an id, which the tip has whole. */
    private void fit() {
        double room = getWidth() - snappedLeftInset() - snappedRightInset();
        double needed = family.prefWidth(-1) + generation.prefWidth(-1) + reused.prefWidth(-1) + 2 * box.getSpacing();
        boolean all = !reused.isVisible() || needed <= room;
        family.setVisible(all);
        family.setManaged(all);
    }
}
