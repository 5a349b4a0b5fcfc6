package dev.portcullis.console.sessions;

import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.chart.Level;
import dev.portcullis.console.chart.TimeBar;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** A limit that runs down: bar and what is left. Where there is no room for a bar that says something, the words alone. */
final class LimitCell extends SessionCell {
    private static final double BAR_WIDTH = 30;
    private static final double NARROWEST_BAR = 18;

    /** Between the bar and the words, at least. */
    private static final double GAP = 8;

    private final Limit limit;
    private final TimeBar bar = new TimeBar();
    private final Label left = new Label();
    private final Region spring = new Region();
    /** Whether there is a time to draw. */
    private boolean known;

    private final HBox box = new HBox(bar, spring, left);

    LimitCell(Beat beat, Limit limit) {
        super(beat, "limit-cell");
        this.limit = limit;
        HBox.setHgrow(spring, Priority.ALWAYS);
        box.setAlignment(Pos.CENTER_LEFT);
        bar.setMinWidth(Region.USE_PREF_SIZE);
        bar.setMaxWidth(Region.USE_PREF_SIZE);
        left.getStyleClass().add("mono");
        left.setMinWidth(Region.USE_PREF_SIZE);
        widthProperty().subscribe(_ -> fit());
    }

    @Override
    Node content() {
        return box;
    }

    @Override
    void draw(Row row, Instant now) {
        Instant end = limit.end(row);
        Duration whole = limit.whole(row);
        Instant at = at(row, now);
        known = limit != Limit.IDLE || !forgotten(row, now);
        if (!known) {
            withBar(false);
            left.setText(Text.get("sessions.unknown"));
            return;
        }
        bar.show(Level.fraction(at, end, whole));
        Duration rest = Duration.between(at, end);
        left.setText(limit == Limit.IDLE ? Figures.countdown(rest) : Figures.span(rest));
        fit();
    }

    @Override
    String whole(Row row, Instant now) {
        if (limit == Limit.IDLE && forgotten(row, now)) {
            return Text.get("sessions.unknown.why");
        }
        Instant end = limit.end(row);
        Duration rest = Duration.between(at(row, now), end);
        return Text.get(
                "sessions.limit.whole",
                Figures.countdown(rest),
                Figures.limit(limit.whole(row)),
                Figures.absolute(end));
    }

    /** The time that counts: for what has ended, that of its end. */
    private static Instant at(Row row, Instant now) {
        Instant ended = row.session().endedAt();
        return ended == null ? now : ended;
    }

    /** The words first: a shorter bar says the same, but none at all rather than one that touches them. */
    private void fit() {
        if (!known) {
            return;
        }
        double room = getWidth() - snappedLeftInset() - snappedRightInset() - left.prefWidth(-1) - Measures.px(GAP);
        withBar(room >= Measures.px(NARROWEST_BAR));
        bar.setPrefWidth(Math.min(room, Measures.px(BAR_WIDTH)));
    }

    private void withBar(boolean there) {
        bar.setVisible(there);
        bar.setManaged(there);
        spring.setManaged(there);
    }

    /** Which of the two. */
    enum Limit {
        IDLE,
        ABSOLUTE;

        Instant end(Row row) {
            return this == IDLE ? row.session().idleExpiresAt() : row.session().expiresAt();
        }

        Duration whole(Row row) {
            return Duration.ofSeconds(
                    this == IDLE
                            ? row.session().idleTtlSeconds()
                            : row.session().absoluteTtlSeconds());
        }
    }
}
