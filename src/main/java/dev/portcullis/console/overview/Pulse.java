package dev.portcullis.console.overview;

import dev.portcullis.api.Stats;
import dev.portcullis.console.sessions.LiveState;
import dev.portcullis.console.sessions.SessionsModel;
import java.time.Instant;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions' table learns from the event stream anyway.
 *
 * @param asOf the server's time of the last thing heard; null before the first
 * @param stats the last hour, live; null until the server has counted
 */
public record Pulse(
        ObservableValue<LiveState> live,
        ObservableValue<@Nullable Instant> asOf,
        ObservableValue<@Nullable Stats> stats) {

    public static Pulse of(SessionsModel sessions) {
        return new Pulse(sessions.liveProperty(), sessions.asOfProperty(), sessions.statsProperty());
    }
}
