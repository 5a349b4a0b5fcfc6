package dev.portcullis.console.revoke;

import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A short list of names with their counts, each over a line as long as its share. */
public final class Shares extends VBox {
    private static final int LONGEST = 4;

    /**
     * @param whole how many there are in all
     */
    public Shares(String title, List<BlastRadius.Share> shares, long whole) {
        getStyleClass().add("shares");
        Label caption = new Label(title);
        caption.getStyleClass().add("section-title");
        getChildren().add(caption);
        boolean tooLong = shares.size() > LONGEST;
        int named = tooLong ? LONGEST - 1 : shares.size();
        shares.subList(0, named).forEach(share -> getChildren().add(line(share, whole)));
        if (tooLong) {
            int others = shares.size() - named;
            long count = shares.subList(named, shares.size()).stream()
                    .mapToLong(BlastRadius.Share::count)
                    .sum();
            getChildren().add(line(new BlastRadius.Share(Text.get("revoke.others", others), count), whole));
        }
    }

    private static Region line(BlastRadius.Share share, long whole) {
        Label name = new Label(share.name());
        name.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(0);
        name.setTooltip(new Tooltip(share.name()));
        HBox.setHgrow(name, Priority.ALWAYS);
        Label count = new Label(Figures.count(share.count()));
        count.getStyleClass().add("mono");
        count.setMinWidth(USE_PREF_SIZE);
        VBox line = new VBox(new HBox(8, name, count), new Portion((double) share.count() / Math.max(1, whole)));
        line.getStyleClass().add("share");
        return line;
    }

    /** The line under a name. */
    private static final class Portion extends Region {
        private final Region fill = new Region();
        private final double portion;

        Portion(double portion) {
            this.portion = Math.min(1, portion);
            getStyleClass().add("portion");
            fill.getStyleClass().add("fill");
            getChildren().add(fill);
        }

        @Override
        protected void layoutChildren() {
            fill.resizeRelocate(0, 0, snapSizeX(Math.max(2, getWidth() * portion)), getHeight());
        }
    }
}
