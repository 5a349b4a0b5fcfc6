package dev.portcullis.console.frame;

import dev.portcullis.client.ClientException;
import dev.portcullis.console.sessions.LiveState;
import dev.portcullis.console.sessions.SessionsModel;
import java.time.Instant;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * What the frame tells of the screen inside it.
 *
 * @param interruption why the live feed is interrupted; null while it is not
 * @param asOf the server's time of the last thing heard; null before the first
 * @param count how many rows the table shows, of how many
 */
public record Watched(
        ObservableValue<LiveState> live,
        ObservableValue<@Nullable ClientException> interruption,
        ObservableValue<@Nullable Instant> asOf,
        ObservableValue<String> count,
        ObservableValue<? extends Number> selected) {

    public static Watched of(SessionsModel sessions) {
        return new Watched(
                sessions.liveProperty(),
                sessions.interruptionProperty(),
                sessions.asOfProperty(),
                sessions.countProperty(),
                sessions.selectedCountProperty());
    }
}
