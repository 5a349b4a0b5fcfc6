package dev.portcullis.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.DeviceType;
import dev.portcullis.api.Permission;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.connection.Connection;
import dev.portcullis.console.connection.Mark;
import dev.portcullis.console.frame.FrameModel.Freshness;
import dev.portcullis.console.sessions.LiveState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameModelTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ObjectProperty<LiveState> live = new SimpleObjectProperty<>(LiveState.CONNECTING);
    private final ObjectProperty<@Nullable ClientException> interruption = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Instant> asOf = new SimpleObjectProperty<>();
    private final SimpleStringProperty count = new SimpleStringProperty("");
    private final SimpleIntegerProperty selected = new SimpleIntegerProperty();
    private Instant now = NOON;
    private Duration offset = Duration.ZERO;

    private final FrameModel model = model("https://sso.example.com", Permission.ALL);

    @Test
    void liveMeansHeardLately() {
        hears(NOON);
        later(3);

        assertThat(model.stateProperty().get()).isEqualTo("Live");
        assertThat(model.freshnessProperty().get()).isEqualTo(Freshness.LIVE);
        assertThat(model.ageProperty().get()).isEqualTo("last heard 3 s ago");
        assertThat(model.bannerProperty().get()).isEmpty();
    }

    @Test
    void anOpenConnectionOnWhichNothingComesIsNotCalledLive() {
        hears(NOON);
        later(FrameModel.SILENCE.toSeconds() + 1);

        assertThat(model.stateProperty().get()).isEqualTo("Quiet for 16 s");
        assertThat(model.freshnessProperty().get()).isEqualTo(Freshness.WAITING);
    }

    @Test
    void aLostConnectionSaysSinceWhenAndHowOldTheDataAre() {
        hears(NOON);
        later(2);
        live.set(LiveState.INTERRUPTED);
        later(14);

        assertThat(model.bannerProperty().get())
                .isEqualTo("Connection lost 14 s ago. What you see is as of 12:00:00. Trying again…");
        assertThat(model.stateProperty().get()).isEqualTo("Interrupted 14 s");
        assertThat(model.freshnessProperty().get()).isEqualTo(Freshness.STALE);
    }

    @Test
    void aServerThatAnswersWithoutItsDatabaseIsNotCalledLost() {
        hears(NOON);
        interruption.set(refused(ProblemType.UNAVAILABLE));
        live.set(LiveState.INTERRUPTED);
        later(14);

        assertThat(model.bannerProperty().get())
                .isEqualTo("The server answers, but its database does not, for 14 s now."
                        + " What you see is as of 12:00:00. Trying again…");
    }

    @Test
    void anyOtherRefusalIsToldInTheServersWords() {
        hears(NOON);
        live.set(LiveState.INTERRUPTED);
        interruption.set(refused(ProblemType.BUSY));

        assertThat(model.bannerProperty().get())
                .startsWith("The server answers, but not with sessions: “" + ProblemType.BUSY.title() + "”");
    }

    @Test
    void whatWasNeverSeenIsNotCalledOld() {
        live.set(LiveState.INTERRUPTED);
        later(70);

        assertThat(model.bannerProperty().get())
                .isEqualTo("Connection lost 1 min ago. There is nothing to show yet. Trying again…");
    }

    @Test
    void aConnectionThatComesBackTakesTheBannerAway() {
        hears(NOON);
        live.set(LiveState.INTERRUPTED);
        later(5);
        hears(NOON.plusSeconds(5));

        assertThat(model.bannerProperty().get()).isEmpty();
        assertThat(model.freshnessProperty().get()).isEqualTo(Freshness.LIVE);
    }

    @Test
    void agesAreCountedByTheServersClock() {
        offset = Duration.ofHours(1);
        hears(NOON.plus(offset));
        later(4);

        assertThat(model.ageProperty().get()).isEqualTo("last heard 4 s ago");
        assertThat(model.clockOffsetProperty().get()).isEqualTo("clock +3,600 s");
    }

    @Test
    void smallOffsetsAreGivenInMilliseconds() {
        offset = Duration.ofMillis(-12);
        model.tick();

        assertThat(model.clockOffsetProperty().get()).isEqualTo("clock −12 ms");
    }

    @Test
    void howManyOfHowManyIsAlwaysSaid() {
        count.set("2,413 of 48,213");
        selected.set(3);

        assertThat(model.countProperty().get()).isEqualTo("2,413 of 48,213");
        assertThat(model.selectedProperty().get()).isEqualTo("3 selected");
        selected.set(0);
        assertThat(model.selectedProperty().get()).isEmpty();
    }

    @Test
    void anyServerButOneOnThisComputerIsTakenForProduction() {
        assertThat(model.mark()).isEqualTo(Mark.PRODUCTION);
        assertThat(model.protection()).isEqualTo("TLS");
        assertThat(model("http://127.0.0.1:7480", Permission.ALL).mark()).isEqualTo(Mark.LOCAL);
    }

    @Test
    void whoMayOnlyReadIsNotCalledAnOperator() {
        assertThat(model.userRole()).isEqualTo("operator");
        assertThat(model("https://sso.example.com", List.of(Permission.SESSIONS_READ))
                        .userRole())
                .isEqualTo("read-only");
    }

    private static ClientException refused(ProblemType type) {
        return new ClientException.Refused(new Problem(type.urn(), type.title(), type.status(), null, "4711", null));
    }

    private void hears(Instant at) {
        asOf.set(at);
        live.set(LiveState.LIVE);
    }

    private void later(long seconds) {
        now = now.plusSeconds(seconds);
        model.tick();
    }

    private FrameModel model(String server, List<String> permissions) {
        InstantSource local = () -> now;
        return new FrameModel(
                new Watched(live, interruption, asOf, count, selected),
                new UiClock(local.withZone(ZoneOffset.UTC), () -> offset),
                ZoneOffset.UTC,
                Connection.of(URI.create(server)),
                own(permissions));
    }

    private static SessionView own(List<String> permissions) {
        UUID id = new UUID(0, 1);
        return new SessionView(
                id,
                new SessionView.Account(id, "nadia@example.com", "Nadia"),
                SessionState.ACTIVE,
                null,
                null,
                null,
                null,
                NOON,
                NOON,
                List.of("pwd"),
                NOON,
                NOON,
                NOON,
                1800,
                43200,
                null,
                null,
                "Console",
                null,
                null,
                DeviceType.OTHER,
                null,
                null,
                null,
                null,
                false,
                false,
                Delivery.COOKIE,
                permissions,
                Map.of(),
                new SessionView.Tokens(new SessionView.Access(id, NOON), new SessionView.Refresh(id, 1, NOON, false)),
                1,
                null);
    }
}
