package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Text;
import java.time.Instant;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Who, and in which state: a dot, and a word wherever it is not simply active. */
final class UserCell extends SessionCell {
    private final Region dot = new Region();
    private final Label user = new Label();
    private final Label domain = new Label();
    private final Label tag = new Label();
    private final Label simulated = new Label(Text.get("sessions.user.simulated"));
    private final FontIcon simulatedIcon = new FontIcon(Feather.CPU);
    private final UserBox box = new UserBox(dot, user, domain, tag, simulated, simulatedIcon);

    UserCell(Beat beat) {
        super(beat, "user-cell");
        dot.getStyleClass().add("dot");
        user.getStyleClass().addAll("medium");
        domain.getStyleClass().addAll("second");
        tag.getStyleClass().addAll("tag", "accent");
        simulated.getStyleClass().addAll("tag", "second", "simulated-tag");
        simulatedIcon.getStyleClass().add("simulated-icon");
    }

    @Override
    Node content() {
        return box;
    }

    @Override
    void draw(Row row, Instant now) {
        box.requestLayout();
        String email = row.session().account().email();
        int at = email.indexOf('@');
        user.setText(at < 0 ? email : email.substring(0, at));
        domain.setText(at < 0 ? "" : email.substring(at));
        State state = State.of(row, now);
        boolean tagged = state != State.ACTIVE;
        tag.setVisible(tagged);
        if (tagged) {
            tag.setText(state.word(row));
            tag.getStyleClass().set(tag.getStyleClass().size() - 1, state.colour);
        }
        box.simulated(row.simulated());
    }

    @Override
    String whole(Row row, Instant now) {
        SessionView.Account account = row.session().account();
        return Text.get(
                "sessions.user.whole",
                account.name(),
                account.email(),
                State.of(row, now).word(row));
    }

    /** In which state it is, in a word. */
    static String state(Row row, Instant now) {
        State state = State.of(row, now);
        return Text.get("sessions.state."
                + (state == State.OWN ? State.ACTIVE : state).name().toLowerCase(Locale.ROOT));
    }

    /** What the row says of itself. The words have keys of their names. */
    private enum State {
        ENDED("second"),
        LAPSED("warn"),
        SUSPENDED("warn"),
        OWN("accent"),
        ACTIVE("ok");

        private final String colour;

        State(String colour) {
            this.colour = colour;
        }

        static State of(Row row, Instant now) {
            if (row.ended()) {
                return ENDED;
            }
            if (row.lapsed(now)) {
                return LAPSED;
            }
            if (row.suspended(now)) {
                return SUSPENDED;
            }
            return row.own() ? OWN : ACTIVE;
        }

        String word(Row row) {
            return this == ENDED && row.session().endReason() != null
                    ? Text.get("sessions.ended." + row.session().endReason().wire())
                    : Text.get("sessions.state." + name().toLowerCase(Locale.ROOT));
        }
    }
}
