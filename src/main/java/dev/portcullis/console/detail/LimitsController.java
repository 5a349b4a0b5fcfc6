package dev.portcullis.console.detail;

import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.chart.Level;
import dev.portcullis.console.chart.TimeBar;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How long the session has to live, by each of its limits. */
final class LimitsController implements SessionPart {
    private @Nullable SessionView session;
    private boolean past;

    /** So little more is no more: two clocks agree that well. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    @FXML
    private VBox limits;

    @FXML
    private Label idleLeft;

    @FXML
    private TimeBar idleBar;

    @FXML
    private Label absoluteLeft;

    @FXML
    private TimeBar absoluteBar;

    @Override
    public void show(SessionView shown, Instant now) {
        session = shown;
        Parts.present(limits, shown.state() != SessionState.ENDED);
        tick(now);
    }

    @Override
    public void past(boolean now) {
        past = now;
    }

    @Override
    public void tick(Instant now) {
        SessionView shown = session;
        if (shown != null) {
            limit(idleLeft, idleBar, now, shown.idleExpiresAt(), Duration.ofSeconds(shown.idleTtlSeconds()));
            limit(absoluteLeft, absoluteBar, now, shown.expiresAt(), Duration.ofSeconds(shown.absoluteTtlSeconds()));
            boolean unknown = past && Parts.usedSince(shown, now);
            idleBar.setVisible(!unknown);
            if (unknown) {
                Parts.unknown(idleLeft);
            }
        }
    }

    private static void limit(Label label, TimeBar bar, Instant now, Instant end, Duration whole) {
        bar.show(Level.fraction(now, end, whole));
        label.setText(words(Duration.between(now, end), whole));
        Parts.tip(label, Figures.absolute(end));
    }

    /** What is left, and of how much: of a suspended session that cannot be said, for its idle limit begins anew when it goes on. */
    static String words(Duration left, Duration whole) {
        return left.compareTo(whole.plus(CLOCKS)) > 0
                ? Figures.span(left)
                : Text.get("detail.limit", Figures.span(left), Figures.limit(whole));
    }
}
