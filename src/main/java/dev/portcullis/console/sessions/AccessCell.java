package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The bound access token: the end of its id, and for how long it is good. */
final class AccessCell extends SessionCell {
    private final Label jti = new Label();
    private final Label left = new Label();
    private final HBox box = new HBox(8, jti, left);

    AccessCell(Beat beat) {
        super(beat, "access-cell");
        box.setAlignment(Pos.CENTER_LEFT);
        jti.getStyleClass().addAll("mono", "second");
        left.getStyleClass().add("mono");
    }

    @Override
    Node content() {
        return box;
    }

    @Override
    void draw(Row row, Instant now) {
        if (forgotten(row, now)) {
            jti.setText(Text.get("sessions.unknown"));
            left.setText("");
            return;
        }
        SessionView.Access access = row.session().tokens().access();
        Duration rest = Duration.between(now, access.expiresAt());
        boolean expired = !rest.isPositive();
        jti.setText(Figures.shortId(access.jti()));
        left.setText(expired ? Text.get("sessions.access.expired") : Figures.countdown(rest));
        left.pseudoClassStateChanged(SessionRow.SPENT, expired);
    }

    @Override
    String whole(Row row, Instant now) {
        SessionView.Access access = row.session().tokens().access();
        return forgotten(row, now)
                ? Text.get("sessions.unknown.why")
                : Text.get("sessions.access.whole", access.jti(), Figures.moment(access.expiresAt(), now));
    }
}
