package dev.portcullis.console.sessions;

import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.chart.Level;
import dev.portcullis.console.chart.TimeBar;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
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
    private final Region content = new Content();

    /** Whether there is a time to draw. */
    private boolean known;

    LimitCell(Beat beat, Limit limit) {
        super(beat, "limit-cell");
        this.limit = limit;
        left.getStyleClass().add("mono");
    }

    @Override
    Node content() {
        return content;
    }

    @Override
    void draw(Row row, Instant now) {
        Instant end = limit.end(row);
        Duration whole = limit.whole(row);
        Instant at = at(row, now);
        boolean told = limit != Limit.IDLE || !forgotten(row, now);
        if (told != known) {
            known = told;
            content.requestLayout();
        }
        if (!known) {
            left.setText(Text.get("sessions.unknown"));
            return;
        }
        bar.show(Level.fraction(at, end, whole));
        Duration rest = Duration.between(at, end);
        left.setText(limit == Limit.IDLE ? Figures.countdown(rest) : Figures.span(rest));
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

    /** The words first: a shorter bar says the same, but none at all rather than one that touches them. Only when it is laid out have they the size of their font. */
    private final class Content extends Region {
        Content() {
            bar.setManaged(false); // so that its fill alone is laid out at a beat that changes no word
            getChildren().addAll(bar, left);
        }

        @Override
        protected double computePrefWidth(double height) {
            return snapSizeX(Measures.px(BAR_WIDTH) + Measures.px(GAP) + left.prefWidth(-1));
        }

        @Override
        protected double computePrefHeight(double width) {
            return left.prefHeight(-1);
        }

        @Override
        protected void layoutChildren() {
            double words = Math.min(getWidth(), left.prefWidth(-1));
            double room = snapSizeX(Math.min(getWidth() - words - Measures.px(GAP), Measures.px(BAR_WIDTH)));
            boolean barred = known && room >= Measures.px(NARROWEST_BAR);
            bar.setVisible(barred);
            if (barred) {
                layoutInArea(bar, 0, 0, room, getHeight(), 0, HPos.LEFT, VPos.CENTER);
            }
            double start = barred ? getWidth() - words : 0;
            layoutInArea(left, start, 0, words, getHeight(), 0, HPos.LEFT, VPos.CENTER);
        }
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
