package dev.portcullis.console.revoke;

import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A short list of names with their counts, each over a line as long as its share. */
public final class Shares extends VBox {
    private static final int LONGEST = 4;

    /** As many as a tooltip has room for. */
    private static final int NAMED = 20;

    /** What is counted. */
    public enum Of {
        USERS,
        ADDRESSES,
        NETWORKS,
        DEVICES,
        PERMISSIONS,
        SEEN;

        /** A session has several of them, so that what is left over cannot be summed up. */
        private boolean overlapping() {
            return this == PERMISSIONS;
        }
    }

    /**
     * @param shares of each name, the most first
     * @param whole how many there are in all
     */
    public Shares(Of of, String title, List<BlastRadius.Share> shares, long whole) {
        this(
                of,
                title,
                shares,
                shares.size(),
                shares.stream().mapToLong(BlastRadius.Share::count).sum(),
                whole);
    }

    /**
     * @param shares of the first names, the most first
     * @param names how many names there are, shown or not
     * @param sum of the shares of all of them
     * @param whole how many there are in all
     */
    Shares(Of of, String title, List<BlastRadius.Share> shares, int names, long sum, long whole) {
        getStyleClass().addAll("shares", of.name().toLowerCase(Locale.ROOT));
        Label caption = new Label(title);
        caption.getStyleClass().add("section-title");
        getChildren().add(caption);
        boolean tooLong = names > LONGEST;
        List<BlastRadius.Share> named = tooLong ? shares.subList(0, LONGEST - 1) : shares;
        named.forEach(share -> getChildren().add(line(share, whole)));
        if (tooLong) {
            String words = Text.get("revoke.others", names - named.size());
            long left = sum - named.stream().mapToLong(BlastRadius.Share::count).sum();
            getChildren()
                    .add(
                            of.overlapping()
                                    ? rest(words, shares.subList(named.size(), shares.size()))
                                    : line(new BlastRadius.Share(words, left), whole));
        }
    }

    /** How many more names there are, without a count of sessions. */
    private static Label rest(String words, List<BlastRadius.Share> rest) {
        Label label = new Label(words);
        label.getStyleClass().add("second");
        Tips.install(
                label, rest.stream().map(BlastRadius.Share::name).limit(NAMED).collect(Collectors.joining("\n")));
        return label;
    }

    private static Region line(BlastRadius.Share share, long whole) {
        Label name = new Label(share.name());
        name.getStyleClass().add("share-name");
        name.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(0);
        Tips.install(name, share.name());
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
            fill.resizeRelocate(0, 0, portion == 0 ? 0 : snapSizeX(Math.max(2, getWidth() * portion)), getHeight());
        }
    }
}
