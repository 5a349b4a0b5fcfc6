package dev.portcullis.console.detail;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Places;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/** Where the session comes from, and when it was begun and last used. */
final class OriginController implements SessionPart {
    private @Nullable SessionView session;

    @FXML
    private Value address;

    @FXML
    private Label newNetwork;

    @FXML
    private Label placeName;

    @FXML
    private Value place;

    @FXML
    private Value device;

    @FXML
    private Label newDevice;

    @FXML
    private Value created;

    @FXML
    private Value seen;

    @Override
    public void show(SessionView shown, Instant now) {
        session = shown;
        address.setText(Objects.requireNonNullElse(shown.address(), Text.get("detail.address.unknown")));
        Optional<String> where = Places.text(shown);
        place.setText(where.orElse(""));
        Parts.present(placeName, where.isPresent());
        Parts.present(place, where.isPresent());
        String isNew = Text.get("detail.new", Parts.localPart(shown.account().email()));
        newNetwork.setText(isNew);
        Parts.present(newNetwork, shown.newNetwork());
        newDevice.setText(isNew);
        Parts.present(newDevice, shown.newDevice());
        device.setText(shown.device());
        device.say(shown.userAgent());
        tick(now);
    }

    @Override
    public void tick(Instant now) {
        SessionView shown = session;
        if (shown != null) {
            when(created, shown.createdAt(), now);
            when(seen, shown.lastSeenAt(), now);
        }
    }

    private static void when(Value value, Instant at, Instant now) {
        value.show(
                Text.get("detail.when", Figures.moment(at, now), Figures.ago(Duration.between(at, now))),
                Figures.absolute(at));
    }
}
